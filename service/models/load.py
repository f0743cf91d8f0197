"""A model on disk becomes an engine."""

from __future__ import annotations

import logging

from service.engines.base import ModelSpec, Runtime, Summarizer, Translator
from service.engines.chat.backend import ChatBackend
from service.errors import ModelUnusable, NoMemory, StisloError
from service.models.manifest import Installed
from service.models.store import ModelStore

Engine = Translator | Summarizer | ChatBackend
_log = logging.getLogger(__name__)


def load_engine(store: ModelStore, spec: ModelSpec, installed: Installed, runtime: Runtime) -> Engine:
    """The engine, made from files whose hashes were checked just now. Raises ModelUnusable, NoMemory."""
    from service.engines.registry import engine_class

    if store.verify(spec):
        raise ModelUnusable(
            f"Files of the model '{spec.id}' are damaged; `python -m service models pull {spec.id}` repairs it."
        )
    try:
        return engine_class(spec, store.needed_backend(spec))(installed.folder, spec, runtime)
    except StisloError:
        raise
    except MemoryError as error:
        raise NoMemory(f"The memory was used up while the model '{spec.id}' was loaded.") from error
    except Exception as error:
        _log.exception("Model %s cannot be loaded", spec.id)
        raise ModelUnusable(f"The model '{spec.id}' cannot be loaded ({type(error).__name__}).") from error
