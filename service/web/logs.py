"""How the processes that serve HTTP log. Only entry points call this; nothing here is set up by an import."""

from __future__ import annotations

import logging

# Queues are the server's business (`server.py` bounds them), and a caller that leaves is no news.
_QUIET = {"waitress": logging.WARNING, "waitress.queue": logging.ERROR}


def configure_logging(level: str) -> None:
    """One line a record on stderr, from `level` (debug, info, warning, error) upwards."""
    logging.basicConfig(level=level.upper(), format="%(asctime)s %(levelname)s %(name)s: %(message)s")
    for name, quietest in _QUIET.items():
        logging.getLogger(name).setLevel(max(quietest, logging.getLogger().level))
