"""Version 1 of the HTTP interface, one file a resource."""

from service.web.api import (
    checks,
    detections,
    documents,
    glossaries,
    languages,
    models,
    outlook,
    summaries,
    translations,
)

BLUEPRINTS = (
    summaries.api,
    translations.api,
    documents.api,
    glossaries.api,
    detections.api,
    checks.api,
    languages.api,
    outlook.api,
    models.api,
)
