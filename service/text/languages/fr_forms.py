"""How French forms words that no list has."""

from __future__ import annotations

from service.text.languages.language import Formation, word_set

FORMATION = Formation(
    prefixes=word_set(
        "agro anti astro auto bio co contre cyber dé euro ex extra hydro hyper inter intra kilo macro micro mini mono"
        " multi nano neuro non para photo poly post pseudo psycho quasi re semi socio sous sub super sur techno"
        " trans ultra aéro éco électro géo méga méta néo pré ré rétro télé vidéo"
    ),
    endings=(
        r"(?<=[ei]r)(?:ai|as|a|ons|ez|ont|ais|ait|ions|iez|aient)|s"
        r"|(?:â(?:mes|tes)|[èe]rent|ions|iez|aient|ais|ait|ai|as|a|ons|ez|ent|e|ées?|és?|ant|erions|eriez|erai[st])"
    ),
    usual=("", "er"),
    doubled=word_set("nous vous en très"),
    neighbours=("en", "es", "it"),
)
