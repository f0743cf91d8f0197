"""How French says that something is not so."""

from __future__ import annotations

from service.text.languages.language import Negations

NEGATIONS = Negations(
    plain=(
        r"pas|jamais|rien|aucune?s?|nul(?:le)?s?|(?:et|mais|que|dit|dire|voté) non(?!-)|guère|nullement|aucunement"
        r"|(?:ne |n['’])(?:\w+['’])?\w+(?:-\w+)*(?: [\w'’-]+){0,3} (?:plus|personne|point)|personne (?:ne|n)\b"
    ),
    firm=(
        r"impossibles?|improbables?|peu probables?|incapables?|refus(?:e|es|é|és|ée|ées|er|ent|ait|ant)?"
        r"|rejet(?:te|tent|é|és|ée|ées|er|ait)"
        r"|démen(?:t|tir|ti|tis|tie|ties|tent)|ni(?:é|ée|és)|échou(?:e|é|er|ent|ée|ait)|débouté\w*"
    ),
    lacking=r"sans",
    hidden=(
        r"sans|problèmes?|peine\w*|ni|non|in\w+[ai]bles?|mal|ne|n(?=['’])|refus\w*|rejet\w*|ni(?:e|er|é|ent|ait)"
        r"|échou\w*|échec\w*|manqu\w*|faute|empêch\w*|évit\w*|interdi\w*|absen\w*|sauf|hormis|loin|plutôt|peu|moins"
        r"|dépourvu\w*|exclu\w*|rarement|difficile\w*|à peine|zéro|néglig\w*|ignor\w*|privée?s?|cess\w*|arrêt\w*"
        r"|hors|vides?|vain|perd\w*|pertes?|trop|renon\w*|dout\w*|oppos\w*|sinon|gratuit\w*|exempt\w*|rares?"
        r"|impossible\w*|seulement|contredi\w*|mauvais\w*|péjorat\w*|insuffisa\w*|indemnes?|dépass\w*"
        r"|sobres?|ivres?|limit\w*"
        r"|en question"
        r"|démen\w*|annul\w*|bloqu\w*|débout\w*|déclin\w*|contest\w*|réfut\w*|récus\w*|repouss\w*"
        r"|rat(?:é|er|ée)|improbable\w*|veto"
        r"|oubli\w*|avort\w*|défait\w*|incapable\w*"
        r"|silenc\w*|muets?|tais\w*|trahi\w*|rompu\w*|détest\w*|hai\w*|différ\w*"
        r"|seule?s?|résist\w*|pénurie\w*|abst(?:ien|en)\w*|épargn\w*|rest(?:e|ent|é|ée|ait)|au plus|maximum"
        r"|saufs?|sauve|souven\w*|rappel\w*|veillez|pensez|interromp\w*|interrompu\w*|étonn\w*|hâte"
    ),
    near=(
        r"ferm(?:é|ée|és|ées|er|e|ent|era|eront|eture\w*)|clos\w*|point mort|déconseill\w*|dissua\w*|suspend\w*"
        r"|suspension\w*|gel(?:é|ée|és|ées)|stagn\w*|inchang\w*|stable\w*|immobil\w*|paralys\w*|coinc\w*|enlis\w*"
        r"|impasse|en panne|disparu\w*|détrui\w*|décéd\w*|innocen\w*|acquitt\w*|relax\w*|suspens|report\w*"
        r"|abandon\w*|abrog\w*|abol\w*|supprim\w*|invalid\w*|retir\w*|enfrein\w*|réglementaire\w*|dissimul\w*"
        r"|épuis\w*|tari\w*|éteint\w*|coup(?:é|ée|és|ées)|dispens\w*|exclusiv\w*|uniquement|anonym\w*|bon marché"
        r"|bas prix|pas cher|nuls?|blanchi\w*|hostil\w*|défavorab\w*|boycott\w*|fauss\w*|faux|cass(?:e|é|ée|er)"
        r"|péri\w*|ralenti\w*|stabili[st]\w*|partiel\w*"
    ),
    idle=(
        r"plus .{0,40} jamais|si jamais|plus que jamais|non (?:seulement|loin)"
        r"|pas (?:seulement|uniquement|que|moins|mal)|n['’]importe|n['’]est-ce pas|pas à pas|ou non|ou pas|sinon"
        r"|(?:ne |n['’])\w+(?: plus)?(?: \w+)? qu(?:e (?:\d+|deux|trois|quatre|cinq|six|sept|huit|neuf|dix|quelques|des"
        r"|les?|la|ses?|son|sa|une?)|['’](?:une?|à|en|au))"
        r"|si ce n['’]est|rien que|de rien|pourquoi pas|pas plus tard|(?:un|premiers?|ses|de|le|faux|ces|leurs) pas"
        r"|(?:ne |n['’])(?:oubli|hésit|quitt)\w+ (?:donc )?pas|pas (?:si |très )?(?:longtemps|rare|sans)|non sans"
        r"|matche?s? nuls?|(?:ne |n['’])(?:\w+ )?(?:exclu\w*|écart\w*) pas|pas (?:exclue?s?|à exclure)"
    ),
    prefixes=("in", "im", "ir", "il", "non-", "dé", "des", "dés", "mal", "mé", "més", "anti"),
)
