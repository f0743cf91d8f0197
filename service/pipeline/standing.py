"""What a model wrote, looked at by the judge of what stands alone: what says nothing by itself is left out."""

from __future__ import annotations

from collections.abc import Sequence

from service.pipeline.checks import Finding
from service.text.standalone import Fault, faults
from service.types import Style

_WHY = {
    Fault.VACUOUS: "a sentence that says nothing by itself",
    Fault.LEANING: "a sentence that needs another one that is not there",
}


def standing(texts: Sequence[str], language: str, style: Style) -> tuple[list[int], list[Finding]]:
    """The sentences to keep, at least one, and what was found. A sentence that leans may follow another one, but not in
    a list, whose items are read one by one.
    """
    kept: list[int] = []
    found: list[Finding] = []
    for index, text in enumerate(texts):
        wrong = faults(text, language)
        follows = bool(kept) and kept[-1] == index - 1 and style != "bullets"
        fault = next((each for each in _WHY if each in wrong and not (each is Fault.LEANING and follows)), None)
        if fault is None:
            kept.append(index)
        else:
            found.append(Finding("standalone", _WHY[fault], index, weak=True))
    return kept or list(range(len(texts))), found
