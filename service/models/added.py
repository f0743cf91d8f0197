"""Models that an operator added from folders of their own: their catalogue entries, kept beside the models."""

from __future__ import annotations

import json
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from pathlib import Path
from typing import Any

from service.errors import ConfigurationError
from service.models.hub_errors import store_errors

ADDED = "added.json"


def added_entries(root: Path) -> list[dict[str, Any]]:
    """The entries of the models folder `root`, as the catalogue has them. Raises ConfigurationError."""
    path = root / ADDED
    try:
        entries = json.loads(path.read_bytes())["model"]
        if not all(isinstance(entry, dict) and isinstance(entry.get("id"), str) for entry in entries):
            raise ValueError("an entry without id")
    except FileNotFoundError:
        return []
    except (OSError, ValueError, TypeError, KeyError) as error:
        raise ConfigurationError(
            f"{path} cannot be read ({type(error).__name__}); delete it and add its models again."
        ) from error
    return list(entries)


def remember_entry(root: Path, entry: Mapping[str, Any]) -> None:
    """Keeps an entry, in place of one with its id. Raises StoreError."""
    with _changing(root) as entries:
        entries[:] = [*(each for each in entries if each["id"] != entry["id"]), dict(entry)]


def forget_entry(root: Path, model_id: str) -> None:
    """Drops the entry with this id if there is one. Raises StoreError."""
    if any(entry["id"] == model_id for entry in added_entries(root)):
        with _changing(root) as entries:
            entries[:] = [each for each in entries if each["id"] != model_id]


@contextmanager
def _changing(root: Path) -> Iterator[list[dict[str, Any]]]:
    """The entries, written when the block ends; one process at a time."""
    from filelock import FileLock

    with store_errors(f"'{ADDED}'"):
        root.mkdir(parents=True, exist_ok=True)
        with FileLock(root / f".{ADDED}.lock"):
            entries = added_entries(root)
            yield entries
            partial = root / f"{ADDED}.incomplete"
            partial.write_text(json.dumps({"model": entries}, ensure_ascii=False, indent=2), encoding="utf-8")
            partial.replace(root / ADDED)
