"""What a sentence needs of those before it, and that few sentences are chosen so that it is there."""

from __future__ import annotations

import pytest

from service.engines.base import Budget, Decoding, Document
from service.engines.extractive import ExtractiveSummarizer
from service.pipeline.limits import limits_for
from service.pipeline.own_words import own_words
from service.pipeline.reading import Material
from service.text.context import Ties, ties
from service.text.lists import join_lists
from service.text.sentences import split
from service.text.standalone import faults
from service.text.stems import terms
from service.text.title_forms import heading_of, title_forms


def tied(language: str, *sentences: str) -> list[Ties]:
    found = [set(terms(sentence, language)) for sentence in sentences]
    return ties(sentences, [0] * len(sentences), language, found, [faults(each, language) for each in sentences])


@pytest.mark.parametrize(
    ("language", "before", "sentence"),
    [
        ("en", "The union of nurses accused the hospital of Mara.", "A spokesman said all was well."),
        ("en", "The bank of Mara lost the data of 40 clients.", "Two of them have left the bank of Mara."),
        ("en", "The bank of Mara lost the data of 40 clients.", '"We are sorry," the bank said.'),
        ("fr", "La chercheuse Anne Berg dirige l'équipe de Nantes.", "« Il faut attendre », tempère la chercheuse."),
        ("fr", "Gérard Mouton a démissionné vendredi à Brissac.", "L'élu de 68 ans dit avoir reçu des lettres."),
        ("uk", "За даними слідства, підрядник завищив ціни.", "Різницю учасники переводили у готівку."),
    ],
)
def test_what_leans_needs_the_sentence_right_before_it(language: str, before: str, sentence: str) -> None:
    [_, found] = tied(language, before, sentence)

    assert not found.held_by((), follows=False) and found.held_by((), follows=True)


def test_a_definite_noun_needs_what_introduced_it_and_half_a_quotation_the_other_half() -> None:
    [_, _, found] = tied("en", "A fund was opened in Mara.", "Rain fell in Lowick.", "Farmers welcomed the fund.")
    assert not found.held_by(terms("Rain fell in Lowick.", "en"), follows=False)
    assert found.held_by(terms("A fund was opened in Mara.", "en"), follows=False)

    [first, _] = tied("en", '"Nobody spoke," said Ann Reed.', '"Then everyone did."')
    assert first.goes_on


def test_a_paragraph_opens_with_the_lead_and_no_item_of_a_list_leans() -> None:
    sentences = (
        "The council of Lowick voted on Monday to close the old bridge over the river Tarn for repairs.",
        "It will reopen in May.",
        "The repairs of the bridge will cost the council 4 million pounds, engineers in Lowick said.",
        "Judge Ann Reed told him that the council of Lowick and the bridge had been a danger.",
        "Ferries will cross the river Tarn at Mara twice an hour.",
    )
    document = Document(sentences, tuple(range(5)), "en")
    summarizer = ExtractiveSummarizer()

    [paragraph] = summarizer.summarize([document], Budget("paragraph", 150, 3), Decoding())
    [bullets] = summarizer.summarize([document], Budget("bullets", 150, 3), Decoding())

    assert paragraph.picked[0] == bullets.picked[0] == 0
    assert not {1, 3} & {*bullets.picked}


def test_french_lists_keep_their_spaces_and_every_item() -> None:
    items = [f"– un poste de plus à l'école numéro {number} ;\n" for number in range(1, 12)]
    text = "Les syndicats réclament :\n" + "".join(items) + "– une pause."

    [joined] = join_lists(split(text, "fr"))

    assert joined.text.count(" ; ") == 11 and joined.text.endswith("; une pause.")


def test_a_title_is_a_headline_without_its_label_and_so_is_the_heading_of_a_text() -> None:
    title = "Budget : le gouvernement renonce à la hausse de la taxe sur l'énergie"
    text = "Council of Lowick closes the old bridge\n\nThe council of Lowick voted on Monday to close the old bridge."

    assert next(title_forms(title, "fr", 11)) == "Le gouvernement renonce à la hausse de la taxe sur l'énergie"
    assert heading_of(split(text, "en"), "en") == "Council of Lowick closes the old bridge"
    assert heading_of(split("Press release\n\nThe council voted on Monday.", "en"), "en") is None

    written = own_words(Material(split(text, "en"), "en"), limits_for("headline", "short", None))
    assert written.texts() == ["Council of Lowick closes the old bridge"]
