"""Numbers with what they count, in a translation: what honest translators do passes, what they do not is told."""

from __future__ import annotations

import pytest

from service.text.numbers import NumberDoubt, Numbers, compare_numbers


def compared(pair: str, source: str, output: str) -> tuple[NumberDoubt, ...]:
    one, other = pair.split("-")
    return compare_numbers(Numbers(source, one), Numbers(output, other))


HONEST = """
en-fr|The flight takes seven and a half hours.|Le vol dure 7 h 30.
en-fr|The flight takes seven and a half hours.|Le vol dure sept heures et demie.
en-uk|The ceasefire lasted 36 hours.|Перемир'я тривало півтори доби.
en-fr|She waited three quarters of an hour.|Elle a attendu 45 minutes.
fr-en|Il y a quinze jours, il est parti.|A fortnight ago, he left.
en-uk|A fortnight ago, he left.|Два тижні тому він поїхав.
en-fr|The firm paid €2.3bn.|L'entreprise a payé 2,3 Md€.
fr-en|Le projet coûte 850 M€.|The project costs €850 million.
uk-en|Зарплата — 25 тис. грн.|The salary is 25,000 hryvnias.
en-uk|The 2019/20 season was cut short.|Сезон 2019-2020 років було скорочено.
en-fr|The war of 1950-53|La guerre de 1950-1953
uk-en|Термін — до 01.09.|The deadline is 1 September.
en-uk|The store opens at half past nine in the evening.|Магазин відчиняється о пів на десяту вечора.
en-uk|It is open from 9 a.m. to 7.15 p.m.|Відчинено з 9.00 до 19.15.
en-fr|The shop closes at 10 p.m.|Le magasin ferme à 22\u202fh\u00a000.
uk-en|Поїзд прибуває о чверть на шосту.|The train arrives at quarter past five.
en-fr|Half of the voters stayed home.|50 % des électeurs sont restés chez eux.
en-fr|Nearly two thirds agree.|Près de 66 % sont d'accord.
en-fr|He is six feet tall.|Il mesure 1,83 m.
en-fr|He's 6ft 2in tall.|Il mesure 1,88 m.
en-fr|They drove 60 miles.|Ils ont parcouru une centaine de kilomètres.
en-fr|Expect 2 to 4 inches of rain.|On attend de 5 à 10 cm de pluie.
en-fr|It was 95 degrees Fahrenheit.|Il faisait 35 degrés Celsius.
en-uk|Temperatures fell to minus 12.|Температура впала до 12 градусів морозу.
en-fr|Growth was -0.3%.|Le PIB a reculé de 0,3 %.
en-uk|It fell to 3% from 5%.|Показник знизився з 5 % до 3 %.
en-fr|Rates rose by 25 basis points.|Les taux ont pris 0,25 point.
en-fr|Sam, 29, and Ann, 34, left.|Ann, 34 ans, et Sam, 29 ans, sont partis.
en-fr|He served 18 months in jail.|Il a passé un an et demi en prison.
en-fr|5,000 metres|5 km
en-fr|Friday's vote|le vote de vendredi
en-uk|It is 60 miles away.|Це за сто кілометрів.
uk-fr|Він приїхав о сьомій вечора.|Il est arrivé à 19 heures.
fr-en|Elle part dans huit jours.|She leaves in a week.
en-uk|Friday's vote|п'ятничне голосування
en-fr|The buoy lies 15 nautical miles offshore.|La bouée se trouve à 28 kilomètres de la côte.
en-uk|The mayor says one in four homes is empty.|За словами мера, 25 % будинків порожні.
uk-fr|Щочетверта квартира порожня.|25 % des logements sont vides.
fr-en|Il faisait -10 °C au col.|It was 14 Fahrenheit on the pass.
uk-en|Щосереди тут ярмарок.|There is a fair here every Wednesday.
uk-fr|Випало від 2,54 до 5,08 см дощу.|Il est tombé de 2,5 à 5 cm de pluie.
uk-en|О 05:20 стався поштовх магнітудою 4,1.|A tremor of magnitude 4.1 struck at 5:20 in the morning.
fr-en|Le maire a répondu à la presse.|The mayor answered the press on Friday.
en-uk|He won a COVID-19 prize.|Він отримав премію за боротьбу з коронавірусом 2019 року.
"""
WRONG = """
replaced|en-fr|The flight takes seven and a half hours.|Le vol dure 7 h 15.
unit|en-uk|The ceasefire lasted 36 hours.|Перемир'я тривало 36 днів.
replaced|en-fr|The firm paid €2.3bn.|L'entreprise a payé 2,3 M€.
unit|uk-en|Зарплата — 25 тис. грн.|The salary is 25,000 euros.
replaced|en-uk|The train leaves at 8:15 p.m.|Потяг відправляється о 8:15 ранку.
replaced|fr-uk|à 7 heures et demie|о пів на сьому
unit|uk-fr|Сад займає 40 соток.|Le verger occupe 40 hectares.
replaced|en-fr|The talk lasts an hour and a half.|La conférence dure une demi-heure.
replaced|fr-en|Les deux tiers des élus sont venus.|A third of the councillors came.
replaced|en-fr|Two thirds agree.|Les trois quarts sont d'accord.
replaced|en-fr|About a dozen people came.|Une cinquantaine de personnes sont venues.
unit|en-fr|The runway is 3,000 feet long.|La piste mesure 3 000 mètres.
unit|uk-en|Площа — 40 га.|The area is 40 acres.
unit|en-fr|Prices rose by 15%.|Les prix ont augmenté de 15 euros.
sign|en-fr|Temperatures reached -5C.|Les températures ont atteint 5 degrés.
order|en-uk|It fell from 5% to 3%.|Показник знизився з 3 % до 5 %.
order|en-fr|He won by 51 votes to 49.|Il a gagné par 49 voix contre 51.
order|en-fr|Sam, 29, and Ann, 34, left.|Sam, 34 ans, et Ann, 29 ans, sont partis.
order|en-uk|Three people died and five were hurt.|П'ятеро людей загинули і троє поранені.
replaced|en-fr|The price doubled.|Le prix a triplé.
replaced|en-uk|He finished third.|Він фінішував п'ятим.
replaced|en-fr|1,250 people|1,25 personne
added|en-fr|He has two sisters.|Il a trois sœurs.
added|uk-fr|Він приїхав о сьомій вечора.|Il est arrivé à 18 heures.
replaced|en-fr|Dozens were hurt.|Des centaines de personnes ont été blessées.
lost|en-uk|It costs 45 euros.|Це коштує дорого.
added|en-uk|It costs a lot.|Це коштує 45 євро.
"""


@pytest.mark.parametrize("case", HONEST.strip().splitlines())
def test_what_honest_translators_write_passes(case: str) -> None:
    assert compared(*case.split("|")) == ()


@pytest.mark.parametrize("case", WRONG.strip().splitlines())
def test_what_became_another_number_is_told(case: str) -> None:
    fault, *texts = case.split("|")
    assert fault in {doubt.fault for doubt in compared(*texts)}


@pytest.mark.parametrize(
    ("source", "output", "certain"),
    [
        ("They lost 200,000 pounds.", "Ils ont perdu 20 000 livres.", True),
        ("It lasted eight years.", "Cela a duré huit mois.", True),
        ("It grew from 3% to 5%.", "Il est passé de 5 % à 3 %.", True),
        # Somebody may have measured anew, and somebody may have left a number out.
        ("It stands 30 metres away.", "Il se trouve à 28 mètres.", False),
        ("It costs 45 euros a day.", "Cela coûte cher par jour.", False),
        ("It opens on Friday.", "Il ouvre le 28 septembre.", False),
    ],
)
def test_only_what_nothing_explains_is_certain(source: str, output: str, certain: bool) -> None:
    doubts = compared("en-fr", source, output)
    assert doubts
    assert all(doubt.certain for doubt in doubts) is certain
