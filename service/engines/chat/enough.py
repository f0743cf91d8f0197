"""When an answer that is still being written has said enough: as many lines as were asked for, or the same again.

A model that goes round in circles does so until its tokens run out, which takes longer than the whole answer.
"""

from __future__ import annotations

from service.text.words import words

# A line more than was asked for, because one may have to be left out.
_SPARE = 1
_OPENS_THOUGHT = ("<think", "<thought", "<reasoning", "[THINK]", "<|channel|>")
_ENDS_THOUGHT = ("</think", "</thought", "</reasoning", "[/THINK]", "<|message|>")
_FORM = ("{", "}", "```", '"', "[{", '["')
# A loop is the same words three times in a row, up to so many words, and no shorter than this in all.
_TIMES, _LONGEST, _LEAST = 3, 48, 12
_LOOK_EVERY = 8


class Enough:
    """Gets an answer piece by piece. `max_lines` None: only loops end it. Linear in the length of the answer."""

    def __init__(self, max_lines: int | None = None) -> None:
        self.text = ""
        self.max_lines = max_lines
        self._lines: dict[str, int] = {}
        self._line = ""
        self._thinks: bool | None = None
        self._words: list[str] = []
        self._starts: list[int] = []
        self._looked = 0

    def add(self, piece: str) -> bool:
        """Takes one more piece, and says whether the answer is to end here; then `text` is all that counts of it."""
        self.text += piece
        *whole, rest = (self._line + piece).split("\n")
        self._line = rest
        at = len(self.text) - len(rest) - sum(len(line) + 1 for line in whole)
        for line in whole:
            if self._ended(line, at):
                return True
            at += len(line) + 1
        return self._goes_round(self._line, at) if self._words_near() else False

    def _ended(self, line: str, at: int) -> bool:
        """Whether the answer is to end with this line, which begins `at`."""
        bare = line.strip()
        if self._in_thought(bare) or not any(map(str.isalpha, bare)) or bare.startswith(_FORM):
            return False
        if bare.endswith((":", "：")):
            return False
        found = " ".join(words(bare)).casefold()
        if found in self._lines and len(found) > _LEAST:
            self.text = self.text[:at]
            return True
        self._lines[found] = at
        self._looked = 0
        return self.max_lines is not None and len(self._lines) >= self.max_lines + _SPARE

    def _in_thought(self, bare: str) -> bool:
        if self._thinks is None and bare:
            self._thinks = bare.startswith(_OPENS_THOUGHT)
        if self._thinks and any(end in bare for end in _ENDS_THOUGHT):
            self._thinks = False
            return True
        return bool(self._thinks)

    def _words_near(self) -> bool:
        """Whether the line has grown enough to be looked at again."""
        if len(self._line) < self._looked + _LOOK_EVERY * 5:
            return False
        self._looked = len(self._line)
        return True

    def _goes_round(self, line: str, at: int) -> bool:
        """Whether the end of the line is the same words over and over; then the first time is left."""
        tail = line[-_TIMES * _LONGEST * 12 :]
        found = [word.casefold() for word in words(tail)]
        if len(found) < _LEAST:
            return False
        for period in range(1, min(_LONGEST, len(found) // _TIMES) + 1):
            times = max(_TIMES, -(-_LEAST // period))
            if len(found) < times * period:
                continue
            last = found[-period:]
            if all(found[len(found) - n * period : len(found) - (n - 1) * period] == last for n in range(2, times + 1)):
                self.text = _without_last(self.text, (times - 1) * period)
                return True
        return False


def _without_last(text: str, count: int) -> str:
    """The text without its last words."""
    size = len(text)
    for word in reversed(words(text)[-count:]):
        size = text.rindex(word, 0, size)
    return text[:size].rstrip()
