"""Raised and lowered characters never fuse with a number."""

from __future__ import annotations

import pytest

from service.articles.blocks import blocks

LINK = '<sup><a href="#fn2">2</a></sup>'


@pytest.mark.parametrize(
    ("markup", "text"),
    [
        ("10<sup>6</sup> fish", "10^6 fish"),
        ("10<sup>−9</sup> m", "10^−9 m"),
        ("10<span style='vertical-align:super;font-size:8px'>6</span> fish", "10^6 fish"),
        ("3 km<sup>2</sup> of reed", "3 km^2 of reed"),
        ("(1 + r)<sup>5</sup>", "(1 + r)^5"),
        ("2<sup>n</sup> grains", "2^n grains"),
        ("the 1<sup>st</sup> of May", "the 1st of May"),
        ("le 1<sup>er</sup> mai, au XX<sup>e</sup> siècle", "le 1er mai, au XXe siècle"),
        ("H<sub>2</sub>O and CO<sub>2</sub>", "H2O and CO2"),
        ("1011<sub>2</sub> is eleven", "1011_2 is eleven"),
        ("2<sup>1</sup>⁄<sub>2</sub> loaves", "2 1⁄2 loaves"),
        ("<sup>1</sup>/<sub>2</sub> mile", "1/2 mile"),
        ("<sup>14</sup>C dates it", "14C dates it"),
        (f"40{LINK} houses", "40 houses"),
        (f"said the mayor.{LINK} Then", "said the mayor. Then"),
        ("burned in 1954<sup>1</sup> and", "burned in 1954 and"),
        ("said the mayor<sup>3</sup>.", "said the mayor."),
        ("by nine.<sup>12</sup> Then", "by nine. Then"),
        ("a star<sup>*</sup> and a dagger<sup>†</sup>", "a star and a dagger"),
        ("in 1954<a class=footnote-anchor id=footnote-anchor-1 href=#footnote-1>1</a> and", "in 1954 and"),
        ("eight thousand<sup class=reference><a href=#cite_note-1>[1]</a></sup> people", "eight thousand people"),
        ("two hundred years.<sup>[<i><a href=/c>citation needed</a></i>]</sup> Then", "two hundred years. Then"),
        ("a word<a role=doc-noteref href=#n7>7</a> more", "a word more"),
        ("<math><mfrac><mn>1</mn><mn>2</mn></mfrac></math> of a mile", "1/2 of a mile"),
        ("<math><msup><mn>10</mn><mn>6</mn></msup></math> fish", "10^6 fish"),
        ("see <a href=#chapter2>chapter 2</a>", "see chapter 2"),
    ],
)
def test_what_is_raised_is_written_out(markup: str, text: str) -> None:
    assert blocks(f"<p>{markup}</p>") == [text]


def test_a_number_in_the_next_paragraph_raises_nothing() -> None:
    assert blocks("<p>In 1954</p><p><sup>14</sup>C</p>") == ["In 1954", "14C"]
