"""Parts of the stand-ins' grammar in its three languages, as its frames have them: what an author may make bold."""

from __future__ import annotations

from tests.standins.grammar.forms import Tri

PHRASES = tuple(
    Tri(*line.strip().split(" | "))
    for line in """
    the damage | les dégâts | пошкодження
    {days} days at the earliest | {days} jours au plus tôt | не раніше ніж за {days} {days?день|дні|днів}
    new factory | nouvelle usine | новий завод
    next match | prochain match | наступний матч
    the plan | le plan | план
    {jobs} jobs | {jobs} emplois | {jobs} робочих місць
    both sides of the border | des deux côtés de la frontière | обидва боки кордону
    The company | La société | Компанія
    sold | a vendu | продала
    goods | de marchandises | товарів
    filled | a rempli | заповнили
    the stadium | le stade | стадіон
    Shares in the company | L'action de la société | Акції компанії
    at the end of the day | en fin de journée | наприкінці дня
    increased its profit | a accru son bénéfice | збільшила прибуток
    million euros | millions d'euros | {m?мільйона|мільйонів|мільйонів|мільйона} євро
    the text | le texte | текст
    more tests | d'autres tests | нових перевірок
    who did not take part | qui n'a pas participé | {q?який|яка} не {q?брав|брала} участі
    Doctors say | Selon les médecins | Лікарі кажуть
    are enough | suffisent | достатньо
    in one night | en une nuit | за ніч
    The weather service | Le service météo | метеослужба
    to residents | aux habitants | до мешканців
    The head office | Le siège social | Головний офіс
    collected data | a recueilli les données | збирала дані
    of the volunteers | des volontaires | добровольців
    felt better | se sentir mieux | почуваються краще
    {minutes} minutes a day | {minutes} minutes par jour | {minutes} хвилин на день
    rejected the deal | rejeté l'accord | {r?відкинув|відкинула} угоду
    vote in parliament | un vote au parlement | голосування в парламенті
    The risk of illness | Le risque de maladie | Ризик захворювання
    For next year | Pour l'année prochaine | Наступного року
    growth | croissance | зростання
    was injured | s'est {r?blessé|blessée} | {r?травмувався|травмувалася}
    will miss | sera {r?absent|absente} | пропустить
    the work | les travaux | роботою
    the ceremony | la cérémonie | церемонії
    guests | invités | гостей
    the results | les résultats | результати
    in schools | dans les écoles | в школах
    new rules | nouvelles règles | нові правила
    at a meeting | lors d'une réunion | на зустрічі
    to safety | à l'abri | у безпечне місце
    Rescue workers | Les secouristes | Рятувальники
    new study | une nouvelle étude | нове дослідження
    new warehouse | nouvel entrepôt | новий склад
    leads the table | est en tête du classement | очолив таблицю
    The first goal | Le premier but | Перший гол
    the first goal | le premier but | перший гол
    in minute {minute} | à la minute {minute} | на {minute} хвилині
    The two countries | Les deux pays | Дві країни
    both countries | les deux pays | обидві країни
    Repairs | Les réparations | Ремонт
    has reached an agreement | est parvenue à un accord | досягла згоди
    stronger than expected | plus forte que prévu | більшим, ніж очікували
    The power company | La compagnie d'électricité | Енергетики
    The project | Le projet | Проєкт
    of other companies | des autres sociétés | інших компаній
    schools | écoles | {schools?школа|школи|шкіл}
    of both countries | des deux pays | обох країн
    to stay at home | de rester chez eux | залишатися вдома
    asked residents | a demandé aux habitants | {p?попросив|попросила} мешканців
    shots | tirs | ударів
    a fair solution | une solution juste | справедливе рішення
    told reporters | a dit aux journalistes | {p?сказав|сказала} журналістам
    The next meeting | La prochaine rencontre | Наступна зустріч
    calmer weather | un temps plus calme | спокійнішу погоду
    a factory | une usine | завод
    The effect | L'effet | ефект
    strongest | le plus marqué | Найсильнішим
    The river | La rivière | рівень води в річці
    in a few hours | en quelques heures | За кілька годин
    signed | a signé | {q?поставив|поставила} підпис
    on behalf of {b} | au nom {b:de} | від імені {b:gen}
    a good year | une bonne année | добрий рік
    our customers | nos clients | наших клієнтів
    small but real | faible mais réel | невеликий, але реальний
    criticised | a critiqué | {r?розкритикував|розкритикувала}
    the temperature | la température | температура
    below zero | sous zéro | морозу
    too vague | trop vague | надто розмитий
    The referee | L'arbitre | арбітр
    after a long check | après une longue vérification | Після тривалої перевірки
    """.strip().splitlines()
)
