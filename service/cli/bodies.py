"""What was typed, as a body like those that HTTP takes."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, TypeVar

if TYPE_CHECKING:
    from pydantic import BaseModel

    from service.settings import Settings

    B = TypeVar("B", bound=BaseModel)


def body_of(kind: type[B], /, **fields: Any) -> B:
    """A body of these fields. Raises Malformed or Unusable, naming every field that is wrong."""
    from pydantic import ValidationError

    from service.wire.validation import refuse

    try:
        return kind(**fields)
    except ValidationError as error:
        refuse(error)


def require_known(model: str | None, settings: Settings) -> None:
    """Raises UnknownModel for an id that nobody has, before anything is read or loaded for it. A chat server's own
    model is known to it alone."""
    if model is None or settings.chat_url:
        return
    from service.models.catalog import Catalog

    Catalog.from_settings(settings).get(model)
