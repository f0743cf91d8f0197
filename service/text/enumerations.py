"""Lists in a sentence, `bread, milk and eggs`, of which a translation leaves one out."""

from __future__ import annotations

import re

from service.text.languages.language import word_set

_CONJUNCTIONS = {"en": "and|or", "fr": "et|ou|ainsi que", "uk": "і|й|та|або|чи|а також"}
_LONGEST = 110
# What an item does not begin with: after a comma with one of these comes a clause, not an item.
_NO_ITEM = {
    "en": (
        "with|though|to|who|which|where|as|perhaps|without|wasting|including|like|even|but|both|was|were|has|had|is|are"
    ),
    "fr": "qui|que|où|dont|pour|avec|sans|comme|mais|soit|il|elle|ils|elles|même|puis|ainsi|non",
    "uk": (r"що|щоб|як\w*|де|так|а|але|бо|коли|котр\w*|хоч\w*|тому|проте|однак|не|звідки|вона|він|вони|водночас|ні"),
}
# With these a sentence begins that has a comma after its first words.
_INTRODUCING = word_set(
    "in during at on for after before when with by from to despite under dans en à pendant après avant pour avec selon"
    " depuis sur par malgré у в на під після до для за з із через попри над біля"
)
_INTRODUCTION = 4
_ITEM = r"[^\W\d_][\w'’ʼ-]*+(?: [\w'’ʼ-]++){0,4}?"
_LISTS = {
    language: re.compile(
        rf"(?<!\w)[\w'’ʼ-]++(?:, (?!(?:{none})\b){_ITEM})+?,? (?:{_CONJUNCTIONS[language]})"
        rf" (?!(?:{none})\b){_ITEM}(?=[\s.,;:!?)]|$)"
    )
    for language, none in _NO_ITEM.items()
}
_SEPARATORS = {
    language: re.compile(rf",? (?:{words}|&) |[,;/:—–](?!\d)|\b(?:with|plus|as well as|avec|comme|разом)\b")
    for language, words in _CONJUNCTIONS.items()
}


def lost_item(source: str, output: str, languages: tuple[str, str]) -> bool:
    """Whether a translated sentence has fewer items than the list in `source`. `languages` are those of both."""
    if not {*languages} <= {*_LISTS} or len(source) > _LONGEST:
        return False
    found = _LISTS[languages[0]].search(source) if "," in source else None
    if found is None or _is_introduced(source, found[0]):
        return False
    separators = _SEPARATORS[languages[1]].findall(output)
    return len(separators) < len(_SEPARATORS[languages[0]].findall(found[0]))


def _is_introduced(source: str, found: str) -> bool:
    """Whether the first comma of what looks like a list only ends the first words of the sentence."""
    words = source.partition(",")[0].split()
    if not words or len(words) > _INTRODUCTION or found.count(",") > 1:
        return False
    return words[0].casefold() in _INTRODUCING and found.startswith(words[-1])
