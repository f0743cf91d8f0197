"""One file of a prompt, read and checked: TOML front matter between two lines `+++`, then a Jinja2 template.

prompts/README.md documents the format. TOML, because Python reads it without another library, and a stray space changes
nothing. The template is of two blocks, `system` and `user`; it runs in a sandbox, sees nothing but its variables, and
takes in no other file. A mistake is a ConfigurationError that names the file and the field.
"""

from __future__ import annotations

import tomllib
from collections.abc import Iterable
from dataclasses import dataclass
from pathlib import Path
from typing import Literal

from jinja2 import StrictUndefined, TemplateSyntaxError, meta, nodes
from jinja2.environment import Template
from jinja2.sandbox import ImmutableSandboxedEnvironment
from pydantic import BaseModel, ConfigDict, Field, ValidationError, field_validator, model_validator

from service.engines.chat.variables import NEEDED, VARIABLES, PromptTask
from service.errors import ConfigurationError, UnknownLanguage
from service.languages import normalize_code
from service.types import Style
from service.wrong_values import what_is_wrong

SUFFIX = ".jinja"
BLOCKS = ("system", "user")
_FENCE = "+++"

OutputForm = Literal["sentences", "text"]


class FrontMatter(BaseModel):
    """The head of a file, as written."""

    model_config = ConfigDict(frozen=True, extra="forbid", strict=True)

    id: str = Field(pattern=r"^[a-z0-9][a-z0-9._-]{0,63}$")
    version: int = Field(ge=1)
    description: str = Field(min_length=1)
    task: PromptTask
    languages: Literal["any"] | list[str]
    styles: list[Style] = []
    direct: bool | None = None
    small: bool = False
    output: OutputForm
    stop: list[str] = []
    variables: dict[str, str]

    @field_validator("languages")
    @classmethod
    def _known(cls, value: Literal["any"] | list[str]) -> Literal["any"] | list[str]:
        for code in () if value == "any" else value:
            try:
                normal = normalize_code(code)
            except UnknownLanguage as error:
                raise ValueError(f"'{code}' is not a language code such as en, fr or uk") from error
            if normal != code:
                raise ValueError(f"'{code}' is written '{normal}' here")
        if not value:
            raise ValueError('name a language, or write "any"')
        return value

    @field_validator("stop")
    @classmethod
    def _says_something(cls, value: list[str]) -> list[str]:
        if not all(text.strip() for text in value):
            raise ValueError("a stop sequence has something other than white space")
        return value

    @model_validator(mode="after")
    def _fits_its_task(self) -> FrontMatter:
        offered = VARIABLES[self.task]
        if strange := sorted(self.variables.keys() - offered):
            raise ValueError(f"variables: '{strange[0]}' is not given to {self.task}; there are {', '.join(offered)}")
        if missing := sorted(NEEDED[self.task] - self.variables.keys()):
            raise ValueError(f"variables: '{missing[0]}' is missing, without which there is nothing to work on")
        if self.task.endswith("translate") and (self.styles or self.direct is not None):
            raise ValueError("styles: neither styles nor direct mean anything to a translation")
        return self


@dataclass(frozen=True, slots=True)
class PromptFile:
    """A file: its head, its template, and all of it as it is."""

    front: FrontMatter
    template: Template
    source: str


def read_file(path: Path) -> PromptFile:
    """The prompt in a file. Raises ConfigurationError."""
    where = f"Prompt {path.name}"
    try:
        source = path.read_text(encoding="utf-8-sig")
    except OSError as error:
        raise ConfigurationError(f"{where}: the file cannot be read: {error.strerror or error}.") from error
    except UnicodeDecodeError as error:
        raise ConfigurationError(f"{where}: the file is not text in UTF-8.") from error
    head, body = _parted(source, where)
    front = _front_matter(head, where)
    return PromptFile(front, _template(body, front.variables, where), source)


def _parted(source: str, where: str) -> tuple[str, str]:
    """Front matter and template; empty lines stand above it, so that its line numbers are the file's."""
    lines = source.splitlines()
    marks = [number for number, line in enumerate(lines) if line.rstrip() == _FENCE][:2]
    if len(marks) < 2 or marks[0] != 0:
        raise ConfigurationError(f"{where}: the file must start with front matter between two lines {_FENCE}.")
    return "\n".join(lines[1 : marks[1]]), "\n" * (marks[1] + 1) + "\n".join(lines[marks[1] + 1 :])


def _front_matter(head: str, where: str) -> FrontMatter:
    try:
        return FrontMatter.model_validate(tomllib.loads(head))
    except tomllib.TOMLDecodeError as error:
        raise ConfigurationError(f"{where}: the front matter is not valid TOML: {error}.") from error
    except ValidationError as error:
        problems = (
            (".".join(str(part) for part in problem["loc"]), what_is_wrong(problem, FrontMatter.model_fields))
            for problem in error.errors(include_input=False, include_url=False)
        )
        said = "; ".join(f"{place}: {message}" if place else message for place, message in problems)
        raise ConfigurationError(f"{where}: {said}.") from error


def _environment() -> ImmutableSandboxedEnvironment:
    environment = ImmutableSandboxedEnvironment(
        undefined=StrictUndefined, autoescape=False, trim_blocks=True, lstrip_blocks=True
    )
    # A template needs its variables and nothing else; so whatever else it names is found when it is read.
    environment.globals.clear()
    return environment


def _template(body: str, declared: Iterable[str], where: str) -> Template:
    environment = _environment()
    try:
        tree = environment.parse(body)
        used = meta.find_undeclared_variables(tree)
        _require_form(tree, where)
        template = environment.from_string(tree)
    except TemplateSyntaxError as error:
        raise ConfigurationError(f"{where}: line {error.lineno}: {error.message}.") from error
    for name in sorted(used - set(declared)):
        raise ConfigurationError(f"{where}: variables: '{name}' is used but not declared.")
    for name in sorted(set(declared) - used):
        raise ConfigurationError(f"{where}: variables: '{name}' is declared but not used.")
    return template


def _require_form(tree: nodes.Template, where: str) -> None:
    if foreign := next(tree.find_all((nodes.Include, nodes.Import, nodes.FromImport, nodes.Extends)), None):
        raise ConfigurationError(f"{where}: line {foreign.lineno}: a prompt is one file; it takes in no other.")
    names = [node.name for node in tree.body if isinstance(node, nodes.Block)]
    if names != list(BLOCKS) or not all(map(_is_blank_or_block, tree.body)):
        raise ConfigurationError(f"{where}: the template is a block 'system', then a block 'user', and nothing else.")


def _is_blank_or_block(node: nodes.Node) -> bool:
    if isinstance(node, nodes.Block):
        return True
    return isinstance(node, nodes.Output) and all(
        isinstance(part, nodes.TemplateData) and not part.data.strip() for part in node.nodes
    )
