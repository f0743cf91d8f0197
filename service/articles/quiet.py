"""Libraries that read articles keep what they read out of the logs."""

from __future__ import annotations

import logging

_CHATTY = ("trafilatura", "htmldate", "justext", "courlan", "dateparser", "charset_normalizer", "markdown_it")
_OFF = logging.CRITICAL + 1


def silence() -> None:
    """Turns the loggers of those libraries off, for this process. May be called any number of times."""
    for name in _CHATTY:
        logger = logging.getLogger(name)
        # Setting a level makes every logger of the process forget which of its levels are on.
        if logger.level != _OFF:
            logger.setLevel(_OFF)
