"""Who and what news is about, by the words of English, French and Ukrainian: people by what they do, bodies, goods.

A row is one of them, divided by slashes: what its words begin with in each language.
"""

from __future__ import annotations

from collections.abc import Mapping
from functools import cache, lru_cache

from service.text.beginnings import Beginnings
from service.text.exonyms import groups_of
from service.text.languages.vocabulary_parties import MORE_PARTIES

PARTY_LANGUAGES = ("en", "fr", "uk")
"""The languages of a row, in order."""

_ENDINGS: Mapping[str, int] = {"en": 3, "fr": 3, "uk": 4}
_ROWS = """
journalist reporter / journaliste reporter / журналіст репортер
editor / rédact / редактор
publisher / éditeur éditrice / видавец видавц видавниц
author writer / auteur autrice écrivain / автор письменни
poet / poète / поет
actor actress / acteur actrice comédien / актор
singer / chanteu / співа
musician / musicien / музикант
director filmmaker / réalisat cinéaste directeur directrice / режисер директор
producer / producteur productrice / продюсер
painter artist / peintre artiste / художни митець митц
composer conductor / composit chef / композитор диригент
senator / sénateur sénatrice / сенатор
lawmaker deputy deputies legislator mp / député élu / депутат нардеп
minister / ministre / міністр
president / président / президент
chancellor / chancel / канцлер
mayor / maire / мер мерк
governor / gouverneur / губернатор
prefect / préfet préfète / префект
councillor councilor / conseiller / радник
ambassador / ambassad / посол посла послу послом
official / fonctionnaire responsable / чиновни посадов урядов
candidate / candidat / кандидат
voter / électeur électrice / виборц виборец
citizen / citoyen / громадян
lawyer attorney solicitor / avocat / адвокат юрист
prosecutor / procureur parquet / прокур
judge / juge magistrat / суддя судді суддю суддею
investigator / enquêteur enquêtric / слідч
witness / témoin / свідок свідк
victim / victime / жертв потерпіл
suspect / suspect / підозрюван
defendant accused / accusé prévenu / обвинувач підсудн
plaintiff / plaignant / позивач
detective inspector / inspecteur inspectrice / детектив інспектор
notary / notaire / нотаріус
police policeman policemen officer / police policier policière agent / поліці
soldier / soldat militaire / солдат військов
general / général / генерал
guard / garde gardien / охорон вартов
firefighter fireman firemen / pompier / пожежни рятувальни
thief burglar robber / voleur voleuse cambrioleur / злоді крадій
killer murderer / meurtrier tueur assassin / вбивц убивц
prisoner inmate / prisonnier détenu / ув'язнен в'язень в'язн
hostage / otage / заручни
doctor physician / médecin docteur docteure / лікар лікарк
nurse / infirmi / медсестр
surgeon / chirurgien / хірург
patient / patient / пацієнт
dentist / dentiste / стоматолог дантист
vet veterinarian / vétérinaire / ветеринар
pharmacist / pharmacien / фармацевт аптекар
psychologist / psychologue / психолог
scientist researcher / scientifique chercheur chercheuse / вчен учен науковц науковец дослідни
engineer / ingénieur / інженер
architect / architecte / архітектор
teacher / enseignant professeur instituteur institutrice maîtresse / учител вчител викладач педагог
student / étudiant / студент
pupil schoolchild / élève écolier / учень учні учениц школяр
principal headteacher / proviseur principal / директор
rector / recteur rectrice / ректор
parent / parent / батьк
mother / mère / мати матір матер
father / père / батько
son / fils / син
daughter / fille / доньк дочк
brother / frère / брат
sister / soeur sœur / сестр
husband / mari époux / чоловік
wife / femme épouse / дружин
man men / homme / чоловік
woman women / femme / жінк жінок
boy / garçon / хлопч хлопец хлопц
girl / fille fillette / дівчин
child children / enfant / дитин діт
neighbour neighbor / voisin / сусід
tenant / locataire / орендар квартирант
landlord owner landlady / propriétaire bailleur / власни господар
buyer / acheteur acquéreur / покупец покупц
seller vendor / vendeur vendeuse / продавец продавц продавчин
customer client / client / клієнт
driver / conduct chauffeur automobiliste / водій водія водії водію водієм
cyclist / cycliste / велосипедист
pedestrian / piéton / пішоход пішохід
passenger / passager / пасажир
pilot / pilote / пілот
sailor / marin matelot / моряк матрос
captain / capitaine / капітан
fisherman fishermen / pêcheur / рибал
farmer / agricult fermier exploitant / фермер аграрі
hunter / chasseur / мислив
shepherd / berger / пастух чабан
miner / mineur / гірник шахтар
worker labourer / ouvrier travailleur / робітни працівни
employee staff / salarié employé / працівни співробітни
boss manager / patron gérant / керівни начальни менеджер
employer / employeur / роботодав
banker / banquier / банкір
trader / commerçant / торгов
businessman entrepreneur / entrepreneur / підприєм бізнесмен
baker / boulanger / пекар
cook chef / cuisinier / кухар
waiter / serveur serveuse / офіціант
barber hairdresser / coiffeur / перукар
priest / prêtre curé / священ
bishop / évêque / єпископ
pope / pape / папа папи
king / roi / король корол
queen / reine / королев
coach / entraîneur entraîneuse / тренер
player / joueur joueuse / гравец гравц
goalkeeper / gardien / воротар
striker / attaquant / нападни
referee umpire / arbitre / арбітр
champion / champion / чемпіон
team / équipe / команд
tourist / touriste / турист
migrant refugee / migrant réfugié / мігрант біжен
activist protester demonstrator / militant manifestant / активіст мітингувальни протестувальни
resident inhabitant / habitant résident / мешкан житель жителі
rebel insurgent / rebelle insurgé / повстан бойови
opposition / opposition / опозиці
government cabinet / gouvernement / уряд кабмін
parliament / parlement / парламент
court tribunal / tribunal cour / суд суду судом
union / syndicat / профспілк
company firm / entreprise société compagnie firme / компані фірм підприємств
group / groupe / група групи груп
supplier / fournisseur / постачальни
contractor / prestataire / підрядни
bank / banque / банк
insurer / assureur / страхови
shareholder investor / actionnaire investisseur / акціонер інвестор
rival competitor / concurrent rival / конкурент суперни
subsidiary / filiale / дочірн
startup / startup start-up / стартап
factory plant / usine / завод фабрик
hospital clinic / hôpital clinique / лікарн клінік
university / université / університет
school / école / школ
museum / musée / музе
club / club / клуб
church / église / церкв
village / village / село села селі
city town / ville / місто міста місту
army / armée / армі
navy / marine / флот
airline / compagnie / авіакомпан
prison / prison / в'язниц
council hall / conseil mairie / рада ради рату мері
commission / commission / комісі
dog / chien / собак пес
cat / chat / кіт кот кішк
wolf wolves / loup / вовк
bear / ours / ведм
horse / cheval chevaux / кінь кон
sheep / mouton / вівц овец
cow / vache / коров
bird / oiseau / птах
train / train / поїзд потяг
tram / tram / трамва
bus / bus autobus / автобус
car / voiture / автомобіл машин
truck lorry / camion / вантажів
tractor / tracteur / трактор
ship vessel / navire bateau / корабл судн
plane aircraft / avion / літак
motorcyclist biker / motard / мотоцикліст
coffee / café / кава кави каву кавою
tea / thé / чай чаю чаєм
honey / miel / мед меду медом
sugar / sucre / цукор цукр
wheat / blé / пшениц
barley / orge / ячм
corn maize / maïs / кукурудз
rice / riz / рис рису
milk / lait / молок
butter / beurre / масл
cheese / fromage / сир сиру
meat / viande / м'яс
beef / boeuf bœuf / яловичин
pork / porc / свинин
chicken / poulet / курк курят
fish / poisson / риб
bread / pain / хліб
wine / vin / вино вина вину
beer / bière / пив
apple / pomme / яблук яблуч
pear / poire / груш
cherry cherries / cerise / вишн черешн
potato / patate / картопл
tomato / tomate / помідор томат
gold / or / золот
silver / argent / срібл
copper / cuivre / мід
steel / acier / стал
coal / charbon / вугілл
gas / gaz / газ
oil / pétrole / нафт
diesel / gazole diesel / дизел
petrol gasoline / essence / бензин
electricity / électricité / електроенергі електрик
export / exportation / експорт
import / importation / імпорт
dollar / dollar / долар
euro / euro / євро
"""


@cache
def _beginnings() -> Mapping[str, Beginnings[int]]:
    found: dict[str, list[tuple[str, int]]] = {language: [] for language in PARTY_LANGUAGES}
    for number, row in enumerate([*_ROWS.strip().splitlines(), *MORE_PARTIES.strip().splitlines()]):
        for language, listed in zip(PARTY_LANGUAGES, row.split("/"), strict=True):
            found[language] += ((word, number) for word in listed.split())
    return {language: Beginnings(rows) for language, rows in found.items()}


_LONGEST = 40
_APOSTROPHES = str.maketrans("’ʼ", "''")


@lru_cache(maxsize=16_384)
def _parties(word: str, language: str) -> frozenset[int]:
    folded = word.casefold().translate(_APOSTROPHES).removesuffix("'s").removesuffix("s'")
    if language == "fr":
        folded = folded.rpartition("'")[2]
    is_name = word[:1].isupper() or (language == "fr" and word[2:3].isupper() and word[1] in "'’")
    named = frozenset(-1 - group for group in groups_of(word)) if is_name else frozenset[int]()
    return named | _beginnings()[language].of(folded, longest_ending=_ENDINGS[language])


def parties(word: str, language: str) -> frozenset[int]:
    """What a word may name, by number: below zero countries and the like; nothing for a language without words."""
    return _parties(word[:_LONGEST], language) if language in PARTY_LANGUAGES else frozenset()
