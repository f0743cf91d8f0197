"""The fence between instructions and data in a prompt: an article is read by a model, and must never speak to it.

Three layers (Hines et al. 2024, "spotlighting"; OWASP LLM01). Data stands between delimiters that nobody can guess:
they follow from a key and from the data itself, so that no data can hold its own, and the same question is asked in the
same words.
What a chat template or a tokenizer would take for a turn, a role or a thought is written differently, and what nobody
sees is left out. On request words are joined by a mark instead of spaces, so that the model sees at every word that it
reads data. No fence is a full defence: what comes back is checked all the same.
"""

from __future__ import annotations

import hmac
from collections.abc import Iterable, Sequence
from dataclasses import dataclass

import regex

from service.text.normalize import normalize

# Formatting characters, fillers and variation selectors: they show nothing, and can spell a message or split a token.
# Left are the joiners that scripts and emoji need, the selectors of text and emoji style, and signs of Arabic numbers.
_HIDDEN = regex.compile(
    r"[[\p{Cf}\u034f\u115f\u1160\u17b4\u17b5\u180b-\u180f\u3164\uffa0\ufe00-\ufe0d\U000e0100-\U000e01ef]"
    r"--[\u200c\u200d\u0600-\u0605\u06dd\u070f\u0890\u0891\u08e2\U000110bd\U000110cd]]",
    regex.V1,
)
# <|im_start|>, <start_of_turn>, </s>, <<SYS>>, <think>, <｜User｜>, and a fence: one word in angle brackets. Joiners
# may stand in it, because some tokenizers drop them.
_INNER = r"[\w\p{M}▁\u200c\u200d|｜/.:#@!?+*=~-]"
_TAG = regex.compile(rf"(?<![<＜﹤])[<＜﹤]++(?={_INNER}{{1,80}}[>＞﹥]){_INNER}++[>＞﹥]+")
# [INST], [/SYSTEM_PROMPT], [gMASK].
_ROLE = regex.compile(r"[\[［](/?+(?:[A-Z][A-Z_\d ]++|[gs]MASK|think))[\]］]")
# [3] or 【3】, which would look like the number of a sentence.
_REFERENCE = regex.compile(r"[\[［【]([#\d\s,;†–—-]++)[\]］】]")
_HEADING = regex.compile(r"#{2,}")
_ANGLES = str.maketrans("<>＜＞﹤﹥", "‹›‹›‹›")
_MARKS = ("¦", "¤", "‖", "¬", "※", "⁞")


def neutralise(text: str, tokens: Iterable[str] = ()) -> str:
    """The text as one line that no chat template can mistake for anything but text.

    Every word and every digit stays where it is. Changed are brackets around what looks like a token of a template
    (`<|im_end|>` becomes `‹|im_end|›`, `[INST]` becomes `(INST)`), runs of `#`, white space, and characters that show
    nothing. `tokens` are a model's own special tokens: what is left of them is
    taken apart by spaces. Linear in the length of the text.
    """
    text = normalize(_HIDDEN.sub("", text))
    text = _TAG.sub(lambda found: found[0].translate(_ANGLES), text)
    text = _ROLE.sub(r"(\1)", text)
    text = _HEADING.sub("#", text)
    for token in tokens:
        # A token of letters alone (some vocabularies have them) is a word, and harmless in a line of others.
        if len(token) > 1 and not token.isalnum() and token.strip() == token and token in text:
            text = text.replace(token, " ".join(token))
    return " ".join(text.split())


@dataclass(frozen=True, slots=True)
class Fence:
    """The delimiters of some data. `nonce` and `canary` look random; neither is ever part of an honest answer.

    `mark` is what stands between the words of data instead of a space, None for a space. `tokens` are the special
    tokens of the model that reads it, where they are known.
    """

    nonce: str
    canary: str
    mark: str | None = None
    tokens: tuple[str, ...] = ()

    @classmethod
    def derived(
        cls, key: bytes, texts: Iterable[str] = (), *, datamark: bool = False, tokens: Iterable[str] = ()
    ) -> Fence:
        """The fence of these texts: always the same one, which without `key` nobody could foresee. With `datamark`, its
        mark is a character that none of the texts has; there is none where they use up all.
        """
        texts = tuple(texts)
        digest = hmac.new(key, digestmod="sha256")
        for text in texts:
            encoded = text.encode("utf-8", "surrogatepass")
            digest.update(b"%d:" % len(encoded) + encoded)
        unused = (mark for mark in _MARKS if datamark and not any(mark in text for text in texts))
        found = digest.hexdigest()
        return cls(found[:16], found[16:32], next(unused, None), tuple(tokens))

    @property
    def begin(self) -> str:
        return f"<data-{self.nonce}>"

    @property
    def end(self) -> str:
        return f"</data-{self.nonce}>"

    def word(self, text: str) -> str:
        """A name, a number or a term that comes from data and stands outside the fence: neutralised, unmarked."""
        return neutralise(text, self.tokens)

    def text(self, text: str) -> str:
        """Data between the delimiters, one line a line; blank lines are left out."""
        return self._around(line for line in map(self._data, text.splitlines()) if line)

    def article(self, sentences: Sequence[str], paragraphs: Sequence[int], title: str | None = None) -> str:
        """An article between the delimiters: its title, then a sentence a line as `[1] ...`, counted from 1.

        A blank line stands between paragraphs. There are as many numbers in square brackets as sentences, whatever is
        in them: the article's own become `(1)`.
        """
        lines = [self._unnumbered(title), ""] if title else []
        for index, sentence in enumerate(sentences):
            if index and paragraphs[index] != paragraphs[index - 1]:
                lines.append("")
            lines.append(f"[{index + 1}] {self._unnumbered(sentence)}".rstrip())
        return self._around(lines)

    def unmarked(self, reply: str) -> str:
        """A reply with spaces where the model wrote the mark."""
        return reply.replace(self.mark, " ") if self.mark else reply

    def restored(self, reply: str, source: str) -> str:
        """A reply with what the fence changed put back where the model kept it: spaces, and tags of the `source`."""
        for tag in set(_TAG.findall(normalize(source))):
            reply = reply.replace(tag.translate(_ANGLES), tag)
        return self.unmarked(reply)

    def leaked(self, reply: str) -> bool:
        """Whether a reply repeats what only the prompt knows: somebody talked the model into it."""
        return self.canary in reply or self.nonce in reply

    def _unnumbered(self, text: str) -> str:
        return str(_REFERENCE.sub(r"(\1)", self._data(text)))

    def _data(self, text: str) -> str:
        line = neutralise(text, self.tokens)
        return line.replace(" ", self.mark) if self.mark else line

    def _around(self, lines: Iterable[str]) -> str:
        return "\n".join((self.begin, *lines, self.end))
