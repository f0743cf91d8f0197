"""A football match."""

from random import Random

from ..forms import Number, Tri, Word
from ..lexicon import dates, few, many, town
from ..names import Split, invented_town, person
from .base import Slots, Topic

MATCHES = (
    Word("the opening match of the season", "le match d'ouverture de la saison", "матчі відкриття сезону"),
    Word("a league match", "un match de championnat", "матчі чемпіонату"),
    Word("the main match of the week", "le grand match de la semaine", "головному матчі тижня"),
    Word("the first match of the spring", "le premier match du printemps", "першому матчі весни"),
)


def story(rng: Random, split: Split, odd: float) -> Slots:
    high = rng.randint(2, 6)
    low = rng.randint(0, high - 1)
    men = rng.random() < 0.5
    return {
        **dates(rng),
        "club": invented_town(rng, split),
        "rival": invented_town(rng, split),
        "town": town(rng, split),
        "match": rng.choice(MATCHES),
        "score": Word(f"{high}-{low}", f"{high}-{low}", f"{high}:{low}"),
        "p": person(rng, split, odd, men),
        "q": person(rng, split, odd),
        "r": person(rng, split, odd, men),
        "s": person(rng, split, odd, men),
        "minute": Number.whole(rng.randint(2, 89)),
        "fans": many(rng, 500, 9990),
        "points": few(rng, 12, 60),
        "wins": few(rng),
        "shots": many(rng, 5, 30),
        "left": few(rng, 9, 10),
        "weeks": few(rng),
    }


TOPIC = Topic(
    name="sport",
    story=story,
    titles=(
        Tri(
            "FC {club} beat FC {rival} {score}",
            "Le FC {club} bat le FC {rival} {score}",
            "Клуб «{club}» обіграв клуб «{rival}» {score}",
        ),
        Tri(
            "FC {club} celebrate victory in {town}",
            "Le FC {club} fête sa victoire à {town}",
            "Клуб «{club}» святкує перемогу @{town:loc}",
        ),
    ),
    lead=(
        Tri(
            "FC {club} beat FC {rival} {score} in {match} in {town} on {day}.",
            "Le FC {club} a battu le FC {rival} {score} dans {match} {day} à {town}.",
            "Клуб «{club}» переміг клуб «{rival}» з рахунком {score} @{match} @{day} @{town:loc}.",
        ),
        Tri(
            "On {day} FC {club} won {score} against FC {rival} in {match}, played in {town}.",
            "Le FC {club} s'est imposé {score} {day} face au FC {rival} dans {match}, joué à {town}.",
            "@{day} клуб «{club}» здолав суперників із клубу «{rival}» {score} @{match}, що відбувся @{town:loc}.",
        ),
    ),
    facts={
        "goal": (
            Tri(
                "The first goal was scored by {p} in minute {minute}.",
                "Le premier but a été marqué par {p} à la minute {minute}.",
                "Перший гол на {minute} хвилині {p?забив|забила} {p}.",
            ),
            Tri(
                "Striker {p} opened the scoring in minute {minute}.",
                "{p?L'attaquant|L'attaquante} {p} a ouvert le score à la minute {minute}.",
                "{p?Нападник|Нападниця} {p} {p?відкрив|відкрила} рахунок на {minute} хвилині.",
            ),
        ),
        "keeper": (
            Tri(
                "Goalkeeper {s} stopped {shots} shots.",
                "{s?Le gardien|La gardienne} {s} a arrêté {shots} tirs.",
                "{s?Воротар|Воротарка} {s} {s?відбив|відбила} {shots} ударів.",
            ),
        ),
        "fans": (
            Tri(
                "The match was watched by {fans} spectators.",
                "Le match a été suivi par {fans} spectateurs.",
                "За матчем спостерігали {fans} глядачів.",
            ),
            Tri(
                "A crowd of {fans} people filled the stadium.",
                "Une foule de {fans} personnes a rempli le stade.",
                "Стадіон заповнили {fans} людей.",
            ),
        ),
        "coach": (
            Tri(
                '"The team worked hard and earned this victory," coach {q} said.',
                "« L'équipe a beaucoup travaillé et mérite cette victoire », a commenté"
                " {q?l'entraîneur|l'entraîneuse} {q}.",
                "«Команда наполегливо працювала й заслужила цю перемогу», — {q?сказав|сказала}"
                " {q?тренер|тренерка} {q}.",
            ),
            Tri(
                "Coach {q} praised the young team after the match.",
                "{q?L'entraîneur|L'entraîneuse} {q} a félicité la jeune équipe après le match.",
                "{q?Тренер|Тренерка} {q} {q?похвалив|похвалила} молоду команду після матчу.",
            ),
        ),
        "table": (
            Tri(
                "The club now has {points} points and tops the table.",
                "Le club compte désormais {points} points et domine le classement.",
                "Клуб тепер має {points} {points?очко|очки|очок} та посідає перше місце в таблиці.",
            ),
        ),
        "series": (
            Tri(
                "It was the club's victory number {wins} in a row.",
                "C'était la victoire numéro {wins} d'affilée pour le club.",
                "Це перемога номер {wins} поспіль для клубу.",
            ),
        ),
        "rain": (
            Tri(
                "Heavy rain delayed the start by half an hour.",
                "Une forte pluie a retardé le coup d'envoi d'une demi-heure.",
                "Через сильний дощ початок затримали на пів години.",
            ),
        ),
        "injury": (
            Tri(
                "Defender {r} was injured and will miss {weeks} weeks.",
                "{r?Le défenseur|La défenseuse} {r} s'est {r?blessé|blessée} et sera"
                " {r?absent|absente} pendant {weeks} semaines.",
                "{r?Захисник|Захисниця} {r} {r?травмувався|травмувалася} й пропустить {weeks}"
                " {weeks?тиждень|тижні|тижнів}.",
            ),
        ),
        "left": (
            Tri(
                "The team finished the match with {left} players.",
                "L'équipe a terminé le match à {left}.",
                "Команда завершила матч у складі {left} гравців.",
            ),
        ),
        "penalty": (
            Tri(
                "The referee did not award a penalty after a long check.",
                "L'arbitre n'a pas accordé de penalty après une longue vérification.",
                "Після тривалої перевірки арбітр не призначив пенальті.",
            ),
        ),
        "next": (
            Tri(
                "The club plays its next match on {later} at {time}.",
                "Le club jouera son prochain match {later} à {time}.",
                "Наступний матч клуб зіграє @{later} о {time}.",
            ),
        ),
    },
    summary_lead=Tri(
        "FC {club} won {score} against FC {rival} in {town}.",
        "Le FC {club} a gagné {score} contre le FC {rival} à {town}.",
        "Клуб «{club}» виграв {score} у клубу «{rival}» @{town:loc}.",
    ),
    summary_facts={
        "goal": Tri(
            "It was {p} who scored the first goal.",
            "C'est {p} qui a marqué le premier but.",
            "Саме {p} {p?забив|забила} перший гол.",
        ),
        "injury": Tri(
            "Defender {r} is out for {weeks} weeks.",
            "{r?Le défenseur|La défenseuse} {r} est indisponible pour {weeks} semaines.",
            "{r?Захисник|Захисниця} {r} не гратиме {weeks} {weeks?тиждень|тижні|тижнів}.",
        ),
        "table": Tri(
            "The club leads the table with {points} points.",
            "Le club est en tête du classement avec {points} points.",
            "Клуб очолив таблицю, маючи {points} {points?очко|очки|очок}.",
        ),
        "fans": Tri(
            "There were {fans} people in the stadium.",
            "Il y avait {fans} personnes dans le stade.",
            "На стадіоні було {fans} людей.",
        ),
    },
)
