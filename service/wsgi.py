"""`app` for other WSGI servers, such as `gunicorn service.wsgi:app`. Settings come from the environment."""

from __future__ import annotations

import os

from service.app import create_app
from service.settings import Settings
from service.web.logs import configure_logging

# Where it listens is decided by the server that runs it, so nothing follows from the default.
settings = Settings.from_env({"STISLO_HOST": "0.0.0.0", **os.environ})
configure_logging(settings.log_level)
app = create_app(settings)
