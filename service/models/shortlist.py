"""Making a model's shortlist, in a process of its own. A model without one works all the same."""

from __future__ import annotations

import logging
from pathlib import Path
from typing import Any

from pydantic import TypeAdapter

from service.engines.base import ModelSpec
from service.engines.shortlist import ALWAYS, FACTS, VMAP
from service.errors import ConversionFailed
from service.models import child
from service.models.manifest import CT2
from service.models.placement import usable_cores

_TIMEOUT_S = 1800.0
_SPEC = TypeAdapter(ModelSpec)
_log = logging.getLogger(__name__)


def make_shortlist(folder: Path, spec: ModelSpec, *, always: int = ALWAYS, timeout_s: float = _TIMEOUT_S) -> bool:
    """Makes the shortlist of the model converted in `folder`; whether it has one then. Raises NoSpace.

    `always` is the number of the most frequent target pieces on it whatever the text.
    A model that cannot be probed is left without a shortlist, which is logged: it is as good, only slower.
    """
    document = _SPEC.dump_python(spec, mode="json")
    job = {"folder": str(folder), "spec": document, "always": always, "workers": usable_cores()}
    try:
        what = f"Finding the shortlist of '{spec.id}'"
        child.run(__name__, job, timeout_s=timeout_s, failure=ConversionFailed, what=what)
    except ConversionFailed as error:
        _log.warning("%s has no shortlist: %s", spec.id, error.detail)
        for name in (FACTS, VMAP):
            (folder / CT2 / name).unlink(missing_ok=True)
    return (folder / CT2 / FACTS).exists()


def _work(job: dict[str, Any]) -> None:
    from service.engines.shortlist_probe import build_shortlist

    spec = _SPEC.validate_python(job["spec"])
    build_shortlist(Path(job["folder"]), spec, always=job["always"], workers=job["workers"])


if __name__ == "__main__":
    child.serve(_work)
