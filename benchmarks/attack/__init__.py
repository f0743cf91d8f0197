"""Attacks on a running service: `make attack`. Nobody stops it with one request, or with many.

Every attack goes to a server of its own on this machine, bounded in count and time. Beside it a probe asks `/livez`, an
honest caller posts an article, and the memory of the server and its children is weighed. The table says what was seen,
the exit code whether all goals were kept.
"""
