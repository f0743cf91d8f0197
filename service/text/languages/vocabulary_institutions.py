"""Institutions, offices and parts of the world that texts call by one word with a capital, without more of a name."""

from __future__ import annotations

from collections.abc import Mapping

INSTITUTIONS: Mapping[str, frozenset[str]] = {
    language: frozenset(words.split())
    for language, words in {
        "en": "assembly parliament senate congress government council commission ministry minister state republic"
        " treasury court supreme house party union army navy police church crown office department authority agency"
        " president premier prime board committee federation league cup championship games interior defence defense"
        " justice north south east west northern southern eastern western internet covid christmas easter",
        "fr": "assemblée parlement sénat gouvernement conseil commission ministère ministre état etat république trésor"
        " cour chambre parti union armée marine police église eglise couronne bureau direction autorité agence"
        " président premier première comité fédération ligue coupe championnat jeux organisation"
        " nord sud est ouest hexagone"
        " élysée matignon bercy sceaux défense intérieur finance justice santé éducation education culture"
        " environnement écologie ecologie affaires économie economie travail transports agriculture"
        " logement industrie internet noël"
        " pâques palais bourbon code covid homme",
        "uk": "рад верховн парламент сенат уряд кабмін міністерств міністр держав республік суд президент прем'єр арм"
        " церкв палат комітет комісі федераці ліг кубок кубк чемпіонат північ південь схід захід інтернет різдв великд"
        " ковід нацбанк мін",
    }.items()
}
"""In small letters, without the endings that change."""
