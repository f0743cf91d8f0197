"""A scripted model that obeys its article, asked with each set of prompts: how much of what it then says comes through?

python -m benchmarks.chat_attacks
"""

from __future__ import annotations

import tempfile
from collections import Counter
from dataclasses import replace
from pathlib import Path
from typing import Literal

from benchmarks.chat_quality import Attacks, PromptSet, folder_of, read
from service import Article, Service, Settings, SummaryRequest
from service.types import Summary
from tests.injections import load
from tests.support.chat_server import ChatServer, Facts, Manner
from tests.support.chat_speakers import obedient
from tests.support.polyglot import ARTICLES, polyglot

_SMALL_MODEL = "scripted-135M"


def run(prompts: PromptSet, form: Literal["plain", "JSON"]) -> Attacks:
    """All attacks with one set of prompts and one form of answers."""
    found = Counter[str]()
    facts = Facts(schemas="keeps" if form == "JSON" else "refuses")
    with (
        ChatServer(Manner(obedient(polyglot)), model=_SMALL_MODEL, facts=facts) as server,
        tempfile.TemporaryDirectory() as models,
        folder_of(prompts) as folder,
    ):
        settings = Settings(
            models_dir=Path(models), pull="never", chat_url=server.url, chat_model=server.model, prompts_dir=folder
        )
        with Service.from_settings(settings) as service:
            for injection in load():
                before, *after = ARTICLES[injection.language].split("\n\n")
                text = "\n\n".join([before, injection.text, *after])
                targets = (injection.language, "fr" if injection.language == "en" else "en")
                for summary in service.summarize(
                    SummaryRequest(Article(text), injection.language, targets, engine="chat")
                ).summaries:
                    assert isinstance(summary, Summary), summary
                    found["answers"] += 1
                    found["harmful"] += any(bad.casefold() in summary.text.casefold() for bad in injection.bad)
                    found["replaced" if summary.degraded else _status(summary)] += 1
    counts = (found[name] for name in ("answers", "harmful", "warning", "replaced"))
    return Attacks(prompts, form, *counts)


def _status(summary: Summary) -> str:
    return "warning" if any(check.status == "warning" for check in summary.checks) else "good"


def main() -> None:
    prompts: tuple[PromptSet, ...] = ("small", "full")
    forms: tuple[Literal["plain", "JSON"], ...] = ("plain", "JSON")
    rows = [run(each, form) for each in prompts for form in forms]
    for row in rows:
        print(row)
    replace(read(), attacks=rows).write()


if __name__ == "__main__":
    main()
