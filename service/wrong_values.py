"""What is wrong with a value that an operator wrote down: a setting, an entry of the catalogue. In words of our own."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from difflib import get_close_matches
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from pydantic_core import ErrorDetails

_WORDS = {
    "bool_parsing": "must be true or false",
    "bool_type": "must be true or false",
    "dict_type": "must be a table",
    "finite_number": "must be a number that ends",
    "float_parsing": "must be a number",
    "float_type": "must be a number",
    "greater_than": "must be more than {gt:.10g}",
    "greater_than_equal": "must be {ge:.10g} or more",
    "int_from_float": "must be a whole number",
    "int_parsing": "must be a whole number",
    "int_parsing_size": "must be a whole number of a sensible size",
    "int_type": "must be a whole number",
    "less_than": "must be less than {lt:.10g}",
    "less_than_equal": "must be {le:.10g} or less",
    "list_type": "must be a list",
    "literal_error": "must be one of {expected}",
    "missing": "is missing",
    "model_type": "must be a table",
    "path_type": "must be a path",
    "string_pattern_mismatch": "must have the form {pattern}",
    "string_too_short": "must not be empty",
    "string_type": "must be a text in quotes",
    "string_unicode": "must be text in UTF-8",
    "too_short": "must not be empty",
    "tuple_type": "must be a list",
    "value_error": "{error}",
}


def what_is_wrong(problem: ErrorDetails, known: Iterable[str], spelled: Callable[[str], str] = str) -> str:
    """What would be right, for after the name of what is wrong and a colon. Of a name that means nothing here,
    which of those `known` is like it, `spelled` as it is written down."""
    if problem["type"] == "extra_forbidden":
        name = str(problem["loc"][-1])
        near = get_close_matches(name, list(known), n=1)
        return f"is not known here; did you mean {spelled(near[0])}?" if near else "is not known here"
    words = _WORDS.get(problem["type"], "is not of the right form")
    return words.format_map(problem.get("ctx", {}))
