"""Signs of money and halves as words, for vocabularies that have no piece for them: `€5m` is `EUR 5m`, `2½` is `2 1/2`.

Codes are those of ISO 4217. In a translation the sign comes back where its source had it.
"""

from __future__ import annotations

import re
from collections.abc import Callable

SPELLED = {
    "€": "EUR",
    "£": "GBP",
    "¥": "JPY",
    "₴": "UAH",
    "₽": "RUB",
    "₹": "INR",
    "₺": "TRY",
    "₩": "KRW",
    "₪": "ILS",
    "½": "1/2",
    "¼": "1/4",
    "¾": "3/4",
}
_SIGN = re.compile(f"[{''.join(SPELLED)}]")
_CODED = {code: sign for sign, code in SPELLED.items() if code.isalpha()}
_CODE = re.compile(rf"\b(?:{'|'.join(_CODED)})\b")
# English has the sign right before the number and keeps a code behind it; others have either behind it.
_IN_FRONT = re.compile(rf"\b(?:{'|'.join(_CODED)})[ \u00a0]?(?=\d)")


def spell_signs(text: str, knows: Callable[[str], bool]) -> str:
    """The text with the words of signs that `knows` does not, parted from letters and digits beside them."""

    def word(found: re.Match[str]) -> str:
        sign = found[0]
        if knows(sign):
            return sign
        before, after = text[: found.start()][-1:], text[found.end() :][:1]
        return f"{' ' * before.isalnum()}{SPELLED[sign]}{' ' * after.isalnum()}"

    return _SIGN.sub(word, text)


def signs_back(output: str, source: str, language: str) -> str:
    """A translation into `language` with the signs of its source for their codes, which `source` does not have."""
    if not _SIGN.search(source) or not _CODE.search(output):
        return output
    wanted = {code for code, sign in _CODED.items() if sign in source and code not in source}

    def sign(found: re.Match[str]) -> str:
        code = found[0].strip("\u00a0 ")
        return _CODED[code] if code in wanted else found[0]

    return (_IN_FRONT if language == "en" else _CODE).sub(sign, output)
