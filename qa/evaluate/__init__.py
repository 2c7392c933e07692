"""Measures Beleg on questions and sentences with known answers: `beleg eval`.

One module a measure; the files they read are told in `qa.evaluate.files`.
"""
