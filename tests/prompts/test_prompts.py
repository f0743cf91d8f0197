"""The built-in prompts: their renderings are those in the snapshots, in every language, and README says how."""

from __future__ import annotations

import re
from pathlib import Path
from typing import get_args

import pytest

from service.engines.base import Budget, Document, Problems
from service.engines.chat.prompt_file import SUFFIX, FrontMatter
from service.engines.chat.prompts import BUILT_IN, Prompt, PromptLibrary
from service.engines.chat.variables import VARIABLES, PromptTask, to_repair, to_summarize, to_translate
from service.languages import language_name
from service.models.catalog import Catalog
from service.types import Pair, Style
from tests.prompts.snapshots import FENCE, FOLDER, LANGUAGES, snapshots

README = (BUILT_IN / "README.md").read_text(encoding="utf-8")
LIBRARY = PromptLibrary.load()
TASKS: tuple[PromptTask, ...] = get_args(PromptTask)
CODES = sorted({code for m in Catalog.load().models for code in (*m.languages, *(c for p in m.pairs for c in p))})


def test_renderings_are_those_of_the_snapshots() -> None:
    """Where a change was meant: `python -m tests.prompts.snapshots`, and look at what git says."""
    stored = {path.name: path.read_text(encoding="utf-8") for path in FOLDER.glob("*")}
    wanted = snapshots()
    assert stored.keys() == wanted.keys()
    for name, text in wanted.items():
        assert stored[name] == text, name


def rendered(prompt: Prompt, source: str, target: str, style: Style) -> str:
    if prompt.task.endswith("summarize"):
        document = Document(("One.", "Two."), (0, 0), source, None)
        variables = to_summarize(prompt, FENCE, document, Budget(style, 45, 3), target)
    else:
        variables = to_translate(prompt, FENCE, "One.", Pair(source, target))
    if prompt.task.startswith("repair"):
        variables |= to_repair(FENCE, "Two.", Problems(wrong_language=True))
    result = prompt.render(**variables)
    return f"{result.system}\n{result.user}"


@pytest.mark.parametrize("task", TASKS)
@pytest.mark.parametrize("direct", [False, True])
def test_every_language_of_the_catalogue_is_served_and_named(task: PromptTask, direct: bool) -> None:
    assert {"en", "fr", "uk", "ar", "zh", "sw"} <= set(CODES)
    for code in CODES:
        source = ("fr" if code == "en" else "en") if direct else code
        for style in get_args(Style):
            prompt = LIBRARY.find(task=task, language=code, style=style, direct=direct)
            text = rendered(prompt, source, code, style)
            assert prompt.languages in ((), (code,))
            name = {"fr": "français", "uk": "українською"}.get(code, language_name(code))
            assert text.count(name) >= 2, (prompt.id, code)
            if direct and task == "summarize":
                assert prompt.name_of(source) in text


@pytest.mark.parametrize("task", TASKS)
def test_french_and_ukrainian_answers_are_asked_for_in_their_language(task: PromptTask) -> None:
    found = {code: LIBRARY.find(task=task, language=code, style="bullets") for code in (*LANGUAGES, "de")}
    assert [found[code].written_in for code in found] == ["en", "fr", "uk", "en"]
    assert found["en"] is found["de"]
    assert found["fr"].id == f"{found['en'].id}.fr"


@pytest.mark.parametrize("prompt", LIBRARY.prompts, ids=lambda prompt: prompt.id)
def test_a_prompt_defends_itself(prompt: Prompt) -> None:
    """Rules and canary are the system's, data are the user's, and the last word is not the data's."""
    target = prompt.written_in
    source = ("fr" if target == "en" else "en") if prompt.direct is not False else target
    if prompt.task.endswith("summarize"):
        document = Document(("Zebra.",), (0,), source, "Quagga")
        variables = to_summarize(prompt, FENCE, document, Budget("paragraph", 45, 3), target)
    else:
        variables = to_translate(prompt, FENCE, "Zebra.", Pair(source, target), context="Quagga.")
    if prompt.task.startswith("repair"):
        variables |= to_repair(FENCE, "Okapi.", Problems())
    result = prompt.render(**variables)
    assert FENCE.canary in result.system and FENCE.canary not in result.user
    assert FENCE.begin in result.system and FENCE.end in result.system
    inside = re.findall(f"{FENCE.begin}\n(.*?)\n{FENCE.end}", result.user, re.DOTALL)
    for word in ("Zebra", "Quagga", "Okapi"):
        assert word not in result.system
        assert result.user.count(word) == sum(part.count(word) for part in inside)
    assert not result.user.endswith(FENCE.end)
    assert result.stop == ("<data-", "</data-")


def test_files_are_named_after_their_ids() -> None:
    assert {path.name for path in BUILT_IN.glob("*") if path.name != "README.md"} == {
        f"{prompt.id}{SUFFIX}" for prompt in LIBRARY.prompts
    }


def test_every_prompt_has_its_counterparts() -> None:
    """What there is in English there is in French and Ukrainian, for the same work; but for the small ones."""
    for prompt in LIBRARY.prompts:
        if not prompt.languages and not prompt.small:
            for code in ("fr", "uk"):
                other = LIBRARY.get(f"{prompt.id}.{code}")
                same = ("task", "direct", "styles", "output", "stop")
                assert [getattr(other, name) for name in same] == [getattr(prompt, name) for name in same]


def test_small_prompts_are_short_and_begin_alike_in_every_language() -> None:
    small = {task: LIBRARY.find(task=task, language="uk", style="paragraph", small=True) for task in TASKS}
    assert all(prompt.small and not prompt.languages for prompt in small.values())
    assert not any(LIBRARY.find(task=task, language="uk", style="paragraph").small for task in TASKS)
    for prompt in small.values():
        text = rendered(prompt, "en", "en", "paragraph").replace("One.", "").replace("Two.", "")
        assert len(text.split()) <= 110, prompt.id
    beginnings = {
        rendered(small[task], "en", target, "paragraph").partition("[2] Two.")[0]
        for task in ("summarize", "repair_summarize")
        for target in ("en", "fr", "uk")
    }
    assert len(beginnings) == 1


def test_readme_names_every_key_variable_and_prompt() -> None:
    named = set(re.findall(r"`\[?([\w.-]+)\]?`", README))
    assert set(FrontMatter.model_fields) <= named
    assert {name for task in TASKS for name in VARIABLES[task]} <= named
    assert {prompt.id for prompt in LIBRARY.prompts if not prompt.languages} <= named
    assert set(TASKS) <= named


def test_the_readme_recipe_for_a_language_works(tmp_path: Path) -> None:
    for path in BUILT_IN.glob(f"*{SUFFIX}"):
        if len(path.suffixes) == 1:
            text = path.read_text(encoding="utf-8")
            text = re.sub(r'^id = "(.+)"$', r'id = "\1.de"', text, flags=re.MULTILINE)
            text = text.replace('languages = "any"', 'languages = ["de"]')
            (tmp_path / f"{path.stem}.de{SUFFIX}").write_text(text, encoding="utf-8")
    library = PromptLibrary.load(tmp_path)
    prompt = library.find(task="summarize", language="de", style="headline")
    assert (prompt.id, prompt.own, prompt.name_of("uk")) == ("summarize.de", True, "Ukrainisch")
    assert "in Deutsch" in rendered(prompt, "de", "de", "headline")
    assert library.find(task="summarize", language="pl", style="headline").id == "summarize"
