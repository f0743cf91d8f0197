"""No text makes a function over texts take more than linear time: sixteen times the text, about as many times the time.

Every public function of `service/text` that reads a caller's or a model's text stands in the table; one that is missing
there fails the test, as does one that is gone.
"""

from __future__ import annotations

import ast
import re
from collections.abc import Callable
from inspect import isfunction, unwrap
from itertools import count
from pathlib import Path

import pytest

from service.errors import UndetectedLanguage
from service.text import (
    added_clauses,
    artefacts,
    attribution,
    boundaries,
    captions,
    cells,
    chrf,
    chunks,
    cognates,
    compression,
    context,
    credits,
    cues,
    datelines,
    derived_names,
    detect,
    disguise,
    emoji,
    enumerations,
    exonyms,
    foreign_words,
    frames,
    glued,
    grounds,
    headlines,
    hidden,
    interviews,
    keywords,
    known_names,
    leads,
    links,
    lists,
    lost_clauses,
    made_up_claims,
    meaning,
    misplaced_names,
    mixture,
    names,
    negations,
    newsworth,
    normalize,
    numbers,
    omissions,
    opening_names,
    opposites,
    orders,
    ordinary_words,
    organisations,
    parties,
    party_order,
    protected,
    rates,
    repair,
    repeated_words,
    roles,
    salience,
    same_names,
    scenes,
    sentences,
    short_language,
    shorten,
    spaces,
    spelled_signs,
    standalone,
    statements,
    stems,
    strange_words,
    summary_additions,
    summary_polarity,
    summary_roles,
    suspicion,
    title_forms,
    transliteration,
    typography,
    ukrainian_dictionary,
    unsupported,
    verb_places,
    word_forms,
    words,
)
from service.text.added_reasons import added_reason
from service.text.facts import Facts, facts_of, missing_names
from service.text.joined_names import without_joined_names
from service.text.languages import LANGUAGES
from service.text.translated_names import compare_names
from service.types import Pair
from tests.support.adversarial import REPEATED, numbered, text_of
from tests.support.growth import growing, grows

FOLDER = Path(attribution.__file__).parent
NUMBERED = ("{} ", "{}:{} ", "A{}a ", "a{}.com ", "A{}. ")

Work = Callable[[str], object]


def in_each(work: Callable[[str, str], object]) -> Work:
    return lambda text: [work(text, language) for language in LANGUAGES]


def quietly(work: Work) -> Work:
    def attempt(text: str) -> object:
        try:
            return work(text)
        except UndetectedLanguage:
            return None

    return attempt


_SERIAL = count()


def fresh(text: str) -> str:
    """The text as it was never seen before, for what is remembered."""
    return f"{next(_SERIAL)} {text}"


def other(text: str) -> str:
    """Another text of the same kind."""
    return text.replace("1", "2").replace("a", "o")


def all_facts(text: str) -> object:
    facts, changed = Facts(text, "en"), other(text)
    return (
        facts.missing_numbers(changed),
        facts.doubtful_numbers(changed),
        facts.swapped_numbers(changed),
        facts.number_doubts(changed),
        facts.missing_names(changed),
        facts.doubtful_names(changed),
    )


def swapped(text: str) -> object:
    changed = other(text)
    source, output = numbers.read(text, "en"), numbers.read(changed, "fr")
    return numbers.swapped_numbers(changed, output, text, source, ("fr", "en"))


def moved(text: str) -> object:
    changed = other(text)
    source, output = numbers.read(text, "en"), numbers.read(changed, "en")
    return numbers.moved_numbers(changed, output, text, source, ("en", "en"))


def compared_numbers(text: str) -> object:
    return numbers.compare_numbers(numbers.Numbers(text, "en"), numbers.Numbers(other(text), "uk"))


def read_numbers(text: str) -> object:
    source, output = numbers.read(text, "en"), numbers.read(other(text), "en")
    return numbers.absent(output, source), numbers.doubtful(output, source)


TABLE: dict[str, Work] = {
    "artefacts.broken_signs": lambda text: artefacts.broken_signs(text, other(text)),
    "artefacts.talks_about_itself": lambda text: artefacts.talks_about_itself(text, other(text)),
    "artefacts.left_as_it_was": lambda text: artefacts.left_as_it_was(text, text),
    "artefacts.breaks_off": lambda text: artefacts.breaks_off(text, f"{text}."),
    "attribution.attribute": lambda text: attribution.attribute([text], sentences.split(other(text), "en"), "en"),
    "boundaries.sentence_spans": in_each(boundaries.sentence_spans),
    "chrf.chrf": lambda text: chrf.chrf(text, other(text)),
    "chunks.split_long": lambda text: chunks.split_long(text, lambda piece: len(piece) < 40),
    "chunks.pack": lambda text: chunks.pack([1] * len(text), 100),
    "chunks.sections": lambda text: chunks.sections([1] * len(text), range(len(text)), 100),
    "compression.claim_of": lambda text: compression.claim_of(text, "en"),
    "compression.compressions": in_each(lambda text, language: compression.compressions(f"{text}.", language)),
    "credits.without_credit_lines": lambda text: credits.without_credit_lines(
        sentences.split(text, "en"), re.compile(r"\(\w+\)")
    ),
    "credits.credit_ends": credits.credit_ends,
    "datelines.without_dateline": datelines.without_dateline,
    "datelines.undated": lambda text: datelines.undated(sentences.split(text, "en")),
    "glued.glued_ends": lambda text: list(glued.glued_ends(text)),
    "headlines.best_headline": in_each(lambda text, language: headlines.best_headline([text], language, 12)),
    "leads.find_lead": lambda text: leads.find_lead([each.text for each in sentences.split(text, "en")], "en"),
    "leads.is_spoken": leads.is_spoken,
    "leads.is_teaser": lambda text: leads.is_teaser(text, "fr"),
    "scenes.is_scene": in_each(scenes.is_scene),
    "scenes.is_cliche": in_each(scenes.is_cliche),
    "scenes.names_its_own": in_each(scenes.names_its_own),
    "scenes.tells_the_state": in_each(scenes.tells_the_state),
    "scenes.without_now": in_each(scenes.without_now),
    "scenes.opens_with_scene": lambda text: scenes.opens_with_scene(
        [each.text for each in sentences.split(text, "en")] or [text], "en"
    ),
    "newsworth.worth_of_words": in_each(lambda text, language: newsworth.worth_of_words(text, language, {})),
    "newsworth.worth_of": in_each(lambda text, language: newsworth.worth_of(text, language, {"a": 1.0})),
    "scenes.news_behind": lambda text: scenes.news_behind(
        (found := [each.text for each in sentences.split(text, "en")]), range(len(found)), "en"
    ),
    "interviews.without_answers": lambda text: interviews.without_answers(sentences.split(text, "en")),
    "context.ties": lambda text: context.ties(
        (found := [each.text for each in sentences.split(text, "en")]),
        range(len(found)),
        "en",
        [words.words(text[:9])] * len(found),
        [()] * len(found),
    ),
    "title_forms.title_forms": lambda text: list(title_forms.title_forms(text, "en", 12)),
    "title_forms.heading_of": lambda text: title_forms.heading_of(sentences.split(text, "en"), "en"),
    "lists.join_lists": lambda text: lists.join_lists(sentences.split(text, "en")),
    "standalone.faults": in_each(standalone.faults),
    "cues.leans_back": in_each(cues.leans_back),
    "cues.quoted_share": cues.quoted_share,
    "cues.has_open_quotation": cues.has_open_quotation,
    "cues.is_question": cues.is_question,
    "cues.is_terminated": cues.is_terminated,
    "cues.is_boilerplate": cues.is_boilerplate,
    "cognates.cognates": cognates.cognates,
    "detect.detect": quietly(detect.detect),
    "detect.candidates": quietly(detect.candidates),
    "detect.detect_each": lambda text: detect.detect_each([text, "One."]),
    "detect.candidates_each": lambda text: detect.candidates_each([text, "One."]),
    "disguise.is_disguised": disguise.is_disguised,
    "disguise.undisguised": disguise.undisguised,
    "emoji.peel": emoji.peel,
    "emoji.emoji_spans": emoji.emoji_spans,
    "emoji.restore": lambda text: emoji.restore(text, other(text)),
    "exonyms.groups_of": exonyms.groups_of,
    "added_reasons.added_reason": lambda text: added_reason(text, other(text), ("en", "fr"), 1.0),
    "exonyms.groups_and_lands_of": exonyms.groups_and_lands_of,
    "joined_names.without_joined_names": lambda text: without_joined_names(text, other(text), ("fr", "uk")),
    "derived_names.governed_from": derived_names.governed_from,
    "exonyms.is_ordinary": exonyms.is_ordinary,
    "exonyms.may_be_country": exonyms.may_be_country,
    "facts.missing_names": in_each(lambda text, language: missing_names(text, other(text), language)),
    "facts.Facts": all_facts,
    "facts.facts_of": lambda text: facts_of(fresh(text), "en"),
    "grounds.grounds": lambda text: [
        grounds.grounds([text[:200]], [text, other(text)], Pair("en", to)) for to in ("en", "fr")
    ],
    "hidden.remove_hidden": hidden.remove_hidden,
    "keywords.find_keywords": in_each(lambda text, language: keywords.find_keywords([text], language)),
    "links.addresses": links.addresses,
    "links.novel_addresses": lambda text: links.novel_addresses(text, other(text)),
    "mixture.has_letters": mixture.has_letters,
    "mixture.foreign_language": in_each(mixture.foreign_language),
    "mixture.is_frequent": mixture.is_frequent,
    "mixture.ends_open": in_each(mixture.ends_open),
    "mixture.whole_in_other_language": in_each(mixture.whole_in_other_language),
    "names.names": in_each(names.names),
    "names.first_name": in_each(names.first_name),
    "normalize.normalize": normalize.normalize,
    "normalize.require_text": lambda text: normalize.require_text(f"{text}a", field="text"),
    "normalize.require_texts": lambda text: normalize.require_texts([f"{text}a"], field="text"),
    "numbers.swapped_numbers": swapped,
    "numbers.moved_numbers": moved,
    "numbers.numbers": in_each(numbers.numbers),
    "numbers.read": in_each(numbers.read),
    "numbers.missing_numbers": lambda text: numbers.missing_numbers(text, other(text)),
    "numbers.absent": read_numbers,
    "numbers.doubtful": read_numbers,
    "numbers.compare_numbers": compared_numbers,
    "orders.is_order": lambda text: orders.is_order(fresh(text)),
    "protected.protected_spans": lambda text: protected.protected_spans(text, ("a*b*", "news", "*1*1*1*x")),
    "protected.occurrences": lambda text: protected.occurrences(text, text.split()[:20]),
    "repair.clean": lambda text: [repair.clean(text, family) for family in ("marian", "t5", "nllb", "bart")],
    "repair.looped": lambda text: repair.looped(text, other(text)),
    "salience.index_terms": lambda text: salience.index_terms([text], "en", other(text)),
    "sentences.split": in_each(sentences.split),
    "sentences.pieces": in_each(sentences.pieces),
    "short_language.words_of": short_language.words_of,
    "shorten.shortened": in_each(lambda text, language: shorten.shortened(f"{text}.", language)),
    "shorten.shortest_form": in_each(lambda text, language: shorten.shortest_form(f"{text}.", language)),
    "spaces.spaced_as_in": lambda text: spaces.spaced_as_in(normalize.normalize(text), [f"{text}\u00a0a", other(text)]),
    "stems.stem": in_each(stems.stem),
    "stems.terms": in_each(stems.terms),
    "translated_names.compare_names": lambda text: [
        compare_names(text, other(text), Pair("en", to)) for to in ("fr", "uk")
    ],
    "frames.announces": lambda text: frames.announces(fresh(text)),
    "frames.unattributed": lambda text: frames.unattributed(text),
    "strange_words.strange_words": in_each(
        lambda text, language: strange_words.strange_words(text, language, other(text))
    ),
    "omissions.missing_pieces": lambda text: omissions.missing_pieces(text, other(text)),
    "omissions.repeated_pieces": lambda text: omissions.repeated_pieces(text, other(text)),
    "omissions.length_change": lambda text: omissions.length_change(text, other(text), ("en", "uk")),
    "meaning.translation_doubts": lambda text: [*meaning.translation_doubts(text, other(text), Pair("en", "uk"))],
    "meaning.summary_doubts": lambda text: [*meaning.summary_doubts([text[:200] + "?"], text, "en")],
    "lost_clauses.lost_clause": lambda text: lost_clauses.lost_clause(text[:130], other(text), ("en", "fr")),
    "negations.may_deny": in_each(negations.may_deny),
    "negations.changed_in_summary": lambda text: negations.changed_in_summary(text[:200], [text], "fr"),
    "added_clauses.added_clause": lambda text: added_clauses.added_clause(text[:100], other(text), 3.0),
    "added_clauses.is_unusual": lambda text: added_clauses.is_unusual(text, other(text), 2.4),
    "added_clauses.lost_insertion": lambda text: added_clauses.lost_insertion(text[:120], other(text), -3.0),
    "organisations.exchanged_body": lambda text: organisations.exchanged_body(text[:150], other(text), ("fr", "en")),
    "opening_names.is_common_word": lambda text: opening_names.is_common_word(text[:100]),
    "added_clauses.spells_out": lambda text: added_clauses.spells_out(text, other(text)),
    "enumerations.lost_item": lambda text: enumerations.lost_item(text[:110], other(text), ("en", "fr")),
    "lost_clauses.lost_end": lambda text: lost_clauses.lost_end(text, other(text), ("uk", "en")),
    "opposites.says_the_same": lambda text: opposites.says_the_same(text[:120], other(text), ("en", "fr")),
    "opposites.said_opposite": lambda text: opposites.said_opposite(text[:180], other(text), ("fr", "en")),
    "opposites.sides": in_each(opposites.sides),
    "parties.parties": in_each(parties.parties),
    "party_order.swapped_parties": lambda text: party_order.swapped_parties(
        text[:160], other(text)[:160], ("en", "uk")
    ),
    "party_order.swapped_sides": lambda text: party_order.swapped_sides(text[:160], other(text)[:160], ("fr", "uk")),
    "opening_names.opening_names": in_each(opening_names.opening_names),
    "opening_names.titled_names": opening_names.titled_names,
    "rates.changed_rate": lambda text: rates.changed_rate(text[:200], other(text), ("uk", "fr")),
    "exonyms.changed_countries": lambda text: exonyms.changed_countries(text, other(text), ("fr", "uk")),
    "statements.statements": in_each(lambda text, language: statements.statements(fresh(text), language)),
    "summary_polarity.turned_round": in_each(
        lambda text, language: summary_polarity.turned_round(other(text)[:200], [fresh(text)], language)
    ),
    "summary_polarity.denies_what_is_told": lambda text: summary_polarity.denies_what_is_told(
        fresh(text), frozenset(text.split()), "en"
    ),
    "summary_roles.exchanged": in_each(
        lambda text, language: summary_roles.exchanged(other(text)[:200], [fresh(text)], language)
    ),
    "misplaced_names.misplaced_name": in_each(
        lambda text, language: misplaced_names.misplaced_name(other(text)[:200], [fresh(text)], language)
    ),
    "ordinary_words.label": ordinary_words.label,
    "ordinary_words.is_title_case": ordinary_words.is_title_case,
    "ordinary_words.is_ordinary_word": in_each(ordinary_words.is_ordinary_word),
    "ordinary_words.is_written_large": in_each(
        lambda text, language: ordinary_words.is_written_large(text, language, titled=True, is_label=False)
    ),
    "ordinary_words.names_what_it_is": in_each(
        lambda text, language: ordinary_words.names_what_it_is("House", text, language)
    ),
    "made_up_claims.told_kinds": in_each(made_up_claims.told_kinds),
    "made_up_claims.made_up": in_each(lambda text, language: made_up_claims.made_up(text, frozenset(), language)),
    "summary_additions.known_beginnings": in_each(summary_additions.known_beginnings),
    "summary_additions.added_part": in_each(
        lambda text, language: summary_additions.added_part(text, frozenset(other(text).split()), language)
    ),
    "roles.roles": in_each(roles.roles),
    "roles.swapped_roles": lambda text: roles.swapped_roles(text, other(text), ("en", "fr")),
    "roles.swapped_ends": lambda text: roles.swapped_ends(text, other(text), ("en", "fr")),
    "roles.swapped_ends_in_summary": lambda text: roles.swapped_ends_in_summary(text[:200], [text], "uk"),
    "roles.mixed_names": lambda text: roles.mixed_names(text, other(text)),
    "roles.swapped_in_summary": lambda text: roles.swapped_in_summary(text, [text], "en"),
    "unsupported.novel_words": lambda text: unsupported.novel_words(text, frozenset(), "en"),
    "same_names.same_name": lambda text: same_names.same_name(text, other(text)),
    "known_names.is_known_name": known_names.is_known_name,
    "known_names.opens_as_name": known_names.opens_as_name,
    "transliteration.sound": transliteration.sound,
    "transliteration.consonants": transliteration.consonants,
    "transliteration.iotated": transliteration.iotated,
    "transliteration.hardened": transliteration.hardened,
    "negations.changed_negation": lambda text: [
        negations.changed_negation(text[:180], other(text), (language, "en")) for language in LANGUAGES
    ],
    "negations.knows_negation": negations.knows_negation,
    "captions.peel_marks": captions.peel_marks,
    "captions.columns": captions.columns,
    "captions.casing": in_each(captions.casing),
    "captions.sentence_case": in_each(captions.sentence_case),
    "captions.in_casing": lambda text: captions.in_casing(text, "title", "en"),
    "captions.without_added_stop": lambda text: captions.without_added_stop(f"{text}.", text),
    "cells.cells": in_each(cells.cells),
    "cells.has_letter": cells.has_letter,
    "foreign_words.neighbours_words": in_each(
        lambda text, language: foreign_words.neighbours_words(text, language, other(text))
    ),
    "repeated_words.repeated_words": lambda text: (
        repeated_words.repeated_words(text, ""),
        repeated_words.repeated_words(text, other(text)),
    ),
    "ukrainian_dictionary.is_ukrainian": ukrainian_dictionary.is_ukrainian,
    "ukrainian_dictionary.is_ukrainian_name": lambda text: ukrainian_dictionary.is_ukrainian_name(text[:60]),
    "ukrainian_dictionary.is_ukrainian_verb": lambda text: ukrainian_dictionary.is_ukrainian_verb(text[:60]),
    "verb_places.may_be_verb": in_each(lambda text, language: verb_places.may_be_verb(["a", text], 1, language)),
    "ukrainian_dictionary.are_ukrainian_mountains": lambda text: ukrainian_dictionary.are_ukrainian_mountains(
        text[:60]
    ),
    "word_forms.is_form": in_each(word_forms.is_form),
    "strange_words.left_words": lambda text: strange_words.left_words(text, other(text), ("fr", "en")),
    "suspicion.speaks_of_text": in_each(lambda text, language: suspicion.speaks_of_text(fresh(text), language)),
    "suspicion.may_order": in_each(suspicion.may_order),
    "suspicion.is_imperative": in_each(suspicion.is_imperative),
    "transliteration.beginning": transliteration.beginning,
    "transliteration.sounds_like": lambda text: transliteration.sounds_like(text, other(text)),
    "spelled_signs.spell_signs": lambda text: spelled_signs.spell_signs(text, lambda sign: False),
    "spelled_signs.signs_back": lambda text: spelled_signs.signs_back(text, text, "fr"),
    "typography.typeset": in_each(typography.typeset),
    "words.words": words.words,
    "words.words_and_marks": words.words_and_marks,
    "words.count_words": words.count_words,
    "words.unspaced": words.unspaced,
}
# These read no text: lists of words or findings that others made, tables, constants.
READ_NO_TEXT = {
    "territories.territory_beginnings",
    "common_words.frequencies",
    "common_words.languages",
    "word_forms.bit_places",
    "word_forms.file_name",
    "ukrainian_dictionary.ukrainian",
    "short_language.judge",
    "keywords.list_keywords",
    "numbers.said_otherwise",
    "numbers.table",
    "order_words.belongs",
    "protected.is_wildcard",
    "order_words.classes_of",
    "order_words.classes_of_all",
    "stems.stems",
    "stopwords.stop_words",
}


def public_functions() -> set[str]:
    """Those of the files in the folder, and what the folder of numbers shows: that reaches the rest of it."""
    of_numbers = {f"numbers.{name}" for name in numbers.__all__ if isfunction(unwrap(getattr(numbers, name)))}
    return of_numbers | {
        f"{path.stem}.{node.name}"
        for path in FOLDER.glob("*.py")
        for node in ast.parse(path.read_text(encoding="utf-8")).body
        if isinstance(node, ast.FunctionDef) and not node.name.startswith("_")
    }


def test_every_public_function_is_in_the_table() -> None:
    assert public_functions() == ({*TABLE} - {"facts.Facts"}) | READ_NO_TEXT


@pytest.mark.parametrize("name", TABLE)
def test_time_grows_as_the_text_does(name: str) -> None:
    units = [(unit, lambda length, unit=unit: text_of(unit, length)) for unit in REPEATED]
    listed = [(form, lambda length, form=form: numbered(form, length)) for form in NUMBERED]
    assert growing(TABLE[name], [*units, *listed]) == []


def test_what_takes_the_square_of_its_length_is_told() -> None:
    def square(text: str) -> int:
        return sum(text.count("b", start) for start in range(len(text)))

    assert grows(square, lambda length: text_of("a", 4 * length))
    assert not grows(str.upper, lambda length: text_of("a", 4 * length))
