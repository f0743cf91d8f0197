"""Addresses in a text: links, e-mail addresses, handles, and the markup that makes a reader's machine fetch them."""

from __future__ import annotations

import re

_TOP = (
    r"com|org|net|io|ai|app|dev|info|biz|top|xyz|site|online|shop|club|me|co|ru|ua|fr|de|uk|eu|us|cn"
    r"|test|example|invalid"
)
_ADDRESS = re.compile(
    r"(?:https?|ftp|hxxps?)://[^\s<>\"'»”)\]]+|www\.[^\s<>\"'»”)\]]+"
    r"|(?<![\w.+-])[\w.+-]{1,64}@[\w-]{1,63}(?:\.[\w-]{1,63}){1,8}"
    # A full stop without a space behind it is no address: "the end.De plus".
    rf"|(?<![\w.-])(?:[a-z0-9-]{{2,63}}\.){{1,8}}(?-i:{_TOP})\b(?:/[^\s<>\"'»”)\]]*)?"
    r"|(?<![\w@])@\w{3,}",
    re.IGNORECASE,
)
_ENDS = ".,;:!?…"
_MOST_SOUGHT = 64
_MARKUP = re.compile(
    r"!\[[^\]\n]{0,200}\]\s*\(|\]\((?:[a-z]+:|/|www\.)|<\s*/?(?:img|a|script|iframe|svg|link|form|style)\b|(?:javascript|data):\S",
    re.IGNORECASE,
)


def novel_addresses(text: str, source: str) -> tuple[str, ...]:
    """Links, e-mail addresses, handles and markup of `text` that `source` does not have, whatever their case."""
    if not ({*"@/<.:["} & {*text}):
        return ()
    known = source.casefold()
    addresses = {match[0].rstrip(_ENDS) for match in _ADDRESS.finditer(known)}
    found = [match[0].rstrip(_ENDS) for match in _ADDRESS.finditer(text)]
    found += [match[0] for match in _MARKUP.finditer(text)]
    news = dict.fromkeys(each for each in found if each.casefold() not in addresses)
    # One that the source has as part of something longer is no news; looking for all of thousands would take for ever.
    return tuple(each for index, each in enumerate(news) if index >= _MOST_SOUGHT or each.casefold() not in known)
