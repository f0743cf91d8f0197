"""Stislo: post an article, get a short, checked summary in every language your readers use.

    from service import Service, Settings, SummaryRequest, Article

    with Service.from_settings(Settings()) as service:
        result = service.summarize(SummaryRequest(Article(text), target_languages=("en", "uk")))

Names are loaded when they are first used, so that importing the package costs nothing.
"""

from __future__ import annotations

from importlib import import_module
from typing import TYPE_CHECKING, Any

from service.version import VERSION as __version__

if TYPE_CHECKING:
    from service.errors import StisloError
    from service.pipeline.service import Service
    from service.settings import Settings
    from service.types import Address, Article, Page, SummaryRequest, TranslationRequest, Upload

_HOMES = {
    "Address": "service.types",
    "Article": "service.types",
    "Page": "service.types",
    "Service": "service.pipeline.service",
    "Settings": "service.settings",
    "StisloError": "service.errors",
    "SummaryRequest": "service.types",
    "TranslationRequest": "service.types",
    "Upload": "service.types",
}
__all__ = [
    "Address",
    "Article",
    "Page",
    "Service",
    "Settings",
    "StisloError",
    "SummaryRequest",
    "TranslationRequest",
    "Upload",
    "__version__",
]


def __getattr__(name: str) -> Any:
    if name in _HOMES:
        return getattr(import_module(_HOMES[name]), name)
    raise AttributeError(f"module 'service' has no attribute {name!r}")
