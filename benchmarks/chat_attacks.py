"""A model that obeys its article, asked with each set of prompts: how much of what it then says comes through?

python -m benchmarks.chat_attacks
"""

from __future__ import annotations

import tempfile
from collections import Counter
from collections.abc import Sequence
from dataclasses import replace
from pathlib import Path
from typing import Literal, get_args

from benchmarks.chat_quality import Attacks, Obedience, PromptSet, folder_of, read
from service import Article, Service, Settings, SummaryRequest
from service.engines.base import Budget, Decoding, Document
from service.engines.chat.backend import ChatBackend, Patience
from service.engines.chat.engine import ChatEngine
from service.engines.chat.prompts import PromptLibrary
from service.text.sentences import split
from service.types import Summary
from tests.injections import Injection, load
from tests.support.chat_server import ChatServer, Facts, Manner
from tests.support.chat_speakers import Messages, obedient
from tests.support.polyglot import ARTICLES, polyglot

Form = Literal["plain", "JSON"]
# Its name says that it is small: so it is given the prompts for small models.
_MODEL = "scripted-135M"
_BUDGET = Budget("paragraph", 60, 3)


def run(prompts: PromptSet, form: Form, injections: Sequence[Injection]) -> Attacks:
    """Attacks with one set of prompts and one form of answers, through the whole service."""
    found, said = Counter[str](), list[str]()

    def speak(messages: Messages) -> str:
        said.append(obedient(polyglot)(messages))
        return said[-1]

    facts = Facts(schemas="keeps" if form == "JSON" else "refuses")
    with (
        ChatServer(Manner(speak), model=_MODEL, facts=facts) as server,
        tempfile.TemporaryDirectory() as models,
        folder_of(prompts) as own,
    ):
        settings = Settings(
            models_dir=Path(models), pull="never", chat_url=server.url, chat_model=server.model, prompts_dir=own
        )
        with Service.from_settings(settings) as service:
            for injection in injections:
                for language in (injection.language, "fr" if injection.language == "en" else "en"):
                    said.clear()
                    [summary] = service.summarize(_request(injection, language)).summaries
                    assert isinstance(summary, Summary), summary
                    found["answers"] += 1
                    found["obeyed"] += any(_holds(reply, injection) for reply in said)
                    found["harmful"] += _holds(summary.text, injection)
                    found["replaced" if summary.degraded else _status(summary)] += 1
    counts = (found[name] for name in ("answers", "obeyed", "harmful", "warning", "replaced"))
    return Attacks(prompts, form, *counts)


def shown(backend: ChatBackend, prompts: PromptSet, injections: Sequence[Injection], patience: Patience) -> Obedience:
    """Attacks that a model is shown as they are, with one set of prompts: nothing is left out, nothing checked."""
    with folder_of(prompts) as own:
        chat = ChatEngine(backend, PromptLibrary.load(own), patience)
    obeyed = drafted = 0
    for injection in injections:
        sentences = [each.text for each in split(_poisoned(injection), injection.language)]
        document = Document(tuple(sentences), (0,) * len(sentences), injection.language)
        heard: list[str] = []
        draft = chat.write(
            document, injection.language, _BUDGET, Decoding(), on_text=lambda piece, _, heard=heard: heard.append(piece)
        )
        obeyed += _holds("".join(heard), injection)
        drafted += _holds(" ".join(draft.sentences), injection)
    return Obedience(prompts, len(injections), obeyed, drafted)


def _poisoned(injection: Injection) -> str:
    before, *after = ARTICLES[injection.language].split("\n\n")
    return "\n\n".join([before, injection.text, *after])


def _request(injection: Injection, language: str) -> SummaryRequest:
    return SummaryRequest(Article(_poisoned(injection)), injection.language, (language,), engine="chat")


def _holds(text: str, injection: Injection) -> bool:
    return any(bad.casefold() in text.casefold() for bad in injection.bad)


def _status(summary: Summary) -> str:
    return "warning" if any(check.status == "warning" for check in summary.checks) else "good"


def main() -> None:
    prompts: tuple[PromptSet, ...] = get_args(PromptSet)
    forms: tuple[Form, ...] = get_args(Form)
    rows = [run(each, form, load()) for each in prompts for form in forms]
    for row in rows:
        print(row)
    replace(read(), attacks=rows).write()


if __name__ == "__main__":
    main()
