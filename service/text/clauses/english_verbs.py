"""English verbs as news has them, and their forms."""

from __future__ import annotations

import re

# Verbs, without what English makes of them by rule; nouns that are verbs as well stand in `_EITHER`.
VERBS = """accept accuse achieve acquire act add address admit adopt agree aim allege allow announce apologise
apologize
appeal appear appoint approve argue arrest arrive ask assault assess attend avoid ban beat become begin believe blame
block boost break bring build burn buy call cancel carry catch celebrate challenge charge choose clash close collapse
collide come commit compare complain complete condemn confirm consider contain continue convict create criticise
criticize cross cut damage deal decide declare defeat defend delay deliver demand deny describe destroy detain develop
die disappear discover discuss dismiss display drive drop earn ease elect emerge enable encourage end enjoy ensure
enter
escape evacuate evolve examine exist expand expect explain explode express extend face fail fall fear feature feel
fight
file find finish fire fix flee focus follow force form found gain gather get give go grant grow halt handle hand hide
happen
head hear help hire hit hold hope host hurt identify imagine impose improve include increase inform injure insist
inspire install introduce invest investigate invite involve issue join jail jump keep kick kill know lack land last
launch lead learn leave let lie lift limit link list live look lose love maintain make manage mark marry mean meet
miss
move need nominate note obtain occur offer open operate oppose order organise organize overcome own pass pay perform
persuade plan play plead pledge plunge postpone praise predict prepare present prevent promise promote propose protect
prove provide publish pull push put quit raise reach read realise realize receive recognise recognize recommend record
recover reduce refuse reject relate release remain remember remove replace reply report represent request require
rescue
resign respond rest restore result resume return reveal ride rise rule run rush save say score secure see seek seem
sell
send sentence serve set settle shake share shoot show shut sign sink sit slam solve spark speak spend spread stab
stand
start state stay steal step stick stop stress strike strip struggle stun submit succeed sue suffer suggest support
surge survive suspect suspend swear take talk teach tell test testify think threaten throw top touch train travel
trigger
try turn unveil urge use visit vote wait walk want warn watch weigh welcome win wish withdraw wonder work worry wound
write clinch edge spike plummet climb thrash overturn recall scrap axe slump soar double triple sweep seize raid
smash crash track reopen
check wake weep swell swing stretch strengthen stare spoil spin specialise soften shout scatter roar repay remark
register reckon prosper pretend prefer pollute permit patrol pardon oblige neglect modify merge measure manufacture
invent interrupt insure insert infect induce illuminate heal grab fulfil explore exaggerate entertain enlarge drift
dominate divide distinguish disturb disagree creep correspond confuse compile compel communicate bury boast boil blow
beg automate assume analyse adore adjust adapt accompany absorb
approach apply arrange assist attach attack attract award battle bid bite bless block bomb borrow bounce brief chase
cheer cite coach collect combine command commemorate compete comply conceal concede conclude conduct confess confront
consume contact control cope correct cost cover crack crawl deceive declare decline dedicate defy depart deploy depend
derail deserve destroy detect devastate devote differ dig disclose discourage disrupt dissolve distribute donate drag
draw dream drink drown eat eliminate embrace emphasise employ evict endanger endorse endure enforce engulf enlist equal
erupt establish evaluate exceed exchange exclude expire export expose extract fade fetch fine float flood fly forbid
forecast forget forgive free freeze fuel fund gather generate glow greet guard guarantee guide harm hate haul
highlight honour honor hunt ignore import inherit injure install interview invade knock label lament laugh lean leap
lend license load lock lower lure march melt mislead mistake mock monitor mount negotiate nominate obey observe occupy
outline outlaw overhaul overtake owe paint perish persuade pick place plant pose pour preserve preside process
prohibit project prosecute prove punish purchase pursue race rally reassure rebuild recommend reconsider recruit
recycle redesign refer reform regain regret reinstate reiterate remind renew renovate rent repeat reschedule resort
restrict retain retrieve review revise revive risk rob roll sail sanction scale scare schedule scream seal select
separate shelter shift ship shock sign silence slash slip slow smuggle spare split sponsor spot squeeze steer stress
struggle sue suppress surprise surrender surround survive sustain swap swim tackle target taste tempt tour toss trace
trade transfer transform translate trap treat trick tumble undergo undermine understand unite update uphold upset
vanish veto vow weaken wear whip widen wipe yield stun shatter sack scupper score sting vie warn
relaunch tear evict hail mourn pay back claim"""
_IRREGULAR = """beat:beat:beaten become:became:become begin:began:begun break:broke:broken bring:brought build:built
burn:burnt buy:bought catch:caught choose:chose:chosen come:came:come cut:cut deal:dealt drive:drove:driven
fall:fell:fallen
feel:felt fight:fought find:found flee:fled get:got:gotten give:gave:given go:went:gone grow:grew:grown hear:heard
hit:hit hide:hid:hidden
hold:held hurt:hurt keep:kept know:knew:known lead:led leave:left let:let lie:lay:lain lose:lost make:made mean:meant
meet:met overcome:overcame:overcome overturn pay:paid put:put quit:quit read:read ride:rode:ridden rise:rose:risen
run:ran:run
say:said see:saw:seen seek:sought sell:sold send:sent set:set shake:shook:shaken shoot:shot show:showed:shown
shut:shut
sink:sank:sunk sit:sat speak:spoke:spoken spend:spent spread:spread stand:stood steal:stole:stolen stick:stuck
strike:struck swear:swore:sworn sweep:swept take:took:taken teach:taught
tear:tore:torn tell:told think:thought throw:threw:thrown
win:won withdraw:withdrew:withdrawn write:wrote:written bid:bid bite:bit:bitten
cost:cost dig:dug draw:drew:drawn drink:drank:drunk eat:ate:eaten fly:flew:flown forbid:forbade:forbidden
forget:forgot:forgotten forgive:forgave:forgiven freeze:froze:frozen lend:lent mislead:misled mistake:mistook:mistaken
overtake:overtook:overtaken rebuild:rebuilt split:split swim:swam:swum undergo:underwent:undergone
understand:understood uphold:upheld upset:upset wear:wore:worn
wake:woke:woken weep:wept swell:swelled:swollen swing:swung spin:spun creep:crept blow:blew:blown sting:stung"""


def verb_forms() -> tuple[dict[str, str], dict[str, str], dict[str, str], dict[str, str]]:
    """Third persons, pasts, participles and -ing forms, each with its infinitive."""
    thirds: dict[str, str] = {}
    pasts: dict[str, str] = {}
    participles: dict[str, str] = {}
    gerunds: dict[str, str] = {}
    irregular = {row.split(":")[0]: row.split(":")[1:] for row in _IRREGULAR.split()}
    for verb in VERBS.split():
        stem = verb[:-1] if verb.endswith("e") else verb
        short = re.fullmatch(r"[^aeiou]*[aeiou][bdglmnprt]", verb) is not None
        doubled = verb + verb[-1] if short or verb in {"commit", "submit", "admit", "occur", "refer"} else stem
        y = verb.endswith("y") and verb[-2] not in "aeiou"
        thirds[verb[:-1] + "ies" if y else verb + ("es" if re.search(r"(?:[sxz]|ch|sh|go)$", verb) else "s")] = verb
        regular = verb[:-1] + "ied" if y else doubled + "ed"
        past, *participle = irregular.get(verb) or [regular]
        pasts[past] = verb
        participles[(participle or [past])[0]] = verb
        gerunds[doubled + "ing"] = verb
    return thirds, pasts, participles, gerunds
