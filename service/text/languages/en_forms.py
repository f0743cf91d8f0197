"""How English forms words that no list has."""

from __future__ import annotations

from service.text.languages.language import Formation, word_set

FORMATION = Formation(
    prefixes=word_set(
        "aero agro anti astro auto bio counter cross crypto cyber eco electro euro extra fore geo hydro hyper inter"
        " intra kilo macro mega meta micro mid mini mis mono multi nano neo neuro non out over para photo poly post pre"
        " pro pseudo psycho quasi re retro semi socio sub super techno tele trans ultra un under up video"
    ),
    endings=r"s",
    doubled=word_set("that had very so no bye"),
    neighbours=("fr", "de", "es"),
)
