"""Reasons and further deeds that a translation adds: `because of an injury`, `and promised more`."""

from __future__ import annotations

from functools import cache

import regex

# What says a reason in a translation, and what may have said it in the source, by cause, time or manner.
_REASON = {
    "en": r"because|due to|owing to|thanks to|caused by|as a result of",
    "fr": r"à cause d\w*|en raison d\w*|suite aux?|suite à|faute d\w*|grâce aux?|grâce à|du fait d\w*|par manque d\w*",
    "uk": r"через(?! \d)(?! (?:кілька|дв[аі]|три|чотири|п['’]ять|десять|рік|тиждень|місяць|день|годину|пів))"
    r"|внаслідок|унаслідок|завдяки|з огляду на",
}
_MAY_BE_REASON = {
    "en": r"because|due|owing|after|following|over|as|since|for|with|from|through|via|across|by|amid|thanks|caus\w*"
    r"|lead\w*|led|le(?:ft|ave|aves)|result\w*|reason|why|so|given|despite|to|\w+ing",
    "fr": r"car|parce|cause|raison|suite|après|faute|grâce|fait|par|avec|puisque|comme|depuis|pour|entraîn\w*"
    r"|provoqu\w*|conséquence|donc|face|devant|sous|travers|dans|via|\w+ant|d|de|du|des",
    "uk": r"через|бо|тому|оскільки|внаслідок|унаслідок|після|завдяки|з|із|зі|від|спричин\w*|призв\w*|адже|за|крізь|по"
    r"|під|на тлі|причин\w*",
}
_AND = {"en": "and", "fr": "et", "uk": "і|й|та"}
# A source with one of these may be said with `and`.
_JOINED = (
    r"and|but|or|et|mais|ou|і|й|та|а|але|або|чи|well|ainsi|також|with|avec|з|із|зі|plus|while|qui|як(?:ий|а|е|і)|who|that"
    r"|which|що|to|pour|щоб|before|after|після|après|where|when|both|під|\w+ing|\w+ant"
)
_STOP = r"[,;:—–(]"
_DEVIATION = 0.8
"""Deviations from the usual length: of 11,652 professional translations 4 are so much longer and have either."""
_LONGEST = 110


def added_reason(source: str, output: str, languages: tuple[str, str], deviation: float) -> bool:
    """Whether `output`, by so many deviations longer than usual, says why, or what else, and `source` does not.

    `languages` are those of source and output.
    """
    if not {*languages} <= _AND.keys() or deviation < _DEVIATION or len(source) > _LONGEST:
        return False
    origin, target = languages
    if _words(_REASON[target]).search(output) and not _words(_MAY_BE_REASON[origin]).search(source):
        return True
    if _words(_JOINED).search(source) or regex.search(_STOP, source, concurrent=False):
        return False
    return _words(rf"(?:{_AND[target]})(?= \w+(?: \w+){{2}})").search(output, len(output) // 2) is not None


@cache
def _words(pattern: str) -> regex.Pattern[str]:
    return regex.compile(rf"(?<!\w)(?:{pattern})(?!\w)", regex.IGNORECASE)
