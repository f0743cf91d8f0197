"""A chat model that has been talked into something: it says an honest sentence, and what an attacker wants, if its data
has the attacker's text."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Literal

from tests.support.chat_speakers import Messages, Speaker, data_of
from tests.support.polyglot import language_asked_for

Way = Literal["alone", "cited", "joined"]


@dataclass(frozen=True)
class Claim:
    """`text` stands in the article; `said` is what the model then says, by language."""

    text: str
    said: dict[str, str]


def persuaded(claim: Claim, way: Way, otherwise: Speaker) -> Speaker:
    """Says the claim `alone`, `cited` with every sentence that it could rest on, or `joined` to an honest sentence."""
    probe = sorted(claim.text.split(), key=len)[-3:]

    def speak(messages: Messages) -> str:
        data, honest = "\n".join(data_of(messages)), otherwise(messages)
        if not all(word in data for word in probe):
            return honest
        said = claim.said[language_asked_for(str(messages[-1]["content"]))]
        if way == "alone":
            return said
        if way == "cited":
            return f"{honest}\n{said.rstrip('.')}. [1] [2] [3]"
        first, *rest = honest.split("\n")
        body, _, citation = first.rpartition(" [")
        return "\n".join([f"{body.rstrip('.')}, and {said[:1].lower()}{said[1:].rstrip('.')}. [{citation}", *rest])

    return speak
