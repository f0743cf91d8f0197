from __future__ import annotations

import pytest

from service.text.negations import changed_negation


@pytest.mark.parametrize(
    ("languages", "source", "output"),
    [
        ("en fr", "The driver was not hurt.", "Le conducteur a été blessé."),
        ("en uk", "The driver wasn't hurt.", "Водій постраждав."),
        ("fr en", "Le maire n'a jamais signé.", "The mayor has signed."),
        ("fr uk", "Il n’y a plus d’eau.", "Є вода."),
        ("uk en", "Потяг не зупинився.", "The train halted."),
        ("de en", "Der Zug hielt nicht.", "The train came."),
        ("en en", "Nobody was hurt in the fire.", "People were hurt in the fire."),
        ("en uk", "The club rejected the offer.", "Клуб прийняв пропозицію."),
        ("fr en", "Le vol est impossible.", "The flight is possible."),
        ("uk fr", "Свідок відмовився говорити.", "Le témoin a parlé."),
        ("en fr", "Snow is unlikely tonight.", "La neige est probable cette nuit."),
        ("en uk", "She never travels without her dog.", "Вона подорожує без свого пса."),
    ],
)
def test_a_negation_that_vanishes_or_appears_is_seen(languages: str, source: str, output: str) -> None:
    origin, target = languages.split()
    assert changed_negation(source, output, (origin, target)) == "lost"
    assert changed_negation(output, source, (target, origin)) == "added"


@pytest.mark.parametrize(
    ("languages", "source", "output"),
    [
        ("en fr", "The driver was not hurt.", "Le conducteur est indemne."),
        ("en fr", "He not only sings, he dances.", "Il chante et danse."),
        ("en uk", "Nobody came.", "Ніхто не прийшов."),
        ("en uk", "It was not possible.", "Це було неможливо."),
        ("fr en", "Il ne reste que deux chats.", "Only two cats are left."),
        ("uk en", "Вікно неможливо розбити.", "The window is unbreakable."),
        ("en uk", "The club turned down the offer.", "Клуб не прийняв пропозиції."),
        ("fr en", "N’oubliez pas de fermer la porte.", "Remember to close the door."),
        ("uk fr", "Він мовчав.", "Il n’a rien dit."),
        ("en fr", "It is not illegal here.", "C’est permis ici."),
        ("en uk", "He came without a coat.", "Він прийшов без пальта."),
        ("en fr", "Nobody but the cook had the recipe.", "Seul le cuisinier avait la recette."),
        ("uk en", "Міністр не виключає нових тарифів.", "New tariffs are possible, the minister says."),
        ("uk fr", "Лікар порадив утриматися від кави.", "Le médecin a conseillé de ne pas boire de café."),
        ("en fr", "They settled for a draw.", "Ils se sont contentés d’un match nul."),
        ("en uk", "The pool is closed on Mondays.", "Басейн не працює в понеділок."),
        ("fr uk", "Le dossier est au point mort.", "Справа не рухається."),
        ("uk fr", "Адвокат радить не підписувати.", "L'avocat déconseille de signer."),
        ("fr en", "L'usine tourne au ralenti.", "The plant is not running at full capacity."),
        ("en nl", "It is not so.", "Het is zo."),
    ],
)
def test_what_is_denied_in_other_words_is_no_change(languages: str, source: str, output: str) -> None:
    origin, target = languages.split()
    assert changed_negation(source, output, (origin, target)) is None
