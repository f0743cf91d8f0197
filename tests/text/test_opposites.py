"""Words that say the opposite of what was said."""

from __future__ import annotations

import pytest

from service.text.opposites import said_opposite, says_the_same

OPPOSITE = [
    ("en", "fr", "The board rejected the merger.", "Le conseil a accepté la fusion."),
    ("en", "uk", "Few shops stayed shut.", "Багато крамниць лишилися зачиненими."),
    ("fr", "en", "La ville interdit les trottinettes.", "The city permits scooters."),
    ("fr", "uk", "Le club a démenti le transfert.", "Клуб підтвердив трансфер."),
    ("uk", "en", "Рівень води не перевищує норму.", "The water level exceeds the norm."),
    ("en", "fr", "The pump proved ineffective.", "La pompe s'est révélée efficace."),
    ("fr", "en", "Les riverains sont opposés au tramway.", "Residents favour the tramway."),
    ("en", "uk", "The rowers have not recovered.", "Веслярі відновилися."),
    ("uk", "en", "Магазин продає книжки вранці.", "The shop sells books in the evening."),
    ("uk", "fr", "Ніхто із сусідів не заперечував сварки.", "Aucun voisin n'a confirmé la dispute."),
    ("uk", "fr", "Аптека працює до свят, але після ремонту.", "La pharmacie est ouverte, mais avant les travaux."),
]
SAME = [
    ("en", "fr", "The board did not accept the merger.", "Le conseil a rejeté la fusion."),
    ("en", "uk", "A few shops opened.", "Багато крамниць відчинилися."),
    ("fr", "en", "La ville n'autorise pas les trottinettes.", "The city bans scooters."),
    ("uk", "en", "Клуб не підтвердив трансфер.", "The club denied the transfer."),
    ("uk", "fr", "Ціни зросли, а потім впали.", "Les prix ont baissé."),
    ("fr", "en", "Aucun train dimanche soir.", "There are no trains on Sunday evening."),
    ("fr", "uk", "Le procès s'ouvrira à huis clos.", "Суд відбудеться за зачиненими дверима."),
    ("de", "en", "Der Rat lehnte ab.", "The council accepted."),
]


@pytest.mark.parametrize(("origin", "target", "source", "output"), OPPOSITE)
def test_the_opposite_is_told(origin: str, target: str, source: str, output: str) -> None:
    assert said_opposite(source, output, (origin, target)) is not None


@pytest.mark.parametrize(("origin", "target", "source", "output"), SAME)
def test_what_denies_the_opposite_says_the_same(origin: str, target: str, source: str, output: str) -> None:
    assert said_opposite(source, output, (origin, target)) is None


def test_a_denial_of_the_opposite_says_the_same() -> None:
    languages = ("en", "fr")
    assert says_the_same("She has never lost a match.", "Elle a gagné tous ses matchs.", languages)
    assert not says_the_same("She has never lost a match.", "Elle a perdu tous ses matchs.", languages)
    assert not says_the_same("He is unlikely to recover.", "Il est rétabli.", languages)
    assert not says_the_same("She never lost.", "Ze won.", ("en", "nl"))
