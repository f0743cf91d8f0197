"""The sentences of an article that a sentence about it is likely to be made of."""

from __future__ import annotations

from collections.abc import Sequence
from functools import cached_property, lru_cache

from service.text.stems import stems
from service.text.stopwords import stop_words
from service.text.words import words

_LEAST, _SHARED, _MOST = 3, 2, 5


class Passages:
    """The sentences of an article, to find those that have words of weight in common with others."""

    def __init__(self, sentences: Sequence[str], language: str) -> None:
        self._sentences, self._language = sentences, language

    @cached_property
    def _stems(self) -> list[frozenset[str]]:
        return [_content(sentence, self._language) for sentence in self._sentences]

    def near(self, sentence: str) -> Sequence[str]:
        """Those that share the most words with `sentence`, in their order: all of a short article, else a few."""
        if len(self._sentences) <= _MOST:
            return self._sentences
        own = _content(sentence, self._language)
        shared = [len(own & each) for each in self._stems]
        best = sorted(range(len(shared)), key=lambda at: -shared[at])[:_MOST]
        return [self._sentences[at] for at in sorted(best) if shared[at] >= _SHARED]


@lru_cache(maxsize=1024)
def _content(sentence: str, language: str) -> frozenset[str]:
    common = stop_words(language)
    found = [word for word in words(sentence) if len(word) >= _LEAST and word.casefold() not in common]
    return frozenset(stems(found, language))
