"""An article's own title as a headline, without its label or shortened; and the heading that a text begins with."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence

from service.text.compression import compressions
from service.text.cues import is_terminated
from service.text.normalize import normalize
from service.text.stems import terms
from service.text.words import count_words
from service.types import Sentence

_LEAST, _MOST_WORDS = 4, 25
_SHARED = 0.6
_READ = 4  # sentences behind a heading
_LABEL = re.compile(r"[^:.!?]{2,40}\s?:\s+(?=\S)")
_SCORE = re.compile(r"(?<![\d.,])\d{1,3} ?[-–:] ?\d{1,3}(?![\d.,])")
_SIGN = re.compile(r"(?:[-*+•–—]|\(?\d{1,3}[.)])\s")


def title_forms(title: str, language: str, max_words: int) -> Iterator[str]:
    """The title and shorter forms of it that keep the ceiling, the fullest first."""
    if count_words(title) <= max_words:
        yield title
        return
    unlabelled = _LABEL.sub("", title, count=1)
    for whole in dict.fromkeys((unlabelled[:1].upper() + unlabelled[1:], title)):
        if count_words(whole) <= max_words:
            yield whole
        found = compressions(whole, language, headline=True, max_words=max_words)
        fitting = [form for form in found if _LEAST <= form.words <= max_words and form.text != whole]
        yield from (form.text for form in sorted(fitting, key=lambda form: (form.cost, -form.words))[:2])


def heading_of(sentences: Sequence[Sentence], language: str) -> str | None:
    """The heading that a text without a title begins with: a line of its own that ends as no sentence does, and whose
    words come again at once.
    """
    if len(sentences) < 2 or sentences[0].paragraph == sentences[1].paragraph:
        return None
    text = normalize(sentences[0].text)
    if (
        is_terminated(text)
        or _SIGN.match(text)
        or _SCORE.search(text)
        or not _LEAST <= count_words(text) <= _MOST_WORDS
    ):
        return None
    own = set(terms(text, language))
    said = {term for sentence in sentences[1 : 1 + _READ] for term in terms(sentence.text, language)}
    return text if len(own & said) >= _SHARED * len(own) else None
