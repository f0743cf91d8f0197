"""Libraries that read articles keep what they read out of the logs."""

from __future__ import annotations

import logging

_CHATTY = ("trafilatura", "htmldate", "justext", "courlan", "dateparser", "charset_normalizer", "markdown_it")


def silence() -> None:
    """Turns the loggers of those libraries off, for this process. May be called any number of times."""
    for name in _CHATTY:
        logging.getLogger(name).setLevel(logging.CRITICAL + 1)
