"""A folder that might become a model: what its files say, and the catalogue entry that it would have."""

from __future__ import annotations

import json
import re
from collections.abc import Mapping
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from service.engines.base import Family, ModelTask
from service.errors import ModelUnusable, UnknownLanguage
from service.languages import INTERFACE_LANGUAGES, normalize_code
from service.models.catalog import Catalog
from service.models.gguf import GgufFacts
from service.models.local_folder import LocalFolder, local_repo

# A conversation's memory on a CPU grows with the square of this; a longer one can be written into the entry.
_CHAT_WINDOW, _WINDOW, _WIDEST = 4096, 512, 1024
_FAMILIES: Mapping[str, Family] = {
    "marian": "marian",
    "bart": "bart",
    "mbart": "mbart",
    "m2m_100": "m2m100",
    "t5": "t5",
    "mt5": "t5",
    "umt5": "t5",
    "pegasus": "pegasus",
}
# Models of one kind of configuration that their tokenizers tell apart.
_BY_TOKENIZER: Mapping[str, Family] = {"Nllb": "nllb", "MBart50": "mbart50"}
_LICENCE = re.compile(r"^license:\s*[\"']?([^\s\"']+)", re.MULTILINE)
_FRONT_MATTER = 4_000


@dataclass(frozen=True, slots=True)
class Candidate:
    """What is known of a model from its files. `family` is `other` for models that continue a text, which chat.

    `pair` are the languages that a tokenizer names, source first; `licence` is empty where none is said.
    """

    model_type: str
    family: Family
    window: int | None
    has_template: bool
    megabytes: int
    licence: str = ""
    pair: tuple[str, str] | None = None

    @classmethod
    def of_folder(cls, files: LocalFolder) -> Candidate:
        """Raises ModelUnusable where the configuration is missing or broken."""
        config, tokenizer = _json(files.folder / "config.json"), _json(files.folder / "tokenizer_config.json", {})
        text = config | (config.get("text_config") or {})
        model_type = str(config.get("model_type", ""))
        names = {file.name for file in files.files}
        return cls(
            model_type=model_type,
            family=_family(model_type, str(tokenizer.get("tokenizer_class", ""))),
            window=text.get("max_position_embeddings"),
            has_template="chat_template" in tokenizer or "chat_template.jinja" in names,
            megabytes=-(-files.bytes // 1_000_000),
            licence=_licence(files.folder),
            pair=_pair(tokenizer),
        )

    @classmethod
    def of_gguf(cls, facts: GgufFacts) -> Candidate:
        """As it will be once it is unpacked: two bytes a number."""
        megabytes = facts.parameters * 2 // 1_000_000
        return cls(facts.architecture, "other", facts.window, facts.has_template, megabytes, facts.licence)

    def check_task(self, task: ModelTask) -> None:
        """Raises ModelUnusable where a model of this kind cannot do the task."""
        if task == "chat" and self.family != "other":
            raise ModelUnusable(
                f"This is a '{self.model_type}' model, which does not chat: add it to translate or summarize."
            )
        if task != "chat" and self.family == "other":
            raise ModelUnusable(f"'{self.model_type}' is not a kind of model that can {task} here, unless it chats.")
        if task == "chat" and not self.has_template:
            raise ModelUnusable("The tokenizer has no chat template, so nobody knows how to talk to this model.")


@dataclass(frozen=True, slots=True)
class Wishes:
    """What an operator says of a model beside its files; what is empty is found out or left out."""

    id: str
    task: ModelTask
    languages: tuple[str, ...] = ()
    pairs: tuple[str, ...] = ()
    licence: str = ""
    backend: str = ""
    source_prefix: str = ""
    forced_bos: str = ""
    codes: Mapping[str, str] = field(default_factory=dict)


def entry_of(candidate: Candidate, wishes: Wishes, catalog: Catalog) -> dict[str, Any]:
    """The catalogue entry of a model, but for its revision. Raises ModelUnusable where something must be said first."""
    candidate.check_task(wishes.task)
    licence = wishes.licence or candidate.licence or "unknown"
    chats = wishes.task == "chat"
    entry: dict[str, Any] = {
        "id": wishes.id,
        "task": wishes.task,
        "repo": local_repo(wishes.id),
        "engine": "chat" if chats else "seq2seq",
        "family": candidate.family,
        "licence": licence,
        "commercial_use": re.search(r"\bnc\b", licence, re.IGNORECASE) is None,
        "attribution": "added from a folder",
        "window": min(candidate.window or _WINDOW, _CHAT_WINDOW if chats else _WIDEST),
        "download_mb": candidate.megabytes,
        **_languages(candidate, wishes, catalog),
    }
    optional = {name: getattr(wishes, name) for name in ("backend", "source_prefix", "forced_bos", "codes")}
    return entry | {name: value for name, value in optional.items() if value} | {"smoke": _smoke(entry, catalog)}


def _languages(candidate: Candidate, wishes: Wishes, catalog: Catalog) -> dict[str, Any]:
    """What the model reads and writes. Raises ModelUnusable where its files do not say and nobody else did."""
    if wishes.task == "translate":
        if wishes.languages:
            return {"languages": list(wishes.languages), "any_pair": True}
        pairs = wishes.pairs or (("-".join(candidate.pair),) if candidate.pair else ())
        if not pairs:
            raise ModelUnusable("Which languages it translates is not in its files: name the pairs, such as en-uk.")
        return {"pairs": list(pairs)}
    if wishes.task == "summarize" and not wishes.languages:
        raise ModelUnusable("Which languages it summarizes is not in its files: name them, such as en,fr.")
    known = {code for spec in catalog.models if spec.task == "chat" for code in spec.languages}
    return {"languages": list(wishes.languages or (*INTERFACE_LANGUAGES, *sorted(known - {*INTERFACE_LANGUAGES})))}


def _smoke(entry: Mapping[str, Any], catalog: Catalog) -> dict[str, str]:
    """What the model is tried with: what the catalogue's models for the same task are, in the first language."""
    first = entry["pairs"][0].partition("-")[0] if "pairs" in entry else entry["languages"][0]
    known = [spec.smoke[first] for spec in catalog.models if spec.task == entry["task"] and first in spec.smoke]
    return {first: known[0]} if known else {}


def _family(model_type: str, tokenizer: str) -> Family:
    by_tokenizer = [family for name, family in _BY_TOKENIZER.items() if tokenizer.startswith(name)]
    return by_tokenizer[0] if by_tokenizer else _FAMILIES.get(model_type, "other")


def _pair(tokenizer: Mapping[str, Any]) -> tuple[str, str] | None:
    """The languages that a tokenizer is for, where both are codes that are known here."""
    try:
        source, target = (normalize_code(str(tokenizer[name])) for name in ("source_lang", "target_lang"))
    except (KeyError, UnknownLanguage):
        return None
    return (source, target) if source != target else None


def _licence(folder: Path) -> str:
    """The licence in the front matter of a model card, empty where there is none."""
    try:
        head = (folder / "README.md").read_text(encoding="utf-8", errors="replace")[:_FRONT_MATTER]
    except OSError:
        return ""
    found = _LICENCE.search(head.split("\n---", 1)[0]) if head.startswith("---") else None
    return found[1] if found else ""


def _json(path: Path, default: dict[str, Any] | None = None) -> dict[str, Any]:
    try:
        document: dict[str, Any] = json.loads(path.read_text(encoding="utf-8"))
    except FileNotFoundError as error:
        if default is None:
            raise ModelUnusable(f"There is no {path.name} in {path.parent}.") from error
        return default
    except (OSError, ValueError) as error:
        raise ModelUnusable(f"{path} cannot be read ({type(error).__name__}).") from error
    return document
