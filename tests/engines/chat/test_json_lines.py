"""Answers in JSON, read as they come: every whole sentence with its citations, whatever else is there."""

from __future__ import annotations

import json

import pytest

from service.engines.chat.json_lines import JsonLines

SAID: list[tuple[str, list[int]]] = [
    ("The bridge opens on Monday.", [1, 3]),
    ('It is called "The\tArc".\nAll came.', [2]),
    ("Élise paid 40 € 🌉.", []),
]
SENTENCES = [{"text": text, "sources": refs} for text, refs in SAID]
LINES = 'The bridge opens on Monday. [1, 3]\nIt is called "The Arc". All came. [2]\nÉlise paid 40 € 🌉.\n'
WHOLE = json.dumps({"sentences": SENTENCES}, ensure_ascii=False)


def read(text: str, size: int = 3) -> tuple[str, JsonLines]:
    lines = JsonLines()
    said = "".join(lines.add(text[start : start + size]) for start in range(0, len(text), size))
    return said + lines.end(), lines


@pytest.mark.parametrize("size", [1, 2, 7, 10_000])
@pytest.mark.parametrize(
    "text",
    [
        WHOLE,
        json.dumps({"sentences": SENTENCES}),
        json.dumps(SENTENCES, indent=4),
        f"\n```json\n{WHOLE}\n```\nI hope this helps!",
        f"```\n{json.dumps(SENTENCES)}\n```",
        json.dumps({"summary": {"all": [{"id": 7, "sentence": text, "refs": refs} for text, refs in SAID]}}),
        json.dumps([{"sources": refs, "text": text} for text, refs in SAID]),
        json.dumps([{"text": text, "sources": [f"S{n}" for n in refs]} for text, refs in SAID]),
    ],
)
def test_sentences_come_as_lines_in_whatever_pieces(text: str, size: int) -> None:
    said, lines = read(text, size)
    assert said == LINES
    assert lines.is_json


@pytest.mark.parametrize("size", [1, 5, 10_000])
@pytest.mark.parametrize(
    "text",
    [
        "The bridge opens. [1]\nIt cost much. [2]",
        "[3] The bridge opens.",
        "[1, 2] The bridge opens.",
        "“The bridge”, she said {so}. [1]",
        "`Bridge` opens. [1]",
        "<think>{}</think>It opens. [1]",
        "",
        "[",
        "  \n The bridge. [1]",
    ],
)
def test_plain_text_passes_as_it_is(text: str, size: int) -> None:
    said, lines = read(text, size)
    assert said == text
    assert not lines.is_json


@pytest.mark.parametrize("cut", range(len(WHOLE)))
def test_what_is_cut_off_has_its_whole_sentences(cut: int) -> None:
    said, lines = read(WHOLE[:cut])
    whole = said[: said.rfind("\n") + 1] if lines.is_json else ""
    assert whole in ("", *(LINES[: LINES.index(end) + len(end)] for end in ("3]\n", "[2]\n", "🌉.\n")))
    ends = [WHOLE.index("}", WHOLE.index(f'"sources": {refs}')) for _, refs in SAID]
    assert whole.count("\n") == sum(end < cut for end in ends)


@pytest.mark.parametrize(
    "text",
    [
        '{"sentences": [{"text": "One.", "sources": [1]}; {"text": "Two.", "sources": [2]}]}',
        '{"sentences": [{"text": "One.", "sources": [1]}]], {"text": "Two."}',
        '[{"text": "One.", "sources": [1]}] [{"text": "Two.", "sources": [2]}]',
        '[{"text": "One.", "sources": [1]}, ' + "[" * 50 + '"Two."',
    ],
)
def test_what_is_broken_ends_where_it_breaks(text: str) -> None:
    assert read(text)[0] == "One. [1]\n"


@pytest.mark.parametrize(
    ("text", "said"),
    [
        ('{"text": "A \\ud83c\\udf09 b\\u00e9"}', "A 🌉 bé\n"),
        ('{"text": "A \\ud83c b"}', "A  b\n"),
        ('{"text": "A \\\\ \\/ \\" b"}', 'A \\ / " b\n'),
        ('{"text": "One.", "title": "Two."}', "One.\n"),
        ('["One.", "Two."]', "One.\nTwo.\n"),
        ('{"text": "One.", "sources": [1, 1, 99999999999999999999999, 2]}', "One. [1, 2]\n"),
        ('{"sources": 3, "text": "One."}', "One. [3]\n"),
        ('{"text": "One.", "sources": [²]}', "One."),
        ('{"note": "One.", "ok": true, "n": null}', ""),
    ],
)
def test_escapes_numbers_and_other_keys(text: str, said: str) -> None:
    assert read(text)[0] == said


@pytest.mark.parametrize(
    "rest",
    [
        " " * 2000,
        "\n" * 2000,
        ', "sources": [' + ", ".join(map(str, range(1000))),
        "}]} And then " + "I say more. " * 90,
    ],
)
def test_what_says_nothing_for_long_is_given_up(rest: str) -> None:
    lines = JsonLines()
    assert lines.add('{"sentences": [{"text": "One."').strip() == "One."
    assert not lines.stuck
    for start in range(0, len(rest), 10):
        lines.add(rest[start : start + 10])
    assert lines.stuck
