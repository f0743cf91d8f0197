"""Words that say nothing of what a text is about: grammar, and the verbs and adverbs that all news has."""

from __future__ import annotations

from functools import cache

_WORDS = {
    "en": """a about above across after again against ago all almost along already also although always am among an and
    another any anyone anything are around as asked at away back be became because become been before began being below
    between both but by came can cannot could did do does done down during each either else end enough even ever every
    everyone everything expected far few first five for found four from further gave get getting give given go goes
    going gone got had half has have he her here hers herself him himself his how however i if in including inside
    instead into is it its itself just keep kept know last late later least left less like little long made make makes
    making many may maybe me might mine more most much must my near nearly need needs neither never new next nine no
    nobody none nor not nothing now of off often old on once one only onto or other others our ours out outside over
    own per perhaps put quite rather really said same saw say says second see seen several she should since six so some
    someone something soon still such take taken takes ten than that the their theirs them themselves then there these
    they thing things third this those though three through thus to today told tomorrow too took toward towards two
    under until up upon us used very want wants was way we well went were what when where whether which while who whom
    whose why will with within without won would year years yesterday yet you your yours added according mr mrs ms dr
    week weeks month months day days time times people hour hours minute minutes number percent per cent
    million billion thousand hundred monday tuesday wednesday thursday friday saturday sunday january february march
    april june july august september october november december don't doesn't didn't isn't aren't wasn't weren't it's
    he's she's they're we're i'm you're can't couldn't won't wouldn't that's there's""",
    "fr": """a à afin ai ainsi alors an ans année années après as assez au aucun aucune auquel aura aussi autour autre
    autres aux auxquels avait avant avec avoir avons ayant beaucoup bien bientôt bon c' ça car ce ceci cela celle celles
    celui cent cependant ces cet cette ceux chacun chaque chez chose choses ci cinq comme comment contre d' dans de
    début déjà déclaré dehors demain depuis dernier dernière derniers dernières derrière des dès desquels deux deuxième
    devant devra devrait dit dix doit doivent donc dont du durant elle elles en encore enfin ensuite entre environ est
    et étaient était étant état été être eu eux expliqué fait faire faut fin fois font fut grand grande grands grandes
    heure heures hier huit ici il ils indiqué j' jamais je jour jours jusqu' jusque l' la là laquelle le lequel les
    lesquels leur leurs lors lorsque lui m' ma mais mal malgré matin me même mêmes mes mieux millions milliards mille
    minutes mis moi moins mois mon n' ne neuf ni nombreux nombreuses non nos notamment notre nous nouveau nouveaux
    nouvel nouvelle nouvelles on ont onze ou où oui par parce parfois parmi pas pendant personne personnes petit petite
    peu peut peuvent plus plusieurs plutôt point pour pourquoi pourra pourrait pourtant première premier premiers près
    presque puis puisque qu' quand quant quatre que quel quelle quelles quelqu' quelque quelques quels qui quinze quoi
    rien s' sa sans se selon semaine semaines sept sera seront ses seul seule seulement si six soir soit sommes son sont
    sous souvent sur surtout t' ta tandis tant tel telle tels tes toi ton toujours tous tout toute toutes très trois
    trop tu un une va vers veut veulent voici voilà vont vos votre vous vraiment vu y aujourd'hui affirmé annoncé ajouté
    estimé précisé lundi mardi mercredi jeudi vendredi samedi dimanche janvier février mars avril mai juin juillet août
    septembre octobre novembre décembre m mme mm an""",
    "uk": """а або але багато без би біля більш більше був буде будемо будете будуть була були було бути в вам вас ваш
    ваша ваше ваші вже ви від він вона вони воно все всього всі всіх всю вся всіма га год гривень грн два двадцять дві
    де декілька десять день дні днів до доки досі другий друга дуже дев'ять є ж за завжди зараз заявив заявила звідси
    зі з із зокрема знову зробити й йде його йому ще що щоб щодо і із інша інше інший інші інших її їй їм їх їхній їхня
    їхнє їхні каже кажуть кілька коли котрий котра кого кожен кожна кожне крім лише людей люди майже мав має мали мають
    менш менше ми між мільйонів мільйони мільярдів мене мені може можна можуть моя моє мої мій на навіть навколо над
    нам нас наш наша наше наші не немає нею неї нему ним ними них ні ніхто ніщо нього ній нові нова нове новий нових ну
    об обидва один одна одне одні однак одного оскільки ось от перед перша перше перший перші під пізніше після по
    повідомив повідомила повідомили повідомляє повинен повинні поки понад поруч потім потрібно про проте проти протягом
    раз разом раніше рік роки роках року років рр розповів розповіла з-за сам сама саме самі свій своя своє свої свого
    своєї своїх себе сім сказав сказала скільки собі та так така таке такий такі також там твій те тебе теж тепер ти
    тижня тижнів тисяч тисячі тим тих ті тій тільки то тобі тобто тоді того той тому торік три тут у упродовж усе усі
    усіх хоч хоча хто хіба це цей цього цим цих ці цій цю ця через чи чим чого чому чотири шість щодня щойно як яка яке
    який якими яких які якої якого якщо вчора сьогодні завтра відсотків п'ять восьми вісім місяць місяця місяців
    понеділок понеділка вівторок вівторка середа середу середи четвер четверга п'ятниця п'ятницю п'ятниці субота суботу
    суботи неділя неділю неділі січня лютого березня квітня травня червня липня серпня вересня жовтня листопада грудня
    обл смт ст""",
}


@cache
def stop_words(language: str) -> frozenset[str]:
    """Case-folded, with U+0027 for every apostrophe; elided forms (`l'`) end with it. Empty where none are known."""
    return frozenset(_WORDS.get(language, "").split())
