"""Who did what to whom in a summary, and what it adds."""

from __future__ import annotations

import pytest

from service.text.sentences import split
from service.text.summary_additions import added_part, known_beginnings
from service.text.summary_roles import exchanged

ARTICLES = {
    "en": "The ferry company sued the harbour of Whitsand in March. Linford Town beat Ashby Rovers in the cup final. A "
    "farmer rescued three sailors from the wreck. The road was closed before the flood.",
    "fr": "Le facteur a mordu le chien du notaire lundi. Morvenne l’a emporté sur Valserre en finale. Le cidre a "
    "dépassé la bière dans les ventes. La fanfare a joué après le discours.",
    "uk": "Клуб «Сокіл» обіграв «Граніт» у фіналі. Завод позичив трактор у громади Кам’янки. "
    "Гречка нині дорожча за пшоно. Музика лунала після параду.",
}


def told(language: str) -> list[str]:
    return [sentence.text for sentence in split(ARTICLES[language], language)]


@pytest.mark.parametrize(
    ("language", "sentence"),
    [
        ("en", "The harbour of Whitsand sued the ferry company."),
        ("en", "Linford Town lost to Ashby Rovers in the final."),
        ("en", "Linford Town was beaten by Ashby Rovers."),
        ("en", "Three sailors saved a farmer."),
        ("en", "The road was shut after the flood."),
        ("fr", "Le chien du notaire a mordu le facteur."),
        ("fr", "Valserre a battu Morvenne."),
        ("fr", "La bière s’est vendue davantage que le cidre."),
        ("fr", "La fanfare a joué avant le discours."),
        ("uk", "«Граніт» переміг «Сокіл» у фіналі."),
        ("uk", "Громада Кам’янки позичила трактор у заводу."),
        ("uk", "Пшоно подорожчало й тепер дорожче за гречку."),
        ("uk", "Музика лунала до параду."),
    ],
)
def test_roles_that_changed_places_are_seen(language: str, sentence: str) -> None:
    assert exchanged(sentence, told(language), language)


@pytest.mark.parametrize(
    ("language", "sentence"),
    [
        ("en", "The harbour of Whitsand was sued by the ferry company."),
        ("en", "Ashby Rovers lost to Linford Town in the final."),
        ("en", "Three sailors were rescued by a farmer."),
        ("en", "The road had been shut before the flood."),
        ("fr", "Le chien du notaire a été mordu par le facteur."),
        ("fr", "Valserre s’est inclinée devant Morvenne."),
        ("fr", "La bière s’est moins vendue que le cidre."),
        ("uk", "«Граніт» програв «Соколу» у фіналі."),
        ("uk", "Пшоно дешевше за гречку."),
    ],
)
def test_the_passive_and_the_opposite_verb_keep_the_roles(language: str, sentence: str) -> None:
    assert exchanged(sentence, told(language), language) is None


@pytest.mark.parametrize("language", ARTICLES)
def test_the_articles_own_sentences_are_never_blamed(language: str) -> None:
    known = known_beginnings(ARTICLES[language], language)

    for sentence in told(language):
        assert exchanged(sentence, told(language), language) is None
        assert added_part(sentence, known, language) == ()


@pytest.mark.parametrize(
    ("language", "sentence", "added"),
    [
        ("en", "The ferry company sued the harbour of Whitsand, causing outrage.", ("outrage",)),
        ("fr", "Le facteur a mordu le chien du notaire grâce à un complice.", ("complice",)),
        ("uk", "Клуб «Сокіл» обіграв «Граніт» у фіналі завдяки новачкові.", ("новачкові",)),
        ("en", "The ferry company sued the harbour of Whitsand in spring.", ()),
        ("en", "Thanks to lawyers, somebody got something elsewhere.", ()),
    ],
)
def test_a_part_without_a_word_of_the_article_is_an_addition(
    language: str, sentence: str, added: tuple[str, ...]
) -> None:
    assert added_part(sentence, known_beginnings(ARTICLES[language], language), language) == added


@pytest.mark.parametrize(
    ("language", "article", "sentence", "is_exchanged"),
    [
        ("en", "The Danish bakery chain bought a Greek one.", "The Greek bakery chain bought a Danish one.", True),
        ("en", "The council blamed the ferry company.", "The ferry company accused the council.", True),
        ("fr", "La gardienne accuse le notaire.", "Le notaire reproche le vol à la gardienne.", True),
        ("fr", "La vague de froid couvre la vallée.", "La vallée subit une vague de froid.", False),
        ("en", "The visitors were knocked out by the hosts.", "The visitors knocked out the hosts.", True),
        ("fr", "Le notaire a porté plainte contre un voisin.", "Un voisin accuse le notaire.", True),
        ("fr", "Le notaire a porté plainte contre un voisin.", "Un voisin est visé par une plainte du notaire.", False),
        ("uk", "Медсестра винесла з вогню кухаря.", "Кухар врятував медсестру.", True),
        ("uk", "Ведмідь поранив старого фермера.", "Ведмідь, якого бачив старий, поранив фермера.", False),
    ],
)
def test_verbs_tell_who_did_it_and_nouns_do_not(language: str, article: str, sentence: str, is_exchanged: bool) -> None:
    assert bool(exchanged(sentence, [article], language)) is is_exchanged


@pytest.mark.parametrize(
    ("sentence", "added"),
    [
        ("A farmer rescued three sailors from the wreck, and doctors praised her courage.", True),
        ("A farmer rescued three sailors from the wreck; nobody slept that night.", False),
        ("A farmer rescued three sailors from the wreck before the flood.", False),
    ],
)
def test_a_clause_of_its_own_with_hardly_a_word_of_the_article_is_an_addition(sentence: str, added: bool) -> None:
    assert bool(added_part(sentence, known_beginnings(ARTICLES["en"], "en"), "en")) is added
