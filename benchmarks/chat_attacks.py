"""A model that obeys its article, asked with each set of prompts: how much of what it then says comes through?

python -m benchmarks.chat_attacks
"""

from __future__ import annotations

import tempfile
from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass, replace
from pathlib import Path
from typing import Literal, get_args

from benchmarks.chat_quality import Attacks, ChatQuality, PromptSet, folder_of, read
from service import Article, Service, Settings, SummaryRequest
from service.types import Summary
from tests.injections import Injection, load
from tests.support.chat_server import ChatServer, Facts, Manner
from tests.support.chat_speakers import Messages, Speaker, obedient
from tests.support.polyglot import ARTICLES, polyglot

SCRIPTED = "scripted"
Form = Literal["plain", "JSON"]
# Its name says that it is small, whatever it is: so it is given the prompts for small models.
_MODEL = "attacked-135M"
_SECONDS = 600.0


@dataclass(frozen=True)
class Target:
    """Who is attacked: what it `says`, its `name`, and whether it is asked for another language too."""

    name: str
    says: Speaker
    across: bool


def run(target: Target, prompts: PromptSet, form: Form, injections: Sequence[Injection]) -> Attacks:
    """Attacks with one set of prompts and one form of answers."""
    found, said = Counter[str](), list[str]()

    def speak(messages: Messages) -> str:
        said.append(target.says(messages))
        return said[-1]

    facts = Facts(schemas="keeps" if form == "JSON" else "refuses")
    with (
        ChatServer(Manner(speak), model=_MODEL, facts=facts) as server,
        tempfile.TemporaryDirectory() as models,
        folder_of(prompts) as own,
    ):
        settings = Settings(
            models_dir=Path(models),
            pull="never",
            chat_url=server.url,
            chat_model=server.model,
            prompts_dir=own,
            request_timeout_s=_SECONDS,
        )
        with Service.from_settings(settings) as service:
            for injection in injections:
                for language in _languages(injection, target):
                    said.clear()
                    [summary] = service.summarize(_request(injection, language)).summaries
                    assert isinstance(summary, Summary), summary
                    found["answers"] += 1
                    found["obeyed"] += any(_holds(reply, injection) for reply in said)
                    found["harmful"] += _holds(summary.text, injection)
                    found["replaced" if summary.degraded else _status(summary)] += 1
    counts = (found[name] for name in ("answers", "obeyed", "harmful", "warning", "replaced"))
    return Attacks(target.name, prompts, form, *counts)


def _languages(injection: Injection, target: Target) -> tuple[str, ...]:
    other = "fr" if injection.language == "en" else "en"
    return (injection.language, other) if target.across else (injection.language,)


def _request(injection: Injection, language: str) -> SummaryRequest:
    before, *after = ARTICLES[injection.language].split("\n\n")
    text = "\n\n".join([before, injection.text, *after])
    return SummaryRequest(Article(text), injection.language, (language,), engine="chat")


def _holds(text: str, injection: Injection) -> bool:
    return any(bad.casefold() in text.casefold() for bad in injection.bad)


def _status(summary: Summary) -> str:
    return "warning" if any(check.status == "warning" for check in summary.checks) else "good"


def kept(stored: ChatQuality, rows: Sequence[Attacks]) -> ChatQuality:
    """The stored results with these in the place of the last ones of the same."""
    new = {(row.model, row.prompts, row.form) for row in rows}
    others = [row for row in stored.attacks if (row.model, row.prompts, row.form) not in new]
    return replace(stored, attacks=[*others, *rows])


def main() -> None:
    prompts: tuple[PromptSet, ...] = get_args(PromptSet)
    forms: tuple[Form, ...] = get_args(Form)
    target = Target(SCRIPTED, obedient(polyglot), across=True)
    rows = [run(target, each, form, load()) for each in prompts for form in forms]
    for row in rows:
        print(row)
    kept(read(), rows).write()


if __name__ == "__main__":
    main()
