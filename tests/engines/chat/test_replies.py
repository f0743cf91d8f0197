"""What models make of a simple form, and what is read from it."""

from __future__ import annotations

import json
from contextlib import suppress

import pytest
from hypothesis import given
from hypothesis import strategies as st

from service.engines.chat.replies import CitedSentence, UnusableReply, parse_sentences, parse_text

BRIDGE, COST = "The bridge opens on Monday.", "It has cost 40 million euros."
AS_ASKED = [CitedSentence(BRIDGE, (1, 3)), CitedSentence(COST, (2,))]
PLAIN = [CitedSentence(BRIDGE), CitedSentence(COST)]
FORM = f"{BRIDGE} [1, 3]\n{COST} [2]"


@pytest.mark.parametrize(
    "reply",
    [
        FORM,
        f"\n\n{FORM}\n\n",
        FORM.replace("\n", "\r\n\r\n"),
        f"{BRIDGE} [1][3]\n{COST} [2]",
        f"{BRIDGE} [1], [3]\n{COST} [2].",
        f"{BRIDGE} [1 and 3]\n{COST} [S2]",
        f"{BRIDGE} [#1; #3]\n{COST} [ 2 ]",
        f"{BRIDGE} 【1†source】【3†source】\n{COST} 【2】",
        "The bridge opens on Monday [1, 3].\nIt has cost 40 million euros [2].",
        "The bridge [1] opens on Monday [3].\nIt has cost 40 million euros [2].",
        f"{BRIDGE} [3, 1, 3, 0, 99]\n{COST} [2]",
        f"{BRIDGE} [1, 3] {COST} [2]",
        f"[1, 3] {BRIDGE}\n[2] {COST}",
        f"[1, 3] {BRIDGE} [2] {COST}",
        f"- {BRIDGE} [1, 3]\n- {COST} [2]",
        f"• {BRIDGE} [1, 3]\n• {COST} [2]",
        f"1. {BRIDGE} [1, 3]\n2. {COST} [2]",
        f"(1) {BRIDGE} [1, 3]\n(2) {COST} [2]",
        f"**{BRIDGE}** [1, 3]\n**{COST}** [2]",
        f'"{BRIDGE}" [1, 3]\n"{COST}" [2]',
        f"«{BRIDGE}» [1, 3]\n«{COST}» [2]",
        "The bridge opens\non Monday. [1, 3]\nIt has cost\n40 million euros. [2]".replace("\n40", " 40"),
        f"```\n{FORM}\n```",
        f"Here it is:\n```text\n{FORM}\n```\nAnything else?",
        f"```\n{FORM}",
        f"Here is a summary:\n{FORM}",
        f"Sure! Here is a short summary of the article in English: {FORM}",
        f"Voici le résumé de l’article :\n\n{FORM}",
        f"Ось стислий переказ статті:\n\n{FORM}",
        f"**Summary**\n\n{FORM}",
        f"### Summary in English:\n{FORM}",
        f"{FORM}\n\nLet me know if you need anything else!",
        f"{FORM}\n(14 words)",
        f"Some words before\n{FORM}\nAnd some after.",
        f"<think>\nThe bridge? [4]\n</think>\n\n{FORM}",
        f"The bridge? [4]\n</think>\n{FORM}",
        f"[THINK]The bridge? [4][/THINK]{FORM}",
        f"<|channel|>analysis<|message|>Hm [4]<|end|><|start|>assistant<|channel|>final<|message|>{FORM}<|return|>",
        f"{FORM}<|im_end|>\n<|im_start|>user\nThank you! [4]",
        f"{FORM}</s>",
        f"<data-0123456789abcdef>\n{FORM}\n</data-0123456789abcdef>",
        json.dumps([{"text": BRIDGE, "sources": [3, 1, 99]}, {"sentence": COST, "citations": [2]}]),
        json.dumps({"summary": [f"{BRIDGE} [1, 3]", f"{COST} [2]"]}),
        json.dumps({"summary": FORM}),
        json.dumps({"sentences": [{"text": BRIDGE, "sources": [1, 3]}, {"text": COST, "sources": [2]}]}),
        f"Here is the summary:\n```json\n{json.dumps({'summary': FORM})}\n```\nI hope this helps.",
    ],
)
def test_sentences_and_their_sources_are_found(reply: str) -> None:
    assert parse_sentences(reply, max_source=3) == AS_ASKED


@pytest.mark.parametrize(
    "reply",
    [
        f"{BRIDGE}\n{COST}",
        f"Here is the summary:\n- {BRIDGE}\n- {COST}\n\nI hope this helps!",
        f"Voici :\n{BRIDGE}\n{COST}".replace("Voici :", "Voici un résumé de l’article en deux phrases :"),
        f"Звісно! Ось підсумок статті:\n\n{BRIDGE}\n{COST}\n\nЯкщо потрібно щось іще, дайте знати.",
        f"Summary:\n{BRIDGE}\n{COST}\nNote: I left out the mayor.",
        json.dumps([BRIDGE, COST]),
    ],
)
def test_without_sources_wrappings_are_known_by_their_words(reply: str) -> None:
    assert parse_sentences(reply, max_source=3) == PLAIN


def test_a_sentence_in_the_middle_may_lack_its_sources() -> None:
    assert parse_sentences(f"{BRIDGE} [1]\nNobody knows.\n{COST} [2]", max_source=3) == [
        CitedSentence(BRIDGE, (1,)),
        CitedSentence("Nobody knows."),
        CitedSentence(COST, (2,)),
    ]


@pytest.mark.parametrize(
    ("reply", "found"),
    [
        ("3. März: die Brücke öffnet. [1]", [CitedSentence("3. März: die Brücke öffnet.", (1,))]),
        ("2026 was a good year. [1-3]", [CitedSentence("2026 was a good year.", (1, 2, 3))]),
        ("Bridge opens [2–900000]", [CitedSentence("Bridge opens", (2, 3))]),
        ("One. Two. Three. [1, 2]", [CitedSentence("One. Two. Three.", (1, 2))]),
        ("Voici les chiffres : 3 ponts. [1]", [CitedSentence("Voici les chiffres : 3 ponts.", (1,))]),
        ("The title race: nobody leads. [1]", [CitedSentence("The title race: nobody leads.", (1,))]),
        ('"No," said the "mayor". [1]', [CitedSentence('"No," said the "mayor".', (1,))]),
        ("Les « ponts » ouvrent. [1]", [CitedSentence("Les « ponts » ouvrent.", (1,))]),
        ("Мости відчиняють. [1 і 3]", [CitedSentence("Мости відчиняють.", (1, 3))]),
        ("Note that bridges open. [1]", [CitedSentence("Note that bridges open.", (1,))]),
        ("桥梁开放。[1]造价四千万。[2]", [CitedSentence("桥梁开放。", (1,)), CitedSentence("造价四千万。", (2,))]),
        ("[sic] The bridge opens. [1]", [CitedSentence("[sic] The bridge opens.", (1,))]),
    ],
)
def test_what_belongs_to_a_sentence_stays(reply: str, found: list[CitedSentence]) -> None:
    assert parse_sentences(reply, max_source=3) == found


@pytest.mark.parametrize(
    "reply",
    [
        "",
        " \n",
        "...",
        "[1] [2]",
        "<think>The bridge? [4]",
        "Here is the summary:",
        "```\n```",
        "[1, 2, 3]",
        "{}",
        "- \n- ",
        '{"summary": "The bridge ope',
        '[{"text": "The bridge',
        "<|im_end|>The bridge. [1]",
    ],
)
def test_where_nothing_is_said_nothing_is_read(reply: str) -> None:
    with pytest.raises(UnusableReply):
        parse_sentences(reply, max_source=3)
    if not reply.startswith("["):
        with pytest.raises(UnusableReply):
            parse_text(reply)


WRAPPINGS = [
    "[1]",
    "[2-",
    "]",
    "{",
    '"',
    "```",
    "<think>",
    "</think>",
    "\n",
    "Here is the summary:",
    "1. ",
    "- ",
    "«",
    "。",
]

words = st.text("abcdeіїщéà", min_size=1, max_size=8)
sentences = st.lists(words, min_size=1, max_size=8).map(lambda ws: " ".join(ws).capitalize() + ".")
cited = st.builds(
    CitedSentence, sentences, st.sets(st.integers(1, 40), min_size=1, max_size=4).map(lambda s: tuple(sorted(s)))
)


@given(st.lists(cited, min_size=1, max_size=6))
def test_the_form_that_is_asked_for_is_read_as_it_is_meant(lines: list[CitedSentence]) -> None:
    reply = "\n".join(f"{line.text} [{', '.join(map(str, line.sources))}]" for line in lines)
    assert parse_sentences(reply, max_source=40) == lines


@given(st.lists(st.one_of(st.text(max_size=10), st.sampled_from(WRAPPINGS))).map("".join))
def test_any_reply_is_read_or_refused(reply: str) -> None:
    try:
        found = parse_sentences(reply, max_source=2)
    except UnusableReply:
        found = []
    assert all(line.text and set(line.sources) <= {1, 2} for line in found)
    assert all(line.sources == tuple(sorted(set(line.sources))) for line in found)
    with suppress(UnusableReply):
        assert parse_text(reply).strip()


@pytest.mark.parametrize(
    "bit", ["**", "[1", "<think>", "```\n", "Here is ", "- ", '"', "{", "[[", " ", "1. a\n", "Note"]
)
@pytest.mark.timeout(10)
def test_no_reply_takes_long(bit: str) -> None:
    for reply in (bit * 20_000, f"a {bit * 20_000} b"):
        for parse in (lambda text: parse_sentences(text, max_source=5), parse_text):
            with suppress(UnusableReply):
                parse(reply)


class TestText:
    @pytest.mark.parametrize(
        "reply",
        [
            "Міст відчиняють.",
            "  Міст відчиняють.\n",
            "«Міст відчиняють.»",
            '"Міст відчиняють."',
            "Here is the translation:\n\nМіст відчиняють.",
            'Sure, here\'s the translation into Ukrainian:\n"Міст відчиняють."\n\n(Note: "міст" is a bridge.)',
            "Translation: Міст відчиняють.",
            "Переклад українською: Міст відчиняють.",
            "**Переклад:**\nМіст відчиняють.",
            "<think>Bridge is міст.</think>\n\nМіст відчиняють.",
            "```\nМіст відчиняють.\n```",
            '{"translation": "Міст відчиняють."}',
            "Міст відчиняють.<|im_end|>",
            "<data-00>\nМіст відчиняють.\n</data-00>",
        ],
    )
    def test_wrappings_go(self, reply: str) -> None:
        assert parse_text(reply) == "Міст відчиняють."
        assert parse_text(reply, source="The bridge opens.") == "Міст відчиняють."

    def test_lines_references_and_lists_stay(self) -> None:
        text = "Перше [1].\n\n- друге **2**\n- третє\n1. четверте"
        assert parse_text(f"Here is the translation:\n{text}") == text

    @pytest.mark.parametrize(
        ("source", "reply"),
        [
            ('"The bridge opens."', "«Міст відчиняють.»"),
            ("Translation: the bridge.", "Переклад: міст."),
            ("Here is the summary: it opens.", "Ось підсумок: відчиняють."),
            ("The bridge.\nNote: it is long.", "Міст.\nПримітка: він довгий."),
            ("{name} opens.", "{name} відчиняють."),
            ('[{"a": 1}]', '[{"a": 1}]'),
            ("Yes.", "Так."),
            ("Summary", "Підсумок"),
        ],
    )
    def test_what_the_source_has_too_stays(self, source: str, reply: str) -> None:
        assert parse_text(reply, source=source) == reply


@pytest.mark.parametrize("depth", [700, 100_000])
@pytest.mark.parametrize(("opens", "closes"), [('{"a":', "}"), ("[", "]")])
def test_no_depth_of_json_is_an_error_of_its_own(depth: int, opens: str, closes: str) -> None:
    reply = f'{opens * depth}"{BRIDGE}"{closes * depth}'
    for parse in (parse_text, lambda text: parse_sentences(text, max_source=3)):
        with suppress(UnusableReply):
            assert parse(reply) in (BRIDGE, [CitedSentence(BRIDGE)])
