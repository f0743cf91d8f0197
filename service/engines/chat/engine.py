"""A chat model as a writer and a translator: prompts, one conversation an answer, and the reading of replies."""

from __future__ import annotations

import re
from collections.abc import Callable, Sequence
from concurrent.futures import ThreadPoolExecutor
from contextlib import closing
from functools import partial
from typing import TypeVar

from service.engines.base import Budget, Decoding, Document, Draft, Hypothesis, OnReplyText, Problems, Rejected
from service.engines.chat.backend import BrokenOff, ChatBackend, Patience, Sampling, Truncated, Turn
from service.engines.chat.echoes import Echoes
from service.engines.chat.enough import Enough
from service.engines.chat.fence import Fence
from service.engines.chat.prompts import PromptLibrary, Rendered
from service.engines.chat.replies import UnusableReply, parse_sentences, parse_text
from service.engines.chat.variables import to_repair, to_summarize, to_translate
from service.errors import EngineFailed
from service.text.grounds import grounds
from service.text.sentences import split
from service.types import Pair

T = TypeVar("T")

# Conversations that one call of the engine has under way: a few, because others want the back end's places too.
_AT_ONCE = 4
# No known tokenizer needs more for a word of the languages it was made for; citations and form come on top.
_TOKENS_A_WORD, _TOKENS_A_SENTENCE, _TOKENS_A_REPLY = 6, 16, 64
# What may stand around a sentence of an article: its number, a line break, a blank line.
_NUMBERED = "[9999] {}\n\n"
_SHARE_FOR_ANSWER = 4
_TRIES = 4
# Up to such a window, prompts of few words leave the room to the article.
_SMALL_WINDOW = 3072
_COLON = re.compile("[:：]")


class ChatEngine:
    """A `Summarizer` and a `Translator` over a chat model, on behalf of one request. Cheap to make, holds nothing.

    Every answer is one conversation, whose fence follows from `key` and the text. Of a reply, what repeats its
    instructions is left out. One that holds what only the prompt knows, or no answer, is an empty draft or hypothesis:
    whoever asked may have it put right once, with `rejected`. The back end bounds how many conversations there are;
    calls wait for their turn as long as `patience` lasts.

    All methods raise what `ChatBackend.stream` raises, and EngineFailed where instructions and answer leave no room for
    what is to be read.
    """

    def __init__(
        self,
        backend: ChatBackend,
        prompts: PromptLibrary,
        patience: Patience,
        *,
        key: bytes = b"",
        datamark: bool = False,
    ) -> None:
        self._backend = backend
        self._prompts = prompts
        self._patience = patience
        self._key = key
        self._small = backend.window <= _SMALL_WINDOW or backend.small
        self._datamark = datamark

    @property
    def small(self) -> bool:
        """As `SmallWriter.small`; of a server by the name of its model."""
        return self._backend.small

    def write(
        self,
        document: Document,
        target: str,
        budget: Budget,
        decoding: Decoding,
        *,
        rejected: Rejected | None = None,
        on_text: OnReplyText | None = None,
    ) -> Draft:
        """A summary in the language `target`, the document's own or another one; with `rejected`, a better one.

        `cited` holds what the model says each sentence rests on.
        """
        texts = [*document.sentences, document.title or ""]
        fence = self._fence(texts)
        prompt = self._prompts.find(
            small=self._small,
            task="repair_summarize" if rejected else "summarize",
            language=target,
            style=budget.style,
            direct=target != document.language,
        )
        variables = to_summarize(prompt, fence, document, budget, target)
        if rejected:
            variables |= to_repair(fence, rejected.text, rejected.problems)
        rendered = prompt.render(**variables)
        reply, _ = self._ask(
            rendered, fence, self._answer_tokens(budget), decoding, max_lines=budget.max_sentences, on_text=on_text
        )
        if reply is None:
            return Draft(())
        try:
            found = parse_sentences(
                fence.unmarked(reply),
                max_source=len(document.sentences),
                rests=lambda line: any(grounds([line], document.sentences, Pair(document.language, target))),
            )
        except UnusableReply:
            return Draft(())
        echoes = Echoes(_told(rendered, fence), texts)
        cut = [
            (sentence, tuple(number - 1 for number in line.sources))
            for line in found
            if (text := echoes.without_labels(line.text))
            for sentence in (_sentences(text, target) if budget.style == "paragraph" else [text])
            if not echoes.is_echo(sentence)
        ]
        return Draft(tuple(text for text, _ in cut), cited=tuple(sources for _, sources in cut))

    def summarize(self, documents: Sequence[Document], budget: Budget, decoding: Decoding) -> list[Draft]:
        """One draft a document, in its own language, in order; several conversations at a time."""
        return _in_parallel(
            [partial(self.write, document, document.language, budget, decoding) for document in documents]
        )

    def translate(self, segments: Sequence[str], pair: Pair, decoding: Decoding) -> list[list[Hypothesis]]:
        """One hypothesis a segment, in order."""
        return _in_parallel([partial(self._translate, segment, pair, decoding, None) for segment in segments])

    def translate_again(
        self, segments: Sequence[str], pair: Pair, decoding: Decoding, rejected: Sequence[Rejected]
    ) -> list[list[Hypothesis]]:
        """As `translate`, with what was wrong with the last answer for each segment."""
        return _in_parallel(
            [
                partial(self._translate, segment, pair, decoding, draft)
                for segment, draft in zip(segments, rejected, strict=True)
            ]
        )

    def count_tokens(self, segments: Sequence[str]) -> list[int]:
        """Length of each segment in tokens, numbered as a sentence of an article."""
        return [self._tokens(_NUMBERED.format(segment)) for segment in segments]

    def count_document(self, document: Document) -> int:
        """Length of a document in tokens, as it is given to the model."""
        fence = self._fence([])
        return self._tokens(fence.article(document.sentences, document.paragraphs, document.title))

    def window_for(self, pair: Pair, budget: Budget) -> int:
        """Tokens that a document may have so that it fits with instructions, a draft to repair and the answer."""
        document = Document(("",), (0,), pair.source)
        fence = self._fence([])
        prompt = self._prompts.find(
            small=self._small,
            task="repair_summarize",
            language=pair.target,
            style=budget.style,
            direct=pair.source != pair.target,
        )
        variables = to_summarize(prompt, fence, document, budget, pair.target) | to_repair(fence, "", _WORST)
        return self._room(prompt.render(**variables), 2 * self._answer_tokens(budget))

    def segment_window(self, pair: Pair) -> int:
        """Tokens that a segment may have so that it fits with instructions, a draft to repair and the translation."""
        prompt = self._prompts.find(small=self._small, task="repair_translate", language=pair.target)
        fence = self._fence([])
        variables = to_translate(prompt, fence, "", pair) | to_repair(fence, "", _WORST)
        # The segment once, a draft of it, and a translation of up to twice its length.
        return self._room(prompt.render(**variables), _TOKENS_A_REPLY) // 4

    def close(self) -> None:
        """Nothing: the back end is the pool's."""

    def _translate(self, segment: str, pair: Pair, decoding: Decoding, rejected: Rejected | None) -> list[Hypothesis]:
        fence = self._fence([segment])
        prompt = self._prompts.find(
            small=self._small, task="repair_translate" if rejected else "translate", language=pair.target
        )
        variables = to_translate(prompt, fence, segment, pair)
        if rejected:
            variables |= to_repair(fence, rejected.text, rejected.problems)
        rendered = prompt.render(**variables)
        reply, finished = self._ask(rendered, fence, 2 * self._tokens(segment) + _TOKENS_A_REPLY, decoding)
        if reply is None:
            return []
        try:
            text = " ".join(parse_text(fence.restored(reply, segment), source=segment).split())
        except UnusableReply:
            return []
        echoes = Echoes(_told(rendered, fence), [segment])
        text = text if _COLON.search(segment) else echoes.without_labels(text)
        if not text or any(map(echoes.is_echo, _sentences(text, pair.target))):
            return []
        return [Hypothesis(text, self._tokens(text), finished=finished)]

    def _ask(
        self,
        rendered: Rendered,
        fence: Fence,
        max_tokens: int,
        decoding: Decoding,
        *,
        max_lines: int | None = None,
        on_text: OnReplyText | None = None,
    ) -> tuple[str | None, bool]:
        """The reply, None where it repeats what only the prompt knows, and whether it came to its end. It is ended when
        it has more than `max_lines` lines. One that breaks off is asked for once more, or as long as others are in its
        way.
        """
        sampling = Sampling(max_tokens, stop=rendered.stop, repetition_penalty=decoding.repetition_penalty)
        tries = 1
        while True:
            try:
                return self._listen(rendered, fence, sampling, Enough(max_lines), on_text)
            except BrokenOff as error:
                if tries == _TRIES or (tries > 1 and not error.crowded):
                    raise
                tries += 1

    def _listen(
        self, rendered: Rendered, fence: Fence, sampling: Sampling, enough: Enough, on_text: OnReplyText | None
    ) -> tuple[str | None, bool]:
        finished = True
        with closing(self._backend.stream(_turns(rendered), sampling, self._patience)) as pieces:
            try:
                for piece in pieces:
                    begins, ends = not enough.text, enough.add(piece)
                    if fence.leaked(enough.text[-len(piece) - _LONGEST_SECRET :]):
                        return None, True
                    if on_text is not None:
                        on_text(fence.unmarked(piece), begins)
                    if ends:
                        break
            except Truncated:
                finished = False
        return enough.text, finished

    def _fence(self, texts: Sequence[str]) -> Fence:
        return Fence.derived(self._key, texts, datamark=self._datamark, tokens=self._backend.special_tokens)

    def _answer_tokens(self, budget: Budget) -> int:
        wanted = _TOKENS_A_REPLY + _TOKENS_A_WORD * budget.max_words + _TOKENS_A_SENTENCE * budget.max_sentences
        return min(wanted, self._backend.window // _SHARE_FOR_ANSWER)

    def _tokens(self, text: str) -> int:
        """Tokens of a text inside a turn."""
        return self._backend.count_tokens([Turn("user", text)]) - self._backend.count_tokens([Turn("user", "")])

    def _room(self, rendered: Rendered, answer: int) -> int:
        room = self._backend.window - self._backend.count_tokens(_turns(rendered)) - answer
        if room < 1:
            raise EngineFailed(
                f"The model reads {self._backend.window} tokens: too few for instructions, article and answer. "
                "For a chat server that reads more, raise STISLO_CHAT_WINDOW."
            )
        return room


_WORST = Problems(("1" * 20,) * 8, ("X" * 20,) * 8, True, True, True, True)
"""As much as a repair prompt says of a draft."""
_LONGEST_SECRET = 16


def _turns(rendered: Rendered) -> list[Turn]:
    system = [Turn("system", rendered.system)] if rendered.system else []
    return [*system, Turn("user", rendered.user)]


def _sentences(text: str, language: str) -> list[str]:
    return [sentence.text for sentence in split(text, language)] or [text]


def _told(rendered: Rendered, fence: Fence) -> list[str]:
    """Everything that a conversation says beside its data."""
    blocks = [block.partition(fence.end) for block in rendered.user.split(fence.begin)]
    return [rendered.system, blocks[0][0], *(after for _, _, after in blocks[1:])]


def _in_parallel(calls: Sequence[Callable[[], T]]) -> list[T]:
    """The results in order; the first error once all that was begun has ended."""
    if len(calls) < 2:
        return [call() for call in calls]
    with ThreadPoolExecutor(max_workers=min(len(calls), _AT_ONCE), thread_name_prefix="chat") as executor:
        futures = [executor.submit(call) for call in calls]
        try:
            return [future.result() for future in futures]
        finally:
            for future in futures:
                future.cancel()
