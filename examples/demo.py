"""`make demo`: gets models, starts the service, posts the articles beside this file and prints their summaries.

Nothing here is special to the demo: models are pulled and the service is started with `python -m service`, and the
articles are posted over HTTP. Real models are used where a model hub is in reach or they are here already; else the
stand-ins that come with the tests. What is fetched stays in `.demo/`, so that the second run is quick.
"""

from __future__ import annotations

import json
import os
import re
import subprocess
import sys
import threading
import time
import urllib.error
import urllib.request
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from pathlib import Path
from typing import Any

import click
from rich.console import Console, Group
from rich.panel import Panel
from rich.text import Text

from service.engines.base import ModelSpec
from service.errors import StisloError
from service.languages import language_name
from service.models.catalog import Catalog
from service.models.hub import Hub, Retry
from service.models.store import ModelStore
from service.settings import Settings
from tests.standins import TRAINED
from tests.support.hub import Hub as LoopbackHub

ROOT = Path(__file__).parent.parent
STANDINS = ROOT / "tests/standins/models.toml"
TARGETS = ("en", "fr", "uk")
MODEL_SET = "tiny"
# With the small pretrained summarizers, which the set above does without.
WRITING_SET = "compact"
STAND_IN_SET = "compact"
PAGE = "http://localhost:8080"
HUB_PATIENCE_S = 3.0
START_PATIENCE_S = 120.0
ANSWER_PATIENCE_S = 300.0

CHECKS = {
    "language": "in the right language",
    "numbers": "every number is in the article",
    "names": "every name is in the article",
    "length": "as short as asked",
    "repetition": "nothing is repeated",
    "support": "every sentence has support in the article",
    "standalone": "every sentence stands alone",
    "characters": "the model knows every character",
    "round_trip": "translated back it says the same",
    "untrusted_text": "nothing in the article gives orders",
    "protected": "what was to stay did",
    "glossary": "terms are as asked",
}
MARKS = {
    "ok": ("✓", "green", ""),
    "repaired": ("✓", "yellow", " (mended)"),
    "warning": ("!", "yellow", ": perhaps not"),
    "failed": ("✗", "red", ": no"),
    "skipped": ("–", "dim", " (not judged)"),
}


@click.command()
@click.option("--offline", is_flag=True, help="Ask no hub: use the stand-in models that come with the tests.")
@click.option("--set", "model_set", default=MODEL_SET, help="Which models to fetch: a set of the catalogue.")
@click.option("--folder", type=click.Path(path_type=Path), default=ROOT / ".demo", help="Where models are kept.")
def main(offline: bool, model_set: str, folder: Path) -> None:
    """Print summaries of the example articles in English, French and Ukrainian."""
    console = Console(highlight=False)
    began = time.monotonic()
    folder = folder.absolute()
    folder.mkdir(parents=True, exist_ok=True)
    environ = None if offline else real_models(console, folder, model_set)
    stand_ins = environ is None
    environ = environ or stand_in_models(console, folder)
    with served(console, environ, log=folder / "server.log") as url:
        good = [show(console, path, post(url, path)) for path in articles()]
    console.print(f"\n{sum(good)} of {len(good)} articles summarized in {len(TARGETS)} languages", style="bold", end="")
    console.print(f", in {time.monotonic() - began:.0f} s with everything that was set up for it.")
    console.print(closing_words(environ, stand_ins, writes=stand_ins or model_set != MODEL_SET))
    sys.exit(0 if all(good) and len(good) >= len(TARGETS) else 1)


def articles() -> list[Path]:
    """The example articles, in the order of TARGETS: a title, an empty line, the text."""
    return [path for language in TARGETS for path in sorted(Path(__file__).parent.glob(f"{language}-*.txt"))]


def real_models(console: Console, folder: Path, model_set: str = MODEL_SET) -> dict[str, str] | None:
    """The environment in which the service finds real models, pulled if need be; None where none can be had."""
    # Shortlists make translations faster and take minutes a model to make: a demonstration is sooner done without.
    environ = {
        "STISLO_CATALOG": "",
        "STISLO_MODELS_DIR": str(folder / "models"),
        "STISLO_PULL": "never",
        "STISLO_SHORTLIST": "0",
    }
    settings = Settings.from_env({**os.environ, **environ})
    store = ModelStore.from_settings(settings)
    specs = store.catalog.set(model_set)
    if all(store.installed(spec) for spec in specs):
        console.print(f"The models of the set '{model_set}' are here already.")
        return environ
    with console.status("Asking the model hub"):
        reached = all(in_reach(settings, store, spec) for spec in (specs[0], specs[-1]))
    if not reached:
        console.print("No model hub is in reach.")
        return None
    size = sum(spec.download_mb for spec in specs if not store.installed(spec))
    told = f"{size / 1000:.1f} GB" if size >= 1000 else f"{size} MB"
    console.print(f"The model hub answers. The set '{model_set}' is fetched once, about {told}.")
    if run_service(console, environ, "models", "pull", "--yes", model_set):
        return environ
    console.print("The models could not be fetched; the reason is above. Run the demo again to go on with it.")
    return None


def in_reach(settings: Settings, store: ModelStore, spec: ModelSpec) -> bool:
    """Whether somebody who has a model answers: the hub, or where its files are."""
    addresses = store.addresses(spec)
    return any(map(answers, addresses)) if addresses else hub_answers(settings, spec.repo)


def answers(address: str) -> bool:
    """Whether there is something at an address, said within about HUB_PATIENCE_S."""
    try:
        with urllib.request.urlopen(urllib.request.Request(address, method="HEAD"), timeout=HUB_PATIENCE_S):
            return True
    except (OSError, ValueError):
        return False


def hub_answers(settings: Settings, repo: str) -> bool:
    """Whether the hub knows a repository, said within HUB_PATIENCE_S, looking its name up included."""
    token = settings.hub_token.get_secret_value() if settings.hub_token else None
    hub = Hub(settings.hub_url, token, HUB_PATIENCE_S, retry=Retry(attempts=1))
    found = []

    def ask() -> None:
        try:
            found.append(hub.resolve(repo, "main"))
        except StisloError:
            return

    asking = threading.Thread(target=ask, daemon=True)
    asking.start()
    asking.join(HUB_PATIENCE_S)
    return bool(found)


def stand_in_models(console: Console, folder: Path) -> dict[str, str]:
    """The environment in which the service finds the stand-ins, pulled from a hub of our own on this machine."""
    console.print(
        "The stand-ins that come with the tests are used: small models trained on a phrase grammar for short news. "
        "They are good for the articles of this demo and for nothing else; no other text comes out right."
    )
    environ = {
        "STISLO_CATALOG": str(STANDINS),
        "STISLO_MODELS_DIR": str(folder / "stand-ins"),
        "STISLO_PULL": "never",
        "NO_PROXY": "127.0.0.1",
        "no_proxy": "127.0.0.1",
    }
    specs = Catalog.load(STANDINS).set(STAND_IN_SET)
    with LoopbackHub({spec.repo: TRAINED / spec.id for spec in specs}) as hub:
        if not run_service(
            console, {**environ, "STISLO_HUB_URL": hub.url}, "models", "pull", "--yes", "--update", STAND_IN_SET
        ):
            raise click.ClickException("The stand-ins could not be set up; the reason is above.")
    return environ


def run_service(console: Console, environ: Mapping[str, str], *arguments: str) -> bool:
    """Runs `python -m service` before the reader's eyes; whether it did what it was asked."""
    console.print(f"$ python -m service {' '.join(arguments)}", style="cyan", soft_wrap=True)
    command = [sys.executable, "-m", "service", *arguments]
    return subprocess.run(command, cwd=ROOT, env={**os.environ, **environ}, check=False).returncode == 0


@contextmanager
def served(console: Console, environ: Mapping[str, str], *, log: Path) -> Iterator[str]:
    """Runs the service on a free port of this machine; its address. It is stopped, and waited for, at the end."""
    command = ["serve", "--host", "127.0.0.1", "--port", "0"]
    console.print(f"$ python -m service {' '.join(command)}", style="cyan")
    with log.open("w", encoding="utf-8") as errors:
        server = subprocess.Popen(
            [sys.executable, "-m", "service", *command], cwd=ROOT, env={**os.environ, **environ}, stderr=errors
        )
    try:
        yield _address(server, log)
    finally:
        server.terminate()
        server.wait()


def _address(server: subprocess.Popen[bytes], log: Path) -> str:
    deadline = time.monotonic() + START_PATIENCE_S
    while server.poll() is None and time.monotonic() < deadline:
        if said := re.search(r"serves (http://\S+)", log.read_text(encoding="utf-8")):
            return said[1]
        time.sleep(0.1)
    raise click.ClickException(f"The service did not start:\n{log.read_text(encoding='utf-8')[-2000:]}")


def post(url: str, path: Path) -> dict[str, Any]:
    """The service's answer about an article, whether it is an answer or a problem."""
    title, _, text = path.read_text(encoding="utf-8").partition("\n\n")
    body = {"title": title.strip(), "text": text.strip(), "target_languages": TARGETS}
    request = urllib.request.Request(
        f"{url}/v1/summaries", data=json.dumps(body).encode(), headers={"Content-Type": "application/json"}
    )
    to_this_machine = urllib.request.build_opener(urllib.request.ProxyHandler({}))
    try:
        with to_this_machine.open(request, timeout=ANSWER_PATIENCE_S) as response:
            answer: dict[str, Any] = json.load(response)
    except urllib.error.HTTPError as error:
        with error:
            answer = json.load(error)
    return answer


def show(console: Console, path: Path, answer: Mapping[str, Any]) -> bool:
    """Prints what came back; whether it is a summary in every language asked for."""
    console.print()
    console.rule(f"[bold]{path.relative_to(ROOT)}[/bold]", align="left")
    if "summaries" not in answer:
        console.print(f"[red]{answer.get('detail', 'No summary came back.')}")
        return False
    article = answer["article"]
    language, confidence = language_name(article["language"]["code"]), article["language"]["confidence"]
    console.print(
        f"“{article['title']}”: {article['words']} words in {language} ({confidence:.0%} sure); "
        f"answered in {answer['timings_ms']['total']:.0f} ms"
    )
    for summary in answer["summaries"]:
        console.print(_panel(summary))
    answered = [summary["language"] for summary in answer["summaries"] if summary["status"] == "ok"]
    return answered == list(TARGETS)


def _panel(summary: Mapping[str, Any]) -> Panel:
    title = language_name(summary["language"])
    if summary["status"] != "ok":
        return Panel(Text(summary["error"]["detail"], style="red"), title=title, title_align="left", border_style="red")
    lines = [Text(summary["text"], style="bold"), Text(), Text("\n".join(map(_step, summary["steps"])), style="dim")]
    if summary["degraded"]:
        lines.append(Text("simpler than asked for: the article's own sentences", style="yellow"))
    lines.append(_checks(summary["checks"]))
    return Panel(Group(*lines), title=title, title_align="left", border_style="blue")


def _step(step: Mapping[str, Any]) -> str:
    source, _, target = (step["languages"] or "").partition("-")
    done = f"summarized in {language_name(source)}"
    if step["task"] == "translate":
        done = f"translated from {language_name(source)} into {language_name(target)}"
    elif step["task"] == "round_trip":
        done = f"translated back into {language_name(target)}, to compare,"
    return f"{done} by {step['model'] or step['engine']} in {step['ms']:.0f} ms"


def _checks(checks: list[dict[str, str]]) -> Text:
    line = Text("checked: ", style="dim")
    for index, check in enumerate(checks):
        mark, style, suffix = MARKS[check["status"]]
        detail = f" ({check['detail']})" if check["status"] in ("failed", "warning") else ""
        line.append(" · " if index else "")
        line.append(f"{mark} {CHECKS[check['name']]}{suffix}{detail}", style=style)
    return line


def closing_words(environ: Mapping[str, str], stand_ins: bool, writes: bool) -> str:
    """What to do next; where no model `writes`, also how to have one that does."""
    folder = Path(environ["STISLO_MODELS_DIR"]).parent
    serve = "make serve" + (" OFFLINE=1" if stand_ins else "")
    if folder != ROOT / ".demo":
        offline = " --offline" if stand_ins else ""
        serve = f".venv/bin/python -m examples.serve{offline} --folder {os.path.relpath(folder)}"
    if stand_ins:
        return (
            f"The models were stand-ins. The page with them: `{serve}`, then open {PAGE}\n"
            f"For articles of your own, by their own sentences: `make serve`, then open {PAGE}\n"
            "For translations of any article, where a model hub is in reach: `make demo`"
        )
    more = (
        "" if writes else f"For summaries that a model has written: `make demo SET={WRITING_SET}`, about 2 GB more.\n"
    )
    return f"{more}For articles of your own: `{serve}`, then open {PAGE}"


if __name__ == "__main__":
    main()
