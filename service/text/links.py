"""Addresses in a text: links, e-mail addresses, handles, and the markup that makes a reader's machine fetch them.

An address is known by its form, whatever its last label is: there are more than a thousand top-level domains, and new
ones every year. Every look takes linear time.
"""

from __future__ import annotations

import re
from itertools import islice

from service.text.languages import alternatives


def _set(listed: str) -> frozenset[str]:
    return frozenset(listed.split())


# Labels that are taken for a domain in capitals too, or behind a single label of any kind.
_SCHEME = r"(?:https?|ftp|hxxps?|ws|tg|mailto|tel)://?[^\s<>\"'»”)\]]+"
_ADDRESS = re.compile(
    rf"{_SCHEME}|www\.[^\s<>\"'»”)\]]+|(?<![\w.+-])[\w.+-]{{1,64}}@[\w-]{{1,63}}(?:\.[\w-]{{1,63}}){{1,8}}|(?<![\w@])@\w{{3,}}",
    re.IGNORECASE,
)
_TOKEN = re.compile(r"[^\s<>\"'«»“”„()\[\]{},;:!?…*|`]+")
# "evil [.] example", "evil(dot)example", "evil . support": put together again before they are looked at.
_DOT = re.compile(
    rf" ?[\[({{<] ?(?:\.|{alternatives(lambda known: known.dot)}) ?[\])}}>] ?|(?<=[\w-]) (?:dot|DOT) (?=[a-z]{{2,}})"
    r"|(?<=[a-z0-9])[。．｡](?=[\w])",
    re.IGNORECASE,
)
_SPACED_DOT = re.compile(
    r"(?<=[\w-]) \. ?(?=[a-z]{2,24}\b)"
    r"|(?<=[a-z0-9])\. (?=(?:com|org|net|info|support|click|xyz|shop|online|site|top|link|app|io|co|укр)\b)"
)
_AT = re.compile(r" ?[\[({<] ?(?:@|at) ?[\])}>] ?", re.IGNORECASE)
_MOST_SOUGHT = 64
_LABEL = re.compile(r"[^\W_](?:[\w-]{0,61}[^\W_])?")
_TOP = re.compile(
    r"(?:[a-z]{2,24}|xn--[a-z0-9-]{2,59}|[\u0400-\u052f]{2,24}|[\u0370-\u03ff\u0590-\u06ff\u3040-\u9fff]{2,24})"
)
_NO_TOP = _set(
    "js ts py md txt pdf doc docx xls xlsx csv jpg jpeg png gif svg mp3 mp4 exe zip html htm php json xml"
    " yml yaml toml css cpp rs rb vue jsx tsx e.g i.e"
)
_ABBREVIATED = re.compile(r"(?:[^\W\d_]\.){1,6}[^\W\d_]{0,3}")
_TOP_UK = _set("укр рф бел срб мкд мон қаз ею сайт онлайн орг ком москва дети рус католик бг")
_COUNTRIES_AND_OLD = _set(
    "com org net info biz edu gov mil int io ai me tv ua fr uk de eu us ca ch be pl ru by co cc ly gg to app dev test"
    " example invalid"
)
_MARKUP = re.compile(
    r"!\[[^\]\n]{0,200}\]\s*\(|\]\((?:[a-z]+:|/|www\.)|<\s*/?(?:img|a|script|iframe|svg|link|form|style)\b|(?:javascript|data):\S",
    re.IGNORECASE,
)


def addresses(text: str) -> tuple[str, ...]:
    """Links, e-mail addresses, handles and domains of a text, case folded, in the form that a browser takes."""
    if not ({*"@/.[(。．｡"} & {*text}) and " dot " not in text:
        return ()
    plain = _AT.sub("@", _SPACED_DOT.sub(".", _DOT.sub(".", text)))
    found = [match[0].rstrip(".,;:!?…") for match in _ADDRESS.finditer(plain)]
    found += [token for match in _TOKEN.finditer(plain) if _is_domain(token := match[0].strip(".-–—/"))]
    return tuple(dict.fromkeys(each.casefold() for each in found))


def novel_addresses(text: str, source: str) -> tuple[str, ...]:
    """Links, e-mail addresses, handles and markup of `text` that `source` does not have, whatever their case."""
    if not ({*"@/<.:[(。．｡"} & {*text}) and " dot " not in text:
        return ()
    known, said = source.casefold(), addresses(text)
    there = frozenset(addresses(source)) if said else frozenset()
    news = [each for each in said if each not in there]
    # One that the source has as part of something longer is no news; looking for all of thousands would take for ever.
    found = [each for index, each in enumerate(news) if index >= _MOST_SOUGHT or each not in known]
    marked = dict.fromkeys(match[0].casefold() for match in _MARKUP.finditer(text))
    found += [each for each in islice(marked, _MOST_SOUGHT) if each not in known]
    return tuple(dict.fromkeys(found))


def _is_domain(token: str) -> bool:
    """Whether a token without spaces is a host, with or without a path. "Node.js", "1.5", "e.g." and two sentences
    without a space between them are none."""
    host = token.partition("/")[0].partition("#")[0].partition("@")[2] or token.partition("/")[0].partition("#")[0]
    if "." not in host or len(host) > 253:
        return False
    labels = host.split(".")
    if len(labels) > 9 or not all(map(_LABEL.fullmatch, labels)) or _ABBREVIATED.fullmatch(host):
        return False
    top = labels[-1]
    if not _TOP.fullmatch(top.casefold()) or not any(map(str.isalpha, "".join(labels[:-1]))):
        return False
    if top.casefold() in _NO_TOP:
        return "/" in token
    if not top.isascii() and not top.startswith("xn--"):
        # A full stop without a space behind it stands between words of any alphabet.
        return top.casefold() in _TOP_UK or "/" in token or "-" in host
    return top.islower() or (host.isupper() and top.casefold() in _COUNTRIES_AND_OLD)
