"""What was typed, as a body like those that HTTP takes."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, TypeVar

if TYPE_CHECKING:
    from pydantic import BaseModel

    B = TypeVar("B", bound=BaseModel)


def body_of(kind: type[B], /, **fields: Any) -> B:
    """A body of these fields. Raises Malformed or Unusable, naming every field that is wrong."""
    from pydantic import ValidationError

    from service.wire.validation import refuse

    try:
        return kind(**fields)
    except ValidationError as error:
        refuse(error)
