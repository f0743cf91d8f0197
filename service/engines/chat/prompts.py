"""The prompts: read from files, checked at the start, found by what they are for, and rendered."""

from __future__ import annotations

from dataclasses import dataclass, field
from hashlib import sha256
from pathlib import Path

from jinja2.environment import Template

from service.engines.chat.prompt_file import BLOCKS, SUFFIX, OutputForm, read_file
from service.engines.chat.variables import PromptTask, examples
from service.errors import ConfigurationError, EngineFailed, shortened
from service.languages import language_name
from service.types import Style


def _built_in() -> Path:
    """The folder of the prompts that come with the service: inside an installed package, beside it in a checkout."""
    package = Path(__file__).resolve().parents[2]
    return next(folder for folder in (package / "prompts", package.parent / "prompts") if folder.is_dir())


BUILT_IN = _built_in()


@dataclass(frozen=True, slots=True)
class Rendered:
    """What a model is given. `identity` names the prompt's file exactly: its id, version and a hash of its content."""

    system: str
    user: str
    stop: tuple[str, ...]
    identity: str


@dataclass(frozen=True, slots=True)
class Prompt:
    """One prompt. `languages` are the target languages that it is for, empty = any; `styles` likewise.

    `direct` says whether it is for summaries in another language than the article's, None = for both; `small` whether
    it is for small models and windows, `offers_json` whether it can ask for JSON too. `source` is the file as it is.
    """

    id: str
    version: int
    description: str
    task: PromptTask
    languages: tuple[str, ...]
    styles: tuple[Style, ...]
    direct: bool | None
    small: bool
    offers_json: bool
    output: OutputForm
    stop: tuple[str, ...]
    source: str = field(repr=False)
    own: bool
    template: Template = field(repr=False)

    @property
    def identity(self) -> str:
        """`id@version#hash`: another one after every edit, whether or not the version was raised."""
        return f"{self.id}@{self.version}#{sha256(self.source.encode()).hexdigest()[:12]}"

    @property
    def written_in(self) -> str:
        """The language that it speaks to the model, and names languages in: that of its targets, English for any."""
        return self.languages[0] if self.languages else "en"

    def name_of(self, language: str) -> str:
        """The name of a language, as a sentence of this prompt has it."""
        return language_name(language, self.written_in)

    def serves(
        self, *, task: PromptTask, language: str, style: Style | None, direct: bool, small: bool = False
    ) -> bool:
        """Whether this prompt can be used for that."""
        return (
            self.task == task
            and (small or not self.small)
            and (not self.languages or language in self.languages)
            and (not self.styles or style in self.styles)
            and self.direct in (None, direct)
        )

    def render(self, **variables: object) -> Rendered:
        """The prompt with its variables; those that it does not use may be given too (`variables.py` makes them).

        Raises EngineFailed, which names the prompt, where one is missing or the template fails on a value.
        """
        try:
            context = self.template.new_context(variables)
            system, user = ("".join(self.template.blocks[name](context)).strip() for name in BLOCKS)
        except Exception as error:
            # A template of somebody's own may raise anything: division by zero, a missing attribute, a refusal.
            raise EngineFailed(f"The prompt '{self.id}' cannot be rendered: {type(error).__name__}.") from error
        return Rendered(system, user, self.stop, self.identity)


@dataclass(frozen=True, slots=True)
class PromptLibrary:
    """All prompts, by id in alphabetical order. Immutable, for any thread."""

    prompts: tuple[Prompt, ...]

    @property
    def identity(self) -> str:
        """Stands for every letter of every prompt."""
        return sha256("|".join(prompt.identity for prompt in self.prompts).encode()).hexdigest()[:12]

    @classmethod
    def load(cls, own: Path | None = None) -> PromptLibrary:
        """The built-in prompts, and those of an operator's folder, which go before them.

        A file of the folder with a built-in prompt's id replaces that prompt, and must have its task and output; one
        with another id is preferred where it serves. Every template is tried. Raises ConfigurationError.
        """
        built_in, mine = _read_folder(BUILT_IN, own=False), _read_folder(own, own=True) if own else {}
        for name, prompt in mine.items():
            replaced = built_in.get(name)
            for key in ("task", "output"):
                if replaced and getattr(prompt, key) != (wanted := getattr(replaced, key)):
                    raise ConfigurationError(f"Prompt '{name}': {key}: the prompt it replaces has '{wanted}'.")
        return cls(tuple(prompt for _, prompt in sorted({**built_in, **mine}.items())))

    def get(self, prompt_id: str) -> Prompt:
        """The prompt with this id. Raises ConfigurationError."""
        for prompt in self.prompts:
            if prompt.id == prompt_id:
                return prompt
        raise ConfigurationError(
            f"There is no prompt '{shortened(prompt_id)}'; there are {', '.join(prompt.id for prompt in self.prompts)}."
        )

    def find(
        self,
        *,
        task: PromptTask,
        language: str,
        style: Style | None = None,
        direct: bool = False,
        small: bool = False,
    ) -> Prompt:
        """The best prompt for a target language: one in that language, else one for the style alone, else an own one.

        For `small` models one that is made for them, or an own one, goes before all others. Raises ConfigurationError
        where there is none, which the built-in prompts rule out.
        """
        found = [
            p for p in self.prompts if p.serves(task=task, language=language, style=style, direct=direct, small=small)
        ]
        if not found:
            raise ConfigurationError(f"There is no prompt for the task '{task}'.")

        def rank(prompt: Prompt) -> tuple[bool, ...]:
            return small and (prompt.small or prompt.own), bool(prompt.languages), bool(prompt.styles), prompt.own

        return max(found, key=rank)


def _read_folder(folder: Path, *, own: bool) -> dict[str, Prompt]:
    if not folder.is_dir():
        raise ConfigurationError(f"The folder of prompts {folder} is not there or not a folder.")
    prompts: dict[str, Prompt] = {}
    for path in sorted(folder.rglob(f"*{SUFFIX}")):
        prompt = read_prompt(path, own=own)
        if prompt.id in prompts:
            raise ConfigurationError(f"Prompt {path.name}: id: '{prompt.id}' is the id of another file too.")
        prompts[prompt.id] = prompt
    return prompts


def read_prompt(path: Path, *, own: bool = True) -> Prompt:
    """The prompt in a file, tried with examples of its variables. Raises ConfigurationError."""
    file = read_file(path)
    front = file.front
    prompt = Prompt(
        id=front.id,
        version=front.version,
        description=front.description,
        task=front.task,
        languages=() if front.languages == "any" else tuple(front.languages),
        styles=tuple(front.styles),
        direct=front.direct,
        small=front.small,
        offers_json="as_json" in front.variables,
        output=front.output,
        stop=tuple(front.stop),
        source=file.source,
        own=own,
        template=file.template,
    )
    for example in examples(prompt):
        try:
            rendered = prompt.render(**example)
        except EngineFailed as error:
            raise ConfigurationError(f"Prompt {path.name}: it was tried and failed: {error.__cause__}.") from error
        if not rendered.user:
            raise ConfigurationError(f"Prompt {path.name}: user: the block comes out empty.")
    return prompt
