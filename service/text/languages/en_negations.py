"""How English says that something is not so."""

from __future__ import annotations

from service.text.languages.language import Negations

NEGATIONS = Negations(
    plain=(
        r"not|never|cannot|no|nobody|no-one|nothing|none|nowhere|neither|nor|\w+n['’]t"
        r"|(?:ca|do|does|did|wo|is|are)nt|(?:has|have|had|is|are) yet to"
    ),
    firm=(
        r"impossible|impossibly|unlikely|unable|incapable|refus(?:e|es|ed|ing|al)|reject(?:s|ed|ing|ion)?"
        r"|den(?:y|ies|ied|ying)"
        r"|declin(?:e|es|ed|ing) to|turn(?:s|ed|ing)? down|fail(?:s|ed|ing)? to|failed|unsuccessful(?:ly)?"
        r"|rul(?:e|es|ed|ing) out"
    ),
    lacking=r"without",
    hidden=(
        r"un\w+[ai]ble|in\w+[ai]ble|without|short of|troubles?|yet to|out (?:of|for)|problem\w*|w/o|fail\w*|refus\w*"
        r"|reject\w*|den(?:y|ies|ied|ying|ial)\w*|lack\w*|hardly|barely|rarely|seldom|scarcely|avoid\w*|prevent\w*"
        r"|stop(?:s|ped|ping)?|ban(?:s|ned|ning)?|prohibit\w*|forbid\w*|forbade|absen\w*|missing|miss(?:ed|es)?"
        r"|except|apart|far from|instead|rather|little|few|less|fewer|non|empty|free|unless|until|declin\w*|zero"
        r"|neglect\w*|ignor\w*|exclu\w*|void|devoid|deprived?|reluctan\w*|doubt\w*|oppos\w*|\w{3,}less(?:ly|ness)?"
        r"|minus|nil|loss|lost|lose\w*|too|otherwise|ceas\w*|hard|difficult\w*|poor\w*|wrong\w*|\w+-free|mere\w*"
        r"|contradict\w*|deficien\w*|beyond|outside|separate"
        r"|turn(?:s|ed|ing)? (?:down|away)|rul(?:e|es|ed|ing) out|collaps\w*|br(?:oke|oken|eak\w*) down"
        r"|f[ae]ll(?:s|en)? through|dismiss\w*"
        r"|rebuff\w*|disput\w*|refut\w*|block\w*|veto\w*|call(?:s|ed)? off|cancel\w*|forg[eo]t\w*|defeat\w*"
        r"|unlikely|unable|off"
        r"|silen\w*|quiet\w*|br(?:oke|eak|eaks|oken)|hat(?:e|es|ed|ing)|detest\w*|only|skip\w*|differ\w*|unlike"
        r"|(?:keep|keeps|kept|keeping) (?:\w+ ){1,4}from|in time|too late|sober|drunk"
        r"|resist\w*|scarc\w*|shortages?|refrain\w*|abst[ae]in\w*|spar(?:e|es|ed|ing)|remain\w*|maximum"
        r"|at (?:the )?most"
        r"|remember\w*|(?:make|be) sure|stay(?:s|ed)? (?:away|out)|aborted|interrupt\w*|more of"
    ),
    near=(
        r"clos(?:e|es|ed|ing|ures?)|shut\w*|stall\w*|standstill|deadlock\w*|stuck|suspend\w*|suspension"
        r"|froze\w*|idle|stationary|motionless|grounded|discourag\w*|dissuad\w*|vacant|expired?|extinct|vanish\w*"
        r"|disappear\w*|exhaust\w*|strand\w*|destroy\w*|wreck\w*|ruin\w*|unchanged|constant|steady|stable|stagna\w*"
        r"|anonym\w*|sole(?:ly)?|pending|await\w*|postpon\w*|boycott\w*|quit\w*|overturn\w*|quash\w*|struck down"
        r"|scrap(?:s|ped)?|abandon\w*|drop(?:s|ped)?|withdr[ae]w\w*|abolish\w*|repeal\w*|revok\w*|innocen\w*"
        r"|acquit\w*|cheap\w*|barr(?:ed|ing)|waive\w*|immun\w*|struggl\w*|withh[eo]ld\w*|surrender\w*|tied?"
        r"|draw[ns]?|drew|goalless|crash\w*|set in stone|overlook\w*|hostile|lukewarm|cut off"
        r"|perish\w*|slow\w*|part(?:ly|ial\w*)|stabili[sz]\w*|level\w* off|plateau\w*|in vain|fruitless|futile"
        r"|(?:advis\w+|warn\w*|recommend\w*|vot\w+|decid\w+)(?: \w+)? against"
    ),
    idle=(
        r"(?:not|n['’]t) (?:only|just|merely|simply|least|to mention|long (?:after|before)|surprising\w*)"
        r"|no (?:doubt|matter)|whether or not|or not|yes or no|no\. ?\d+|nothing but|nothing less than|none other"
        r"|no (?:less|fewer) than|why not|if not|not far|no sooner"
        r"|(?:could|can)(?:not|n['’]t) (?:agree more|wait|help)"
        r"|(?:do|does|did)(?:n['’]t| not) (?:forget|hesitate|worry|mind)"
        r"|not (?:so |that |too )?(?:long ago|uncommon|unusual|infrequent\w*|without)|(?:cannot|can['’]t) wait"
        r"|(?:not|n['’]t) (?:\w+ ){0,5}until"
        r"|never ?mind|never rains|(?:nobody|no one|none|nothing) (?:but|except|other than)"
        r"|(?:not|n['’]t|cannot) (?:be )?(?:rul(?:e|ed|ing) out|excluded?)"
    ),
    prefixes=("un", "in", "im", "ir", "il", "non", "dis", "mis", "un-", "non-", "in-", "ex-"),
)
