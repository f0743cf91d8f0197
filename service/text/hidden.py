"""Characters that nobody sees. What a reader cannot see, a model is not given: instructions can be written in them."""

from __future__ import annotations

import re

import regex

# Soft hyphen, grapheme joiner, fillers and vowels without a shape, zero-width and bidirectional marks, invisible
# operators, variation selectors, annotation anchors, format controls of shorthand and music, tags: what Unicode calls
# default ignorable, and U+FFF9..FFFB.
_INVISIBLE = (
    "\u00ad\u034f\u061c\u115f\u1160\u17b4\u17b5\u180b-\u180f\u200b-\u200f\u202a-\u202e\u2060-\u206f\u3164"
    "\ufe00-\ufe0f\ufeff\uffa0\ufff0-\ufffb\U0001bca0-\U0001bca3\U0001d173-\U0001d17a\U000e0000-\U000e0fff"
)
# The three flags that are written with tags (Unicode's RGI_Emoji_Tag_Sequence): England, Scotland, Wales.
_FLAGS = "|".join("".join(chr(0xE0000 + ord(letter)) for letter in region) for region in ("gbeng", "gbsct", "gbwls"))
_PICTURE = r"\p{Extended_Pictographic}\p{Emoji_Modifier}"
# Scripts that are written with joiners: without one it is another word, or a wrong one.
_JOINED_SCRIPTS = (
    "Arabic Syriac Mandaic Nko Mongolian Phags_Pa Devanagari Bengali Gurmukhi Gujarati Oriya Tamil Telugu Kannada"
    " Malayalam Sinhala Khmer Myanmar Tibetan Balinese Javanese"
)
_JOINED = "".join(rf"\p{{{script}}}" for script in _JOINED_SCRIPTS.split())
_SEEN = re.compile(f"[{_INVISIBLE}]")
_HIDDEN = regex.compile(
    rf"""
    (?= [{_INVISIBLE}\U0001f3f4] ) (?:
      (?: \U0001f3f4(?:{_FLAGS})\U000e007f                          # flags stay,
      | (?<= [{_PICTURE}]\ufe0f? ) \u200d (?= [{_PICTURE}] )         # and what joins emoji
      | (?<= [[{_JOINED}]&&[\p{{L}}\p{{M}}]] ) [\u200c\u200d]         # or letters: one after a letter;
      | (?<= [{_PICTURE}] ) [\ufe0e\ufe0f]                          # one selector after a base that has variants
      | (?<= [0-9\#*] ) \ufe0f (?= \u20e3 )
      | (?<= [\p{{Han}}\p{{Sm}}\p{{Myanmar}}\p{{Phags_Pa}}] ) [\ufe00-\ufe0f]
      | (?<= \p{{Han}} ) [\U000e0100-\U000e01ef]
      | (?<= \p{{Mongolian}} ) [\u180b-\u180f]
      ) (*SKIP)(*FAIL)
    | [{_INVISIBLE}]
    )""",
    regex.VERBOSE | regex.VERSION1,
)


def remove_hidden(text: str) -> str:
    """`text` without the characters that nobody sees, the same string where it has none.

    Those stay that change what is seen: joiners in emoji and between letters of scripts that need them, one variation
    selector after a base that has variants, the tags of the three flags that are written so. Idempotent, and linear in
    the length of the text.
    """
    if text.isascii() or not _SEEN.search(text):
        return text
    clean: str = _HIDDEN.sub("", text, concurrent=False)
    return clean
