"""Everything that parsers need is loaded before the first byte of a stranger: after that, no file can be opened."""

from __future__ import annotations

import gc
import pkgutil
from contextlib import suppress
from importlib import import_module

from service.articles.parse import parse
from service.articles.wire import Job, ParseLimits

# What libraries import when they meet something for the first time; any encoding is a module of its own.
_LATE = ("_strptime", "lxml.html", "lxml.sax", "markdown_it", "trafilatura")
_WHOLE = ("encodings", "pypdf", "charset_normalizer", "htmldate")
_NOT_FOR_PARSERS = ("__main__", "cli")
_HTML = "<html><head><title>Sample</title></head><body><article><h1>Sample</h1><p>One two three.</p></article></body>"


def preload() -> None:
    """Imports and does once what every parser does, so that children need not, each again.

    The garbage collector is kept from touching what is there, and so from copying it, in every child.
    """
    from service.articles import decoding, docx, epub, html, markdown, odt, pdf  # noqa: F401
    from service.languages import normalize_code

    for library in _LATE:
        import_module(library)
    for library in _WHOLE:
        _import_all_of(library)
    normalize_code("en")
    limits = ParseLimits(
        seconds=1, memory_mb=1, pages=1, text_characters=10**6, html_characters=10**6, unpacked_bytes=10**6
    )
    parse("html", Job("page", "html", limits), memoryview(_HTML.encode()))
    gc.collect()
    gc.freeze()


def _import_all_of(library: str) -> None:
    """A package with all of its modules, but those that are not for this system."""
    for module in pkgutil.iter_modules(import_module(library).__path__, f"{library}."):
        if module.name.rpartition(".")[2] in _NOT_FOR_PARSERS:
            continue
        with suppress(ImportError):
            import_module(module.name)
            if module.ispkg:
                _import_all_of(module.name)
