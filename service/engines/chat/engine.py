"""A chat model as a writer and a translator: prompts, one conversation an answer, and the reading of replies."""

from __future__ import annotations

import re
from collections.abc import Callable, Sequence
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass
from functools import partial
from typing import TypeVar

from service.engines.base import Budget, Decoding, Document, Draft, Hypothesis, OnReplyText, Problems, Rejected
from service.engines.chat.backend import ChatBackend, Patience, Turn, Unconstrained
from service.engines.chat.conversation import Question, ask, turns_of
from service.engines.chat.echoes import Echoes
from service.engines.chat.fence import Fence
from service.engines.chat.prompts import Prompt, PromptLibrary, Rendered
from service.engines.chat.replies import CitedSentence, UnusableReply, parse_sentences, parse_text
from service.engines.chat.variables import to_repair, to_summarize, to_translate
from service.errors import EngineFailed
from service.text.grounds import grounds
from service.text.sentences import split
from service.types import Pair

T = TypeVar("T")

# Conversations that one call of the engine has under way: a few, because others want the back end's places too.
_AT_ONCE = 4
# No known tokenizer needs more for a word of the languages it was made for; citations and form come on top, twice as
# much in JSON.
_TOKENS_A_WORD, _TOKENS_A_SENTENCE, _TOKENS_A_REPLY = 6, 16, 64
# What may stand around a sentence of an article: its number, a line break, a blank line.
_NUMBERED = "[9999] {}\n\n"
_SHARE_FOR_ANSWER = 4
# Up to such a window, prompts of few words leave the room to the article.
_SMALL_WINDOW = 3072
_COLON = re.compile("[:：]")


@dataclass(frozen=True, slots=True)
class _Order:
    """What a summary is to be; with `rejected`, better than that."""

    document: Document
    target: str
    budget: Budget
    decoding: Decoding
    rejected: Rejected | None = None


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

        `cited` holds what the model says each sentence rests on. A back end that can is asked for JSON first, and for
        lines where nothing comes of that.
        """
        order = _Order(document, target, budget, decoding, rejected)
        drafts = (self._written(order, as_json, on_text) for as_json in self._forms(order))
        return next((draft for draft in drafts if draft is not None), Draft(()))

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
        order = _Order(Document(("",), (0,), pair.source), pair.target, budget, Decoding(), Rejected("", _WORST))
        fence = self._fence([])
        return min(
            self._room(self._to_summarize(order, fence, as_json), 2 * self._answer_tokens(budget, as_json))
            for as_json in self._forms(order)
        )

    def segment_window(self, pair: Pair) -> int:
        """Tokens that a segment may have so that it fits with instructions, a draft to repair and the translation."""
        prompt = self._prompts.find(small=self._small, task="repair_translate", language=pair.target)
        fence = self._fence([])
        variables = to_translate(prompt, fence, "", pair) | to_repair(fence, "", _WORST)
        # The segment once, a draft of it, and a translation of up to twice its length.
        return self._room(prompt.render(**variables), _TOKENS_A_REPLY) // 4

    def close(self) -> None:
        """Nothing: the back end is the pool's."""

    def _forms(self, order: _Order) -> tuple[bool, ...]:
        """Whether to ask for JSON, in the order in which it is tried."""
        return (True, False) if self._backend.constrains and self._prompt(order).offers_json else (False,)

    def _written(self, order: _Order, as_json: bool, on_text: OnReplyText | None) -> Draft | None:
        """The draft that an answer makes; None where there is no sentence in it, or no answer in JSON to be had."""
        document, texts = order.document, [*order.document.sentences, order.document.title or ""]
        fence = self._fence(texts)
        rendered = self._to_summarize(order, fence, as_json)
        question = Question(
            rendered,
            fence,
            self._answer_tokens(order.budget, as_json),
            order.decoding.repetition_penalty,
            max_lines=order.budget.max_sentences,
            as_json=as_json,
        )
        try:
            reply = ask(self._backend, self._patience, question, on_text).text
            if reply is None:
                return Draft(())
            found = parse_sentences(
                fence.unmarked(reply),
                max_source=len(document.sentences),
                rests=lambda line: any(grounds([line], document.sentences, Pair(document.language, order.target))),
            )
        except (UnusableReply, Unconstrained):
            return None
        return _draft(found, Echoes(_told(rendered, fence), texts), order)

    def _prompt(self, order: _Order) -> Prompt:
        return self._prompts.find(
            small=self._small,
            task="repair_summarize" if order.rejected else "summarize",
            language=order.target,
            style=order.budget.style,
            direct=order.target != order.document.language,
        )

    def _to_summarize(self, order: _Order, fence: Fence, as_json: bool) -> Rendered:
        prompt = self._prompt(order)
        variables = to_summarize(prompt, fence, order.document, order.budget, order.target, as_json=as_json)
        if order.rejected:
            variables |= to_repair(fence, order.rejected.text, order.rejected.problems)
        return prompt.render(**variables)

    def _translate(self, segment: str, pair: Pair, decoding: Decoding, rejected: Rejected | None) -> list[Hypothesis]:
        fence = self._fence([segment])
        prompt = self._prompts.find(
            small=self._small, task="repair_translate" if rejected else "translate", language=pair.target
        )
        variables = to_translate(prompt, fence, segment, pair)
        if rejected:
            variables |= to_repair(fence, rejected.text, rejected.problems)
        rendered = prompt.render(**variables)
        limit = 2 * self._tokens(segment) + _TOKENS_A_REPLY
        answer = ask(self._backend, self._patience, Question(rendered, fence, limit, decoding.repetition_penalty))
        if answer.text is None:
            return []
        try:
            text = " ".join(parse_text(fence.restored(answer.text, segment), source=segment).split())
        except UnusableReply:
            return []
        echoes = Echoes(_told(rendered, fence), [segment])
        text = text if _COLON.search(segment) else echoes.without_labels(text)
        if not text or any(map(echoes.is_echo, _sentences(text, pair.target))):
            return []
        return [Hypothesis(text, self._tokens(text), finished=answer.finished)]

    def _fence(self, texts: Sequence[str]) -> Fence:
        return Fence.derived(self._key, texts, datamark=self._datamark, tokens=self._backend.special_tokens)

    def _answer_tokens(self, budget: Budget, as_json: bool) -> int:
        a_sentence = _TOKENS_A_SENTENCE * (2 if as_json else 1)
        wanted = _TOKENS_A_REPLY + _TOKENS_A_WORD * budget.max_words + a_sentence * budget.max_sentences
        return min(wanted, self._backend.window // _SHARE_FOR_ANSWER)

    def _tokens(self, text: str) -> int:
        """Tokens of a text inside a turn."""
        return self._backend.count_tokens([Turn("user", text)]) - self._backend.count_tokens([Turn("user", "")])

    def _room(self, rendered: Rendered, answer: int) -> int:
        room = self._backend.window - self._backend.count_tokens(turns_of(rendered)) - answer
        if room < 1:
            raise EngineFailed(
                f"The model reads {self._backend.window} tokens: too few for instructions, article and answer. "
                "For a chat server that reads more, raise STISLO_CHAT_WINDOW."
            )
        return room


_WORST = Problems(("1" * 20,) * 8, ("X" * 20,) * 8, True, True, True, True)
"""As much as a repair prompt says of a draft."""


def _sentences(text: str, language: str) -> list[str]:
    return [sentence.text for sentence in split(text, language)] or [text]


def _draft(found: Sequence[CitedSentence], echoes: Echoes, order: _Order) -> Draft:
    """The lines of an answer, in a paragraph cut into sentences, without what repeats the instructions."""
    cut = [
        (sentence, tuple(number - 1 for number in line.sources))
        for line in found
        if (text := echoes.without_labels(line.text))
        for sentence in (_sentences(text, order.target) if order.budget.style == "paragraph" else [text])
        if not echoes.is_echo(sentence)
    ]
    return Draft(tuple(text for text, _ in cut), cited=tuple(sources for _, sources in cut))


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
