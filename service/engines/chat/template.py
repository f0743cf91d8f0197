"""A conversation as the tokens that a model was trained to read, by the chat template that comes with its tokenizer.

The same for all local back ends. What an article spells is never read as a control token: tokenizers find theirs in any
text, so each is taken apart before the template is filled in, and the tokens that come out are compared with those of a
conversation of the same turns that says nothing.
"""

from __future__ import annotations

import json
import re
import warnings
from collections.abc import Mapping, Sequence
from dataclasses import replace
from functools import lru_cache
from pathlib import Path
from typing import TYPE_CHECKING, Any

from service.engines.chat.backend import Speaker, Turn
from service.engines.tokenization import TOKENIZER_FILE
from service.errors import EngineFailed

if TYPE_CHECKING:
    import tokenizers

TEMPLATE_FILE = "chat.json"
_TAG = re.compile(r"<\S+>|\[\S+\]")
_BYTE = re.compile(r"<0x[0-9A-F]{2}>")
_MARK = "Qx7probe"


class ChatTokenizer:
    """Turns to tokens, and tokens to text. Safe for threads.

    `named` are the tokens that templates call by name (`bos_token`). Raises ValueError where the template does not pass
    on what it is told. A system turn goes before the first user turn's text, with a blank line between them, where the
    template refuses one (Gemma 2) or leaves it out.
    """

    def __init__(self, tokenizer: tokenizers.Tokenizer, template: str, named: Mapping[str, str]) -> None:
        # A published tokenizer.json may cut or pad by itself; too long a conversation must be refused, not cut.
        tokenizer.no_truncation()
        tokenizer.no_padding()
        self._tokenizer = tokenizer
        self._template = template
        self._named = dict(named)
        added = tokenizer.get_added_tokens_decoder()
        control = {id_: token.content for id_, token in added.items() if token.special or _TAG.fullmatch(token.content)}
        self._control = frozenset(control)
        self.special_tokens = tuple(sorted({each for each in control.values() if len(each) > 1}, key=len, reverse=True))
        self._spelled = re.compile("|".join(map(re.escape, self.special_tokens)) or r"(?!)")
        silent = {id_ for id_, token in added.items() if token.special}
        self.uncertain = frozenset(id_ for text, id_ in tokenizer.get_vocab().items() if _BYTE.fullmatch(text)) | silent
        self._skeleton = lru_cache(64)(self._controls_of_turns)
        self._folds = False
        self._folds = not self._passes_system_turn_on()
        if self._folds and not self._passes_system_turn_on():
            raise ValueError("the chat template leaves out what it is told")
        self.ends = self._ends()

    def tokens(self, turns: Sequence[Turn]) -> list[int]:
        """The conversation, template and the opening of the answer included.

        Raises EngineFailed where the template refuses the turns, or a text would be read as a control token.
        """
        ids = self._encode(self._render([replace(turn, text=self._apart(turn.text)) for turn in turns]))
        if self._controls(ids) != self._skeleton(tuple(turn.role for turn in turns)):
            raise EngineFailed("A text spells control tokens of the chat model in a way that cannot be taken apart.")
        return ids

    def text(self, ids: Sequence[int]) -> str:
        """What output tokens spell; special tokens are left out."""
        return str(self._tokenizer.decode(ids, skip_special_tokens=True))

    def _apart(self, text: str) -> str:
        """The text without anything that the tokenizer would take for a control token: a space parts each."""
        return self._spelled.sub(lambda found: _parted(found[0]), text)

    def _encode(self, rendered: str) -> list[int]:
        ids: list[int] = self._tokenizer.encode(rendered, add_special_tokens=False).ids
        return ids

    def _controls(self, ids: Sequence[int]) -> list[int]:
        return [id_ for id_ in ids if id_ in self._control]

    def _controls_of_turns(self, roles: tuple[Speaker, ...]) -> list[int]:
        return self._controls(self._encode(self._render([Turn(role, "x") for role in roles])))

    def _render(self, turns: Sequence[Turn]) -> str:
        from transformers.utils.chat_template_utils import render_jinja_template

        given: Any = {"add_generation_prompt": True, "enable_thinking": False, **self._named}
        if self._folds:
            turns = _folded(turns)
        try:
            rendered: Any = render_jinja_template(
                [[{"role": turn.role, "content": turn.text} for turn in turns]],
                chat_template=self._template,
                **given,
            )
        except Exception as error:  # whatever the template's own code comes to
            raise EngineFailed("The chat template of the model refuses the conversation.") from error
        return str(rendered[0][0])

    def _passes_system_turn_on(self) -> bool:
        try:
            return _MARK in self._render([Turn("system", _MARK), Turn("user", "x")])
        except EngineFailed:
            return False

    def _ends(self) -> frozenset[int]:
        """What ends an answer: the tokenizer's end of text, and what the template puts after an answer."""
        named = self._tokenizer.token_to_id(self._named.get("eos_token", ""))
        ends = set() if named is None else {named}
        try:
            rendered = self._render([Turn("user", "x"), Turn("assistant", _MARK), Turn("user", "x")])
        except EngineFailed:  # a template for one turn only
            return frozenset(ends)
        _, mark, after = rendered.partition(_MARK)
        ends.update(self._controls(self._encode(after)[:1]) if mark else ())
        return frozenset(ends)


def _parted(token: str) -> str:
    return f"{token[:1]} {token[1:]}"


def _folded(turns: Sequence[Turn]) -> list[Turn]:
    """The turns with each system turn in front of the user turn that follows it."""
    folded: list[Turn] = []
    for turn in turns:
        if folded and folded[-1].role == "system" and turn.role == "user":
            folded[-1] = Turn("user", f"{folded[-1].text}\n\n{turn.text}")
        else:
            folded.append(turn)
    return [replace(turn, role="user") if turn.role == "system" else turn for turn in folded]


def load_chat_tokenizer(folder: Path) -> ChatTokenizer:
    """The tokenizer of the model installed in `folder`, without importing torch where the model was converted.

    What is wrong with its files is raised as it comes.
    """
    import tokenizers

    ready = folder / "ct2" / TEMPLATE_FILE
    if not ready.exists():
        return ChatTokenizer(*_reference(folder / "hf"))
    document = json.loads(ready.read_text(encoding="utf-8"))
    fast = tokenizers.Tokenizer.from_file(str(ready.with_name(TOKENIZER_FILE)))
    return ChatTokenizer(fast, document["template"], document["named"])


def save_chat_template(source: Path, target: Path) -> None:
    """Writes what `load_chat_tokenizer` needs beside `tokenizer.json`. Models without a chat template get nothing."""
    try:
        _, template, named = _reference(source)
    except ValueError:
        return
    document = {"template": template, "named": named}
    (target / TEMPLATE_FILE).write_text(json.dumps(document, ensure_ascii=False, indent=1), encoding="utf-8")


def _reference(folder: Path) -> tuple[tokenizers.Tokenizer, str, dict[str, str]]:
    """What transformers makes of a checkpoint's files. Raises ValueError where that is no chat model's."""
    from transformers import AutoTokenizer

    with warnings.catch_warnings():
        warnings.simplefilter("ignore")
        loaded = AutoTokenizer.from_pretrained(folder, local_files_only=True, trust_remote_code=False)
    fast: tokenizers.Tokenizer | None = getattr(loaded, "backend_tokenizer", None)
    if fast is None or not loaded.chat_template:
        raise ValueError("the tokenizer has no chat template")
    named = {name: str(token) for name, token in loaded.special_tokens_map.items() if isinstance(token, str)}
    return fast, loaded.get_chat_template(), named


class Detokenizer:
    """Text from tokens, as they come. What is given out, joined, is what all tokens together spell.

    A token is held back while it is part of a character (bytes of UTF-8), or while the tokens after it may change how
    it is spelled. Those are the tokenizer's `uncertain` ones: SentencePiece decodes runs of byte tokens together, also
    where a token that says nothing is among them.
    """

    def __init__(self, tokenizer: ChatTokenizer) -> None:
        self._text = tokenizer.text
        self._uncertain = tokenizer.uncertain
        self._ids: list[int] = []
        # Tokens before `_start` are settled; those up to `_given` were given out, and say how the next ones are spaced.
        self._start = self._given = 0

    def add(self, token: int) -> str:
        """What one more token adds to the text; empty where that is not certain yet."""
        self._ids.append(token)
        return "" if token in self._uncertain else self._news(final=False)

    def rest(self) -> str:
        """What was held back, once there are no more tokens."""
        return self._news(final=True)

    def _news(self, *, final: bool) -> str:
        before, now = (self._text(self._ids[self._start : end]) for end in (self._given, len(self._ids)))
        if not final and (now.endswith("�") or len(now) <= len(before)):
            return ""
        self._start, self._given = self._given, len(self._ids)
        return now[len(before) :]


class StopWatch:
    """Lets text through until a stop text comes, which may be spread over pieces. Stops are not let through."""

    def __init__(self, stops: Sequence[str]) -> None:
        self._stops = [stop for stop in stops if stop]
        self._held = ""
        self.stopped = False

    def let_through(self, piece: str) -> str:
        """What of the text so far is certainly before any stop, and was not let through yet."""
        if self.stopped:
            return ""
        self._held += piece
        found = [(at + len(stop), at) for stop in self._stops if (at := self._held.find(stop)) >= 0]
        if found:
            self.stopped = True
            return self._give(min(found)[1])
        possible = (
            size
            for stop in self._stops
            for size in range(min(len(stop) - 1, len(self._held)), 0, -1)
            if self._held.endswith(stop[:size])
        )
        return self._give(len(self._held) - max(possible, default=0))

    def rest(self) -> str:
        """What was held back because a stop might have begun there, once there is no more text."""
        return "" if self.stopped else self._give(len(self._held))

    def _give(self, count: int) -> str:
        given, self._held = self._held[:count], self._held[count:]
        return given
