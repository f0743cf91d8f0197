"""Reading prompts: what a file must be like, what an operator's folder may change, and what a template cannot do."""

from __future__ import annotations

import re
from pathlib import Path

import pytest

import service
from service.engines.base import Budget, Document
from service.engines.chat.fence import Fence
from service.engines.chat.prompts import BUILT_IN, PromptLibrary, read_prompt
from service.engines.chat.variables import to_summarize
from service.errors import ConfigurationError, EngineFailed
from service.settings import Settings

HEAD = {
    "id": '"own"',
    "version": "1",
    "description": '"A prompt of our own"',
    "task": '"summarize"',
    "languages": '"any"',
    "output": '"sentences"',
}
BODY = "{% block system %}Summarize.{% endblock %}\n{% block user %}{{ article }}{% endblock %}"
ARTICLE = {"article": '"the article"'}


def write(
    folder: Path,
    name: str = "own.jinja",
    *,
    body: str = BODY,
    variables: dict[str, str] | None = None,
    without: str = "",
    **head: str,
) -> Path:
    front = {key: value for key, value in {**HEAD, **head}.items() if key != without}
    lines = [f"{key} = {value}" for key, value in front.items()]
    lines += [
        "[variables]",
        *(f"{key} = {value}" for key, value in (ARTICLE if variables is None else variables).items()),
    ]
    path = folder / name
    path.write_text("+++\n" + "\n".join(lines) + "\n+++\n" + body, encoding="utf-8")
    return path


def user_block(template: str) -> str:
    return "{% block system %}Summarize.{% endblock %}\n{% block user %}{{ article }}" + template + "{% endblock %}"


def summary_variables(prompt_id: str = "summarize") -> dict[str, object]:
    prompt = PromptLibrary.load().get(prompt_id)
    document = Document(("One.",), (0,), "en")
    return to_summarize(prompt, Fence("0" * 16, "1" * 16), document, Budget("paragraph", 50, 1), "en")


def test_a_sound_file_is_a_prompt(tmp_path: Path) -> None:
    prompt = read_prompt(write(tmp_path, version="3", stop='["###"]', styles='["headline"]', direct="true"))
    rendered = prompt.render(article="<data-0>\n[1] One.\n</data-0>")
    assert (rendered.system, rendered.user) == ("Summarize.", "<data-0>\n[1] One.\n</data-0>")
    assert rendered.stop == ("###",)
    assert re.fullmatch(r"own@3#[0-9a-f]{12}", rendered.identity)
    assert prompt.serves(task="summarize", language="sw", style="headline", direct=True)
    assert not prompt.serves(task="summarize", language="sw", style="bullets", direct=True)
    assert not prompt.serves(task="summarize", language="sw", style="headline", direct=False)
    assert not prompt.serves(task="translate", language="sw", style="headline", direct=True)


def test_values_are_put_in_as_they_are(tmp_path: Path) -> None:
    text = "<b>&amp; {{ canary }} {% raw %} l’été\n\n"
    assert read_prompt(write(tmp_path)).render(article=text).user == text.strip()


def test_an_edit_changes_the_identity_even_where_the_version_was_forgotten(tmp_path: Path) -> None:
    before = read_prompt(write(tmp_path))
    after = read_prompt(write(tmp_path, body=BODY.replace("Summarize.", "Summarize!")))
    assert before.version == after.version
    assert before.identity != after.identity
    assert before.identity == read_prompt(write(tmp_path)).identity


@pytest.mark.parametrize(
    ("changes", "said"),
    [
        ({"without": "id"}, "id: is missing"),
        ({"without": "version"}, "version: is missing"),
        ({"id": '"Own prompt"'}, "id: must have the form"),
        ({"version": "0"}, "version: must be 1 or more"),
        ({"version": '"1"'}, "version: must be a whole number"),
        ({"task": '"sing"'}, "task: must be one of"),
        ({"languages": "[]"}, "languages"),
        ({"languages": '["English"]'}, "'English' is not a language code"),
        ({"languages": '["uk-UA"]'}, "'uk-UA' is written 'uk' here"),
        ({"styles": '["poem"]'}, "styles"),
        ({"output": '"json"'}, "output: must be one of"),
        ({"stop": '[" "]'}, "stop: a stop sequence"),
        ({"temperature": "0.5"}, "temperature: is not known here"),
        ({"id": "own"}, "not valid TOML"),
        ({"variables": {**ARTICLE, "weather": '"?"'}}, "variables: 'weather' is not given to summarize"),
        ({"variables": {"style": '"?"'}}, "variables: 'article' is missing"),
        ({"variables": {**ARTICLE, "style": '"?"'}}, "variables: 'style' is declared but not used"),
        ({"body": user_block("{{ style }}")}, "variables: 'style' is used but not declared"),
        ({"body": user_block("{{ range(3) }}")}, "variables: 'range' is used but not declared"),
        ({"body": user_block("{% if %}")}, "line 12: Expected an expression"),
        ({"body": user_block("{{ article | frobnicate }}")}, "No filter named 'frobnicate'"),
        ({"body": user_block("{{ article / 2 }}")}, "it was tried and failed"),
        ({"body": user_block("{{ article.author }}")}, "it was tried and failed"),
        ({"body": user_block("{% include 'x' %}")}, "takes in no other"),
        ({"body": "{% extends 'x' %}" + BODY}, "takes in no other"),
        ({"body": "{{ article }}"}, "a block 'system', then a block 'user'"),
        ({"body": "Hello" + BODY}, "and nothing else"),
        ({"body": "{% set a = 1 %}" + BODY}, "and nothing else"),
        ({"body": "{% block user %}{{ article }}{% endblock %}{% block system %}{% endblock %}"}, "a block 'system'"),
        ({"body": BODY.replace("{{ article }}", "{% if not article %}{{ article }}{% endif %}")}, "user: the block"),
        (
            {"task": '"translate"', "styles": '["headline"]', "variables": {"text": '"?"'}},
            "styles: neither styles nor direct",
        ),
    ],
)
def test_a_mistake_is_told_with_file_and_field(tmp_path: Path, changes: dict[str, object], said: str) -> None:
    write(tmp_path, "mistaken.jinja", **changes)  # type: ignore[arg-type]
    with pytest.raises(ConfigurationError, match=re.escape(said)) as told:
        PromptLibrary.load(tmp_path)
    assert told.value.detail.startswith("Prompt mistaken.jinja: ")


@pytest.mark.parametrize(
    ("content", "said"),
    [
        (b"", "must start with front matter"),
        (b"+++\nid = 1\n", "must start with front matter"),
        (b"Hello\n+++\n+++\n", "must start with front matter"),
        (b"\xff\xfe", "not text in UTF-8"),
    ],
)
def test_what_is_no_prompt_at_all_is_told(tmp_path: Path, content: bytes, said: str) -> None:
    (tmp_path / "odd.jinja").write_bytes(content)
    with pytest.raises(ConfigurationError, match=f"Prompt odd.jinja: .*{said}"):
        PromptLibrary.load(tmp_path)


def test_a_file_that_cannot_be_read_is_told(tmp_path: Path) -> None:
    (tmp_path / "folder.jinja").mkdir()
    with pytest.raises(ConfigurationError, match=r"folder\.jinja: the file cannot be read"):
        PromptLibrary.load(tmp_path)


class TestOwnFolder:
    def test_the_same_id_replaces_the_built_in_prompt(self, tmp_path: Path) -> None:
        write(tmp_path, id='"summarize"', direct="false")
        library, built_in = PromptLibrary.load(tmp_path), PromptLibrary.load()
        assert len(library.prompts) == len(built_in.prompts)
        found = library.find(task="summarize", language="en", style="bullets")
        assert found.own and found.render(**summary_variables()).system == "Summarize."
        assert not library.find(task="summarize", language="fr", style="bullets").own
        assert not library.find(task="summarize", language="en", style="bullets", direct=True).own

    @pytest.mark.parametrize(
        ("change", "said"),
        [
            ({"id": '"translate"'}, "Prompt 'translate': task: the prompt it replaces has 'translate'"),
            ({"id": '"summarize"', "output": '"text"'}, "output: the prompt it replaces has 'sentences'"),
        ],
    )
    def test_it_must_do_the_same_work(self, tmp_path: Path, change: dict[str, str], said: str) -> None:
        write(tmp_path, **change)  # type: ignore[arg-type]
        with pytest.raises(ConfigurationError, match=re.escape(said)):
            PromptLibrary.load(tmp_path)

    def test_another_id_is_preferred_where_it_serves_as_well(self, tmp_path: Path) -> None:
        write(tmp_path, styles='["headline"]')
        (tmp_path / "polish").mkdir()
        write(tmp_path / "polish", "all.jinja", id='"polish"', languages='["pl"]', direct="false")
        library = PromptLibrary.load(tmp_path)
        assert library.find(task="summarize", language="en", style="headline").id == "own"
        assert library.find(task="summarize", language="en", style="headline", direct=True).id == "own"
        assert library.find(task="summarize", language="en", style="bullets").id == "summarize"
        assert library.find(task="summarize", language="fr", style="headline").id == "summarize.fr"
        assert library.find(task="summarize", language="pl", style="headline").id == "polish"

    def test_an_id_may_be_used_once(self, tmp_path: Path) -> None:
        write(tmp_path, "a.jinja")
        write(tmp_path, "b.jinja")
        with pytest.raises(ConfigurationError, match=r"Prompt b\.jinja: id: 'own' is the id of another file too"):
            PromptLibrary.load(tmp_path)

    def test_a_folder_that_is_not_there_is_told(self, tmp_path: Path) -> None:
        with pytest.raises(ConfigurationError, match="is not there"):
            PromptLibrary.load(tmp_path / "missing")

    def test_the_setting_names_it(self, tmp_path: Path) -> None:
        settings = Settings.from_env({"STISLO_PROMPTS_DIR": str(tmp_path)})
        assert settings.prompts_path == tmp_path
        assert Settings.from_env({}).prompts_path is None
        assert Settings.from_env({"STISLO_PROMPTS_DIR": "~/p"}).prompts_path == Path.home() / "p"


@pytest.mark.parametrize(
    "attack",
    [
        "{{ article.__class__ }}",
        "{{ article.__class__.__mro__[1].__subclasses__() }}",
        "{{ ''['__class__'] }}",
        "{{ article | attr('__class__') }}",
        "{{ '{0.__class__}'.format(article) }}",
        "{{ ('%s' | format(article)).__init__.__globals__ }}",
        "{{ [article] | map(attribute='__class__') | first }}",
        "{{ self.__init__.__globals__ }}",
        "{{ glossary.append(1) }}",
    ],
)
def test_a_template_cannot_reach_beyond_its_variables(tmp_path: Path, attack: str) -> None:
    body = user_block(attack).replace("article", "text")
    variables = {"text": '"?"', **({"glossary": '"?"'} if "glossary" in attack else {})}
    write(tmp_path, body=body, task='"translate"', output='"text"', variables=variables)
    with pytest.raises(ConfigurationError, match="it was tried and failed"):
        PromptLibrary.load(tmp_path)


@pytest.mark.parametrize("name", ["lipsum", "cycler", "joiner", "namespace", "dict", "config", "request"])
def test_a_template_sees_no_globals(tmp_path: Path, name: str) -> None:
    write(tmp_path, body=user_block(f"{{{{ {name} }}}}"))
    with pytest.raises(ConfigurationError, match=f"'{name}' is used but not declared"):
        PromptLibrary.load(tmp_path)


def test_a_missing_variable_fails_the_request_and_nothing_else() -> None:
    prompt = PromptLibrary.load().get("summarize")
    variables = summary_variables()
    del variables["max_words"]
    with pytest.raises(EngineFailed, match="The prompt 'summarize' cannot be rendered: UndefinedError"):
        prompt.render(**variables)


def test_unknown_ids_are_told_with_those_there_are() -> None:
    with pytest.raises(ConfigurationError, match=r"no prompt 'sing'; there are .*summarize\.uk"):
        PromptLibrary.load().get("sing")


def test_built_in_prompts_are_where_the_image_has_them() -> None:
    assert (BUILT_IN.name, BUILT_IN.parent) == ("prompts", Path(service.__file__).resolve().parent.parent)
