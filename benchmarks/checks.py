"""How good the checks are: precision and recall on labelled cases (`tests/checks/labelled/`, which says what they are).

python -m benchmarks.checks
"""

from __future__ import annotations

import tomllib
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

from service.pipeline.checks import doubt_summary, examine_segment, examine_summary, examine_support
from service.pipeline.limits import Limits
from service.text.attribution import attribute
from service.text.sentences import split
from service.types import Pair, SummarySentence

LABELLED = Path(__file__).parent.parent / "tests" / "checks" / "labelled"
SETS = ("tuned", "heldout")
LATER = sorted(path.stem for path in LABELLED.glob("??.toml"))
"""Languages that have a file of their own and are measured by themselves."""
_NO_LIMITS = Limits("bullets", 1000, None)


@dataclass(frozen=True, slots=True)
class Case:
    """A text about a source, and whether the check of this kind should find it wrong. `languages` as in the files."""

    kind: str
    languages: str
    source: str
    output: str
    wrong: bool

    def found(self) -> bool:
        """Whether the check finds anything, a warning or worse."""
        source, _, target = self.languages.partition("-")
        if target:
            findings = examine_segment(self.source, self.output, Pair(source, target))
        elif self.kind == "support":
            [sources] = attribute([self.output], split(self.source, source), source)
            findings = examine_support([SummarySentence(self.output, sources)])
        else:
            findings = [
                *examine_summary([self.output], source=self.source, language=source, limits=_NO_LIMITS),
                *doubt_summary([self.output], source=self.source, language=source),
            ]
        return any(finding.name == self.kind for finding in findings)


@dataclass(frozen=True, slots=True)
class CheckQuality:
    """One check in one language or direction. Precision and recall are 0..1; 1 where there is nothing to divide by.

    `check` names the set where it is not the whole: `numbers`, `numbers (held out)`.
    """

    check: str
    language: str
    cases: int
    precision: float
    recall: float


def cases(name: str) -> Iterator[Case]:
    """The cases of a set, in the order of its file."""
    for entry in tomllib.loads((LABELLED / f"{name}.toml").read_text(encoding="utf-8"))["case"]:
        for wrong, outputs in ((False, entry["honest"]), (True, entry["wrong"])):
            for output in outputs:
                yield Case(entry["kind"], entry["languages"], entry["source"], output, wrong)


def measure() -> list[CheckQuality]:
    """Each check in each language and direction, and in all of them; then the same on the cases that are held out, and
    on those of each language that came later.
    """
    rows = []
    for names, note in ((SETS, ""), (("heldout",), " (held out)"), *(((code,), f" ({code})") for code in LATER)):
        found = [(case, case.found()) for name in names for case in cases(name)]
        for kind in dict.fromkeys(case.kind for case, _ in found):
            of_kind = [(case, said) for case, said in found if case.kind == kind]
            rows.append(_quality(kind + note, "all", of_kind))
            for languages in sorted({case.languages for case, _ in of_kind}):
                rows.append(_quality(kind + note, languages, [one for one in of_kind if one[0].languages == languages]))
    return rows


def _quality(check: str, language: str, found: list[tuple[Case, bool]]) -> CheckQuality:
    said = [case for case, flagged in found if flagged]
    wrong = sum(case.wrong for case, _ in found)
    right = sum(case.wrong for case in said)
    precision, recall = right / len(said) if said else 1.0, right / wrong if wrong else 1.0
    return CheckQuality(check, language, len(found), round(precision, 3), round(recall, 3))


if __name__ == "__main__":
    for row in measure():
        print(f"{row.check:24} {row.language:6} {row.cases:4} {row.precision:6.1%} {row.recall:6.1%}")
