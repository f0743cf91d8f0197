"""Firefox's translation models: small students, one direction each, run by the `fxtranslate` package.

Its translators belong to the thread that made them, hold the interpreter while they work, and end the process on what
they do not expect. So they work in processes of their own (`nursery.py`), which `crew.py` starts, asks and ends; what
they must not be given never reaches them (`translator.py`, `files.py`).
"""
