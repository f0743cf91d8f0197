"""The tables of the docs that are made from the code: settings, models, sets. `make docs` writes them anew.

A table stands between `<!-- NAME:begin -->` and `<!-- NAME:end -->`; everything else is left as it is.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Sequence
from pathlib import Path
from typing import Literal, get_args, get_origin

from pydantic.fields import FieldInfo
from pydantic_core import PydanticUndefined

from service.engines.base import ModelSpec
from service.models.catalog import Catalog
from service.settings import ENV_PREFIX, Settings

DOCS = Path(__file__).parent
_MOST_LANGUAGES = 6


def settings_table() -> str:
    """Every setting: variable, default, meaning."""
    rows = [
        (f"`{ENV_PREFIX}{name.upper()}`", _default(field), _meaning(field))
        for name, field in Settings.model_fields.items()
    ]
    return _table(("variable", "default", "meaning"), rows)


def models_table(catalog: Catalog | None = None) -> str:
    """Every model of the catalogue (default: the service's own), its licence and whom to name."""
    catalog = catalog or Catalog.load()
    rows = [
        (
            f"`{spec.id}`",
            spec.task,
            _languages(spec),
            spec.licence if spec.commercial_use else f"{spec.licence}: not for commercial use",
            _size(spec.download_mb),
            _size(spec.disk_mb),
            spec.attribution,
        )
        for spec in catalog.models
    ]
    return _table(("model", "task", "languages", "licence", "download", "on disk", "by"), rows)


def sets_table(catalog: Catalog | None = None) -> str:
    """Every named set of models and what pulling it costs."""
    catalog = catalog or Catalog.load()
    rows = []
    for name, group in catalog.sets.items():
        specs = catalog.set(name)
        download, disk = sum(spec.download_mb for spec in specs), sum(spec.disk_mb for spec in specs)
        rows.append((f"`{name}`", group.description, str(len(specs)), _size(download), _size(disk)))
    return _table(("set", "what it does", "models", "download", "on disk"), rows)


def costs_table(catalog: Catalog | None = None) -> str:
    """Every named set of models and the memory and disk that it takes."""
    catalog = catalog or Catalog.load()
    rows = []
    for name in catalog.sets:
        specs = catalog.set(name)
        memory, largest = sum(spec.memory_mb for spec in specs), max(spec.memory_mb for spec in specs)
        disk = sum(spec.disk_mb for spec in specs)
        rows.append((f"`{name}`", _size(memory), _size(largest), _size(disk)))
    return _table(("set", "memory, all models in use", "its largest model alone", "disk"), rows)


# The tables of each page.
PAGES: dict[str, dict[str, Callable[[], str]]] = {
    "settings.md": {"settings": settings_table},
    "models.md": {"models": models_table, "sets": sets_table},
    "deployment.md": {"costs": costs_table},
}


def renewed(page: str) -> str:
    """A page with every table between its marks made anew. Raises ValueError where a mark is missing."""
    text = (DOCS / page).read_text(encoding="utf-8")
    for name, render in PAGES[page].items():
        block = re.compile(rf"(<!-- {name}:begin -->\n).*?(<!-- {name}:end -->)", re.DOTALL)
        if not block.search(text):
            raise ValueError(f"there is no place for the table '{name}'")
        table = render()
        text = block.sub(lambda match, table=table: f"{match[1]}{table}\n{match[2]}", text)
    return text


def _table(heads: Sequence[str], rows: Iterable[Sequence[str]]) -> str:
    lines = [heads, ["---"] * len(heads), *rows]
    return "\n".join("| " + " | ".join(cell.replace("|", "\\|") for cell in line) + " |" for line in lines)


def _default(field: FieldInfo) -> str:
    default = field.default
    if default is None or default is PydanticUndefined:
        return ""
    return f"`{str(default).lower()}`" if isinstance(default, bool) else f"`{default}`"


def _meaning(field: FieldInfo) -> str:
    if get_origin(field.annotation) is not Literal:
        return field.description or ""
    return f"{field.description} One of {', '.join(f'`{value}`' for value in get_args(field.annotation))}."


def _languages(spec: ModelSpec) -> str:
    if spec.pairs:
        return ", ".join(f"{pair.source} → {pair.target}" for pair in spec.pairs)
    if len(spec.languages) > _MOST_LANGUAGES:
        return f"{len(spec.languages)} languages" + (", any to any" if spec.any_pair or spec.task == "chat" else "")
    return ", ".join(spec.languages)


def _size(megabytes: int) -> str:
    return f"{megabytes / 1000:.1f} GB" if megabytes >= 1000 else f"{megabytes} MB"


def main() -> None:
    for page in PAGES:
        (DOCS / page).write_text(renewed(page), encoding="utf-8")


if __name__ == "__main__":
    main()
