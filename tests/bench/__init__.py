"""Beleg beside what people would use instead; `python -m tests.bench`, or `make bench`."""
