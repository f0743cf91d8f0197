"""How English says that something is not so."""

from __future__ import annotations

from service.text.languages.language import Negations

NEGATIONS = Negations(
    plain=(
        r"not|never|cannot|no|nobody|no-one|nothing|none|nowhere|neither|nor|\w+n['’]t"
        r"|(?:ca|do|does|did|wo|is|are)nt"
    ),
    hidden=(
        r"un\w+[ai]ble|in\w+[ai]ble|without|short of|troubles?|yet to|out (?:of|for)|problem\w*|w/o|fail\w*|refus\w*"
        r"|reject\w*|den(?:y|ies|ied|ying|ial)\w*|lack\w*|hardly|barely|rarely|seldom|scarcely|avoid\w*|prevent\w*"
        r"|stop(?:s|ped|ping)?|ban(?:s|ned|ning)?|prohibit\w*|forbid\w*|forbade|absen\w*|missing|miss(?:ed|es)?"
        r"|except|apart|far from|instead|rather|little|few|less|fewer|non|empty|free|unless|until|declin\w*|zero"
        r"|neglect\w*|ignor\w*|exclu\w*|void|devoid|deprived?|reluctan\w*|doubt\w*|oppos\w*|\w{3,}less(?:ly|ness)?"
        r"|minus|nil|loss|lost|lose\w*|too|otherwise|ceas\w*|hard|difficult\w*|poor\w*|wrong\w*|\w+-free|mere\w*"
        r"|contradict\w*|deficien\w*|beyond|outside|separate"
    ),
    idle=(
        r"(?:not|n['’]t) (?:only|just|merely|simply|least|to mention|long (?:after|before)|surprising\w*)"
        r"|no (?:doubt|matter)|whether or not|or not|yes or no|no\. ?\d+|nothing but|nothing less than|none other"
        r"|no (?:less|fewer) than|why not|if not|not far|no sooner"
    ),
    prefixes=("un", "in", "im", "ir", "il", "non", "dis", "mis", "un-", "non-", "in-", "ex-"),
)
