"""Every kind of page and file of the corpus comes out whole, and with little that is not the article's."""

from __future__ import annotations

import pytest

from benchmarks.reading.measure import Specimen, scored, specimens, text_of

SPECIMENS = [pytest.param(each, id=f"{each.kind} {each.story.name}") for each in specimens()]


@pytest.mark.parametrize("specimen", SPECIMENS)
def test_the_whole_article_is_read_and_hardly_anything_else(specimen: Specimen) -> None:
    read = scored(specimen, text_of(specimen))
    assert read.recall >= 0.995
    assert read.precision >= 0.95


def test_there_are_sixty_pages_and_forty_files() -> None:
    kinds = [each.kind for each in specimens()]
    assert len(kinds) == 100
    assert {kinds.count(kind) for kind in kinds} == {4}


def test_what_is_lost_and_what_is_added_counts() -> None:
    specimen = next(specimens())
    whole = " ".join(specimen.gold)
    assert (scored(specimen, whole).precision, scored(specimen, whole).recall) == (1, 1)
    assert scored(specimen, whole[: len(whole) // 2]).recall < 0.6
    assert scored(specimen, whole + " zzz" * len(whole.split())).precision < 0.6
