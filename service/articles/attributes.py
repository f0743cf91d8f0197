"""Tags with more attributes than any page has: libxml2 compares each with all before it, in quadratic time."""

from __future__ import annotations

import re

MOST = 500
"""Attributes of one tag; pages have a few dozen."""

_ATTRIBUTE = r"""[\s/]*+(?:=[^\s/>=]*+|[^\s/>=]++)(?:\s*+=\s*+(?:"[^"]*+"|'[^']*+'|[^\s>]*+))?+"""
# In these, and in comments, nothing is a tag but their own end.
_RAW = r"(?P<raw>script|style|textarea|title|xmp|noembed|noframes|iframe)(?=[\s/>])"
_TAG = re.compile(
    rf"<!--.*?(?:-->|\Z)"
    rf"|<(?=[a-z])(?:{_RAW})?+[^\s/>]*+(?:{_ATTRIBUTE}){{0,{MOST}}}+(?P<more>{_ATTRIBUTE})?+"
    rf"(?(raw).*?(?:</(?P=raw)|\Z))",
    re.IGNORECASE | re.DOTALL,
)


def is_crowded(markup: str) -> bool:
    """Whether a tag of an HTML document has more than `MOST` attributes. Linear in its length."""
    return any(found["more"] for found in _TAG.finditer(markup))
