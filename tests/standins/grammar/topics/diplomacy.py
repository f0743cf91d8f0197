"""Two countries sign an agreement."""

from random import Random

from ..forms import Tri, Word
from ..lexicon import COUNTRIES, dates, few, many, money, town
from ..names import Split, person
from .base import Slots, Topic


def _subject(en: str, fr: str, uk: str, gen: str) -> Word:
    return Word(en, fr, uk, {"uk:gen": gen})


SUBJECTS = (
    _subject("fishing quotas", "les quotas de pêche", "квоти на вилов риби", "квот на вилов риби"),
    _subject(
        "rail links", "les liaisons ferroviaires", "залізничне сполучення", "залізничного сполучення"
    ),
    _subject(
        "student exchanges", "les échanges d'étudiants", "обмін студентами", "обміну студентами"
    ),
    _subject(
        "border trade", "le commerce frontalier", "прикордонну торгівлю", "прикордонної торгівлі"
    ),
    _subject(
        "water protection", "la protection des eaux", "охорону водойм", "охорони водойм"
    ),
    _subject(
        "food safety",
        "la sécurité alimentaire",
        "безпеку харчових продуктів",
        "безпеки харчових продуктів",
    ),
    _subject(
        "grain exports", "les exportations de céréales", "експорт зерна", "експорту зерна"
    ),
    _subject("air traffic", "le trafic aérien", "авіасполучення", "авіасполучення"),
    _subject(
        "gas supplies", "les livraisons de gaz", "постачання газу", "постачання газу"
    ),
    _subject(
        "road transport",
        "le transport routier",
        "автомобільні перевезення",
        "автомобільних перевезень",
    ),
)  # fmt: skip


def story(rng: Random, split: Split, odd: float) -> Slots:
    a, b = rng.sample(COUNTRIES, 2)
    return {
        **dates(rng),
        "a": a,
        "b": b,
        "subj": rng.choice(SUBJECTS),
        "town": town(rng, split),
        "other": town(rng, split),
        "p": person(rng, split, odd),
        "q": person(rng, split, odd),
        "r": person(rng, split, odd),
        "n": few(rng),
        "m": money(rng),
        "y": few(rng),
        "k": few(rng),
        "jobs": many(rng, 100, 9990),
        "guests": many(rng, 30, 400),
    }


TOPIC = Topic(
    name="diplomacy",
    story=story,
    titles=(
        Tri(
            "{a} and {b} sign agreement on {subj}",
            "{a} et {b} signent un accord sur {subj}",
            "{a} та {b} підписали угоду про {subj}",
        ),
        Tri(
            "Talks in {town} end with a deal on {subj}",
            "Les négociations de {town} aboutissent à une entente sur {subj}",
            "Переговори @{town:loc} завершилися домовленістю про {subj}",
        ),
    ),
    lead=(
        Tri(
            "{a} and {b} signed an agreement on {subj} in {town} on {day} after {n} days of talks.",
            "{a} et {b} ont signé {day} à {town} un accord sur {subj} après {n} jours de négociations.",
            "{a} та {b} @{day} підписали @{town:loc} угоду про {subj} після {n} днів переговорів.",
        ),
        Tri(
            "The governments of {a} and {b} agreed on new rules for {subj} at a meeting in {town} on {day}.",
            "Les gouvernements {a:de} et {b:de} se sont entendus sur de nouvelles règles pour {subj}"
            " lors d'une réunion {day} à {town}.",
            "Уряди {a:gen} та {b:gen} узгодили нові правила щодо {subj:gen} на зустрічі @{day} @{town:loc}.",
        ),
    ),
    facts={
        "signer": (
            Tri(
                "For {a}, the document was signed by Foreign Minister {p}.",
                "Pour {a}, le document a été signé par {p?le|la} ministre des Affaires étrangères {p}.",
                "Від {a:gen} документ {p?підписав міністр|підписала міністерка} закордонних справ {p}.",
            ),
        ),
        "second": (
            Tri(
                "Ambassador {q} signed on behalf of {b}.",
                "{q?L'ambassadeur|L'ambassadrice} {q} a signé au nom {b:de}.",
                "{q?Посол|Послиня} {q} {q?поставив|поставила} підпис від імені {b:gen}.",
            ),
        ),
        "value": (
            Tri(
                "The deal is worth {m} million euros and will run for {y} years.",
                "L'accord porte sur {m} millions d'euros et durera {y} ans.",
                "Вартість угоди становить {m} {m?мільйон|мільйони|мільйонів|мільйона} євро, вона"
                " діятиме {y} {y?рік|роки|років}.",
            ),
            Tri(
                "Over the next {y} years, both countries will spend {m} million euros on the plan.",
                "Au cours des {y} prochaines années, les deux pays consacreront {m} millions d'euros à ce plan.",
                "Протягом наступних {y} років обидві країни витратять на цей план {m}"
                " {m?мільйон|мільйони|мільйонів|мільйона} євро.",
            ),
        ),
        "start": (
            Tri(
                "The new rules will take effect on {d} {month}.",
                "Les nouvelles règles entreront en vigueur le {d} {month}.",
                "Нові правила набудуть чинності {d} {month}.",
            ),
        ),
        "quote": (
            Tri(
                '"We have found a fair solution for both sides," Foreign Minister {p} told reporters.',
                "« Nous avons trouvé une solution juste pour les deux parties », a dit aux"
                " journalistes {p?le|la} ministre des Affaires étrangères {p}.",
                "«Ми знайшли справедливе рішення для обох сторін», — {p?сказав|сказала} журналістам"
                " {p?міністр|міністерка} закордонних справ {p}.",
            ),
            Tri(
                'Foreign Minister {p} called the deal "an important step for our neighbours".',
                "{p?Le|La} ministre des Affaires étrangères {p} a qualifié l'accord de « pas important"
                " pour nos voisins ».",
                "{p?Міністр|Міністерка} закордонних справ {p} {p?назвав|назвала} угоду «важливим"
                " кроком для наших сусідів».",
            ),
        ),
        "jobs": (
            Tri(
                "According to the ministry, the plan will create {jobs} jobs on both sides of the border.",
                "Selon le ministère, le plan créera {jobs} emplois des deux côtés de la frontière.",
                "За даними міністерства, план створить {jobs} робочих місць по обидва боки кордону.",
            ),
        ),
        "history": (
            Tri(
                "The two countries have been discussing the issue for {k} years.",
                "Les deux pays discutent de cette question depuis {k} ans.",
                "Дві країни обговорюють це питання вже {k} {k?рік|роки|років}.",
            ),
        ),
        "critic": (
            Tri(
                "Opposition leader {r} said that the text was too vague.",
                "{r?Le chef|La cheffe} de l'opposition {r} a estimé que le texte était trop vague.",
                "{r?Лідер|Лідерка} опозиції {r} {r?заявив|заявила}, що текст надто розмитий.",
            ),
            Tri(
                "Opposition leader {r} rejected the deal and asked for a vote in parliament.",
                "{r?Le chef|La cheffe} de l'opposition {r} a rejeté l'accord et demandé un vote au parlement.",
                "{r?Лідер|Лідерка} опозиції {r} {r?відкинув|відкинула} угоду й {r?зажадав|зажадала}"
                " голосування в парламенті.",
            ),
        ),
        "guests": (
            Tri(
                "About {guests} guests attended the ceremony.",
                "Près de {guests} invités ont assisté à la cérémonie.",
                "На церемонії були присутні близько {guests} гостей.",
            ),
        ),
        "next": (
            Tri(
                "The next meeting will be held in {other} on {later}.",
                "La prochaine rencontre se tiendra {later} à {other}.",
                "Наступна зустріч відбудеться @{later} @{other:loc}.",
            ),
        ),
        "parliament": (
            Tri(
                "The parliaments of both countries still have to approve the text.",
                "Les parlements des deux pays doivent encore approuver le texte.",
                "Парламенти обох країн ще мають схвалити текст.",
            ),
        ),
    },
    summary_lead=Tri(
        "{a} has reached an agreement with {b} on {subj}.",
        "{a} est parvenue à un accord avec {b} sur {subj}.",
        "{a} досягла згоди {b:with} щодо {subj:gen}.",
    ),
    summary_facts={
        "value": Tri(
            "The {y}-year plan will cost {m} million euros.",
            "Le plan sur {y} ans coûtera {m} millions d'euros.",
            "План на {y} {y?рік|роки|років} коштуватиме {m} {m?мільйон|мільйони|мільйонів|мільйона} євро.",
        ),
        "critic": Tri(
            "Opposition leader {r} criticised the deal.",
            "{r?Le chef|La cheffe} de l'opposition {r} a critiqué l'accord.",
            "{r?Лідер|Лідерка} опозиції {r} {r?розкритикував|розкритикувала} угоду.",
        ),
        "start": Tri(
            "The rules apply from {d} {month}.",
            "Les règles s'appliquent à partir du {d} {month}.",
            "Правила діятимуть з {d} {month}.",
        ),
        "signer": Tri(
            "Minister {p} signed the text.",
            "{p?Le|La} ministre {p} a signé le texte.",
            "{p?Міністр|Міністерка} {p} {p?підписав|підписала} текст.",
        ),
    },
)
