"""What `qa.verify` asks of a written sentence: which sentences it rests on (`citing`), and each
reason to doubt it (`doubts`, `attribution`), most by word lists of English and German.

Numbers, dates, units and names are read in `qa`; what becomes of a doubted sentence is decided in
`qa.prose`.
"""
