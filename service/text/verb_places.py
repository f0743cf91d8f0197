"""Whether a word may be the verb of its clause, by the word before it and by its ending: `a reef` and `refused` are not
said to be so in the same way.
"""

from __future__ import annotations

import re
from collections.abc import Sequence

from service.text.languages.language import word_set
from service.text.ukrainian_dictionary import is_ukrainian_verb

# Behind these stands a noun, or what is said of one.
_BEFORE_NOUNS = {
    "en": word_set(
        "a an the this that these those my your his her its our their of in on at for from by with without no some any"
        " each every both all more most many few several into over under against between during"
    ),
    "fr": word_set(
        "le la les l' un une des du de d' ce cet cette ces mon ton son ma ta sa mes tes ses notre votre nos vos leur"
        " leurs au aux dans sur par avec aucun aucune chaque plusieurs certains certaines quelques tout toute tous"
        " toutes sous contre entre vers chez très plus moins"
    ),
    "uk": frozenset[str](),
}
_NOUNS = {
    "en": re.compile(r"(?:tion|sion|ment|ness|ity|ism|ship|ence|ance|or|al|ly)s?$"),
    "fr": re.compile(r"(?:tion|sion|ment|isme|ence|ance|age|ade|ure)s?$"),
}


def may_be_verb(folded: Sequence[str], at: int, language: str) -> bool:
    """Whether the word at a place of a sentence, all in small letters, may be a verb or a participle."""
    if language == "uk":
        return is_ukrainian_verb(folded[at])
    if language not in _NOUNS or _NOUNS[language].search(folded[at]):
        return False
    return not at or not (folded[at - 1] in _BEFORE_NOUNS[language] or folded[at - 1][:1].isdigit())
