"""The linear revision of justext's classes says what justext's own says."""

from __future__ import annotations

from dataclasses import dataclass, replace

from hypothesis import given, settings
from hypothesis import strategies as st
from justext.core import revise_paragraph_classification

from service.articles.second_opinion import install, revise
from tests.support.growth import grows


@dataclass
class Paragraph:
    heading: bool
    cf_class: str
    text: str
    class_type: str = ""


PARAGRAPHS = st.lists(
    st.builds(
        Paragraph,
        heading=st.booleans(),
        cf_class=st.sampled_from(["short", "short", "neargood", "good", "bad"]),
        text=st.integers(1, 90).map("a".__mul__),
        class_type=st.sampled_from(["", "", "good", "bad"]),
    ),
    max_size=40,
)


@settings(max_examples=500)
@given(PARAGRAPHS)
def test_it_says_the_same(paragraphs: list[Paragraph]) -> None:
    theirs, ours = ([replace(paragraph) for paragraph in paragraphs] for _ in range(2))
    revise_paragraph_classification(theirs, 150)
    revise(ours, 150)
    assert ours == theirs


def test_time_grows_as_the_number_of_paragraphs_does() -> None:
    for kind in ("short", "neargood"):

        def row(length: int, kind: str = kind) -> list[Paragraph]:
            return [Paragraph(False, kind, "a") for _ in range(length)]

        assert not grows(revise, row)
        assert grows(revise_paragraph_classification, row)


def test_trafilatura_uses_it() -> None:
    from trafilatura import external

    install()
    assert vars(external)["revise_paragraph_classification"] is revise
