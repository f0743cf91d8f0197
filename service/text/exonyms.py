"""Names that are translated and not transliterated: countries and peoples, organisations and their acronyms.

One row is one name in English, French and Ukrainian. Capitals are whole acronyms; the rest is what its forms begin
with, case folded.
"""

from __future__ import annotations

from functools import lru_cache

from service.text.beginnings import Beginnings

_ROWS = """
UN UNO ONU OON ООН nations об'єднан
EU UE ЄС union союз європейськ european européen
NATO OTAN НАТО
WHO OMS ВООЗ health santé охорон
US USA U.S États-Unis США us-based states états-unis america amérique américain штат сполучен америк
UK GB britain british britann royaume-uni kingdom британ королівств великобритан
IMF FMI МВФ monetary monétaire валютн
IOC CIO МОК olympi олімпі
HIV VIH ВІЛ
AIDS SIDA СНІД
GDP PIB ВВП
DNA ADN ДНК
MRI IRM МРТ
CEO PDG DG гендиректор директор
ACTA ТУПК
OPEC OPEP ОПЕК
UNESCO ЮНЕСКО
UNICEF ЮНІСЕФ
NASA НАСА
IAEA AIEA МАГАТЕ
WTO OMC СОТ
OSCE ОБСЄ
ECB BCE ЄЦБ
ICC CPI МКС
NGO ONG НУО НГО
FBI ФБР
CIA ЦРУ
BBC Бі-Бі-Сі ББС
germany german allemagne allemand німеч німець німц
france french franç франц
ukrain україн
russia russe росі
england english angl англі
scotland scottish écosse écossa шотланд
ireland irish irland ірланд
wales welsh gall уельс валлій
spain spanish espagn іспан
italy italian itali італі
portug португал
greece greek grèce grec грец грек
switzerland swiss suisse швейцар
austria autrich австрі
belgi бельг
netherlands dutch pays-bas néerland hollande голланд нідерланд
denmark danish danemark danois данськ дані данія
sweden swedish suède suédois швец швед
norway norwegian norvèg норвег норвез
finland finnish finland фінлянд фінськ
poland polish pologne polonais польщ польськ поляк
hungar hongr угор
czech tchè чех чеськ
slova слова
roman roumain румун рим
bulgar болгар
serb сербі сербс
croat хорват
turkey turkish turc turquie туреч турец турк
georgia géorgi грузі джорджі
china chinese chin кита
japan japon япон
india indian inde indien інді
korea corée coréen коре
israel israél ізраїл
egypt égypt єгипет єгипт
syria syri сирі
iraq irak ірак
iceland island ісланд
algeri algér алжир
nations nations оон ООН об'єднан націй
harvard гарвард
arctic arctique арктич льодовит
judea judée юде
punjab pendjab пенджаб
thrace фракі
aegean égée егей
iran іран
saudi saoud саудів
libya liby ліві
ethiopia éthiop ефіоп
africa african afrique africain африк
asia asian asie asiat азі
europe європ
moon lune місяц місяч
sun soleil solaire сонц сонячн
earth terre земл
oceania océan океан
mediterranean méditerran середземн
brazil brésil бразил
mexic мексик
chile chili чилі чілі
cuba куб
peru pérou перу
canad канад
australia australi австрал
zealand zélande зеланд
vietnam viêt-nam в'єтнам
thailand thaïlande таїланд тайськ
philippin філіппін
afghan афган
pakistan пакистан
moldova moldav молдов
belarus bélarus biélorus білорус
lithuan lituan литв литов
latvia latvian letton латві латис
eston естон
london londr лондон
paris париж
kyiv kiev київ києв
moscow moscou москв
warsaw varsovie варшав
vienna vienne відень відн
rome рим
athens athènes афін
brussels bruxelles брюссел
geneva genève женев
newfoundland terre-neuve ньюфаундленд
pekin beijing pékin пекін
pacific pacifique тихого тихий
soviet soviétique радянськ
army armée армі
god dieu бог
assyria assyrie ассир
phnom пномпень
internet інтернет
president président президент
munich мюнхен
cologne кельн
florence флоренці
venice venise венеці
naples неапол
lviv lvov львів львов
crimea crimée крим
"""

# Capitalised words that each language says in its own: titles of offices and works, seas, streets and wars.
_ORDINARY = """
world war sea new united school office year day law department national association management navy category scale
street space representative survey channel river old city ranger service fair meal western eastern northern southern
north south east west second first games royal black white red blue green reserve valley lake heritage squadron prime
king queen player cape gate judge church system act hall research government drivers flight court article authority
liberation union airlines highway global central general international party minister ministry chief director head
university institute college council house senate congress parliament assembly committee commission supreme federal
state states republic democratic kingdom prince princess duke lord saint museum library park bridge square garden
hospital station airport port bay island mountain mount forest great grand big little long high upper lower middle
wide web list site army air force police guard security defence defense foreign affairs finance trade economic bank
stock exchange company corporation group fund foundation society federation league cup championship team club press
times news post daily radio television book bible language people public home human rights peace freedom independence
revolution resistance age century decade spring summer autumn winter january easter christmas guerre jeux mer noire
blanche rouge noir blanc état etat première premier seconde nord sud est ouest chambre ministère ministre bureau cour
palais hôtel maison mairie conseil roi reine princesse sainte église temple musée bibliothèque parc pont place jardin
hôpital gare aéroport baie île mont montagne forêt grande petit haut haute bas basse vieille vieux nouveau nouvelle
ville rue avenue fleuve rivière lac université école institut département nationale fédéral fédérale république
royaume parti comité assemblée sénat armée sécurité défense affaires étrangères finances commerce banque société
groupe fonds fondation ligue coupe championnat équipe presse télévision livre langue peuple droits homme paix liberté
indépendance révolution résistance antiquité moyen âge siècle réseau lion feu centre півн півд схід східн захід західн
південн нов стар велик мал перш друг трет верхов національн міжнародн державн міськ обласн загальн світов всесвіт
королівськ федеральн центральн військов морськ сухопутн повітрян сил збройн арм поліці безпек оборон міністер міністр
президент прем'єр директор голов мер рад верховн суд палат сенат конгрес парламент комітет коміс управлінн департамент
відділ служб агентств університет інститут школ академі коледж музе бібліотек парк міст площ вулиц проспект сад лікарн
вокзал аеропорт порт бухт остр гор ліс озер рік річ море моря морі чорн білого білий червон зелен синь синє синього
храм церкв собор свят корол принц князь граф лорд бог чемпіонат кубк ліг команд клуб газет радіо книг мов народ прав
людин мир свобод незалежн революц опор рух звільнен год середньовіч ярмар земл хутр сонячн веснян літн зимов осінн
тридцятирічн сучасн закон статт фонд community спільнот громад prevention oversight investigation subcommittee cruelty
animals нагляд підкоміт запобіган award awards prix enfant child children діт hemisphere півкул банк бірж компан
корпорац груп товариств федерац асоціац офіс шосе дорог мовлен розслідуван представник юридичн дослідницьк водійськ
прокл живот вогонь стріт
"""


def groups_of(word: str) -> frozenset[int]:
    """The rows that a word can belong to: none where it is no name that is translated."""
    return _groups_of(word[:40])


@lru_cache(maxsize=8192)
def _groups_of(word: str) -> frozenset[int]:
    acronyms = _ACRONYMS.get(word, frozenset())
    folded = _fold(word)
    return acronyms if len(folded) < 2 or (word.isupper() and len(word) < 5) else acronyms | _BEGINNINGS.of(folded)


@lru_cache(maxsize=8192)
def is_ordinary(word: str) -> bool:
    """Whether a capitalised word is one that each language says in its own."""
    return not word.isupper() and bool(_ORDINARY_WORDS.of(_fold(word), longest_ending=_LONGEST_ENDING))


def _fold(word: str) -> str:
    return word.casefold().translate(_APOSTROPHES).removesuffix("'s")


_APOSTROPHES = str.maketrans("’ʼ", "''")
_LONGEST_ENDING = 3
_ORDINARY_WORDS = Beginnings((word, True) for word in _ORDINARY.split())
_NAMES = [(name, number) for number, row in enumerate(_ROWS.strip().splitlines()) for name in row.split()]
_BEGINNINGS = Beginnings((name.casefold(), number) for name, number in _NAMES if not name.isupper())
_ACRONYMS = {
    acronym: frozenset(number for name, number in _NAMES if name == acronym)
    for acronym in {name for name, _ in _NAMES if name.isupper()}
}
