"""English words that say that something is so, and those that say the opposite."""

from __future__ import annotations

from service.text.languages.language import Opposites

OPPOSITES = Opposites(
    pairs="""
    allow: allow* permit permits permitted authoris* authoriz* approv* accept* endors* ratif* adopted recogni*
      green~light
      / ban bans bann* forbid* forbad* prohibit* outlaw* reject* refus* block* veto* turn*~down turned~away
      voted~down threw~out throw*~out;
    admit: admit* confess* acknowledg* / deny denies denied denial* denying;
    rise: rise rises rising rose increas* grew grow grows grown growth climb* soar* jump* surg* dearer went~up
      / fall falls falling fell fallen drop drops dropp* declin* decreas* shrink* shrank shrunk plung* slump* lower
      lowered went~down reduc* cheaper halv* tumbl* slid slide slides sank;
    open: open opens opened reopen* / close closes closed closure* closing shut*;
    win: win wins winning won victor* triumph* / lose loses losing lost defeat;
    keep: keep keeps keeping kept retain* preserv* / lose loses losing lost;
    guilty: guilty convict* / acquit* innocen* exonerat* cleared;
    alive: alive surviv* / dead died dies death* killed perish* drown*;
    hurt: hurt hurting injur* wound* / unhurt unharmed unscathed uninjured;
    safe: safe / unsafe dangerous;
    legal: legal legally lawful* / illegal* unlawful*;
    continue: continu* resum* press*~ahead pressing~ahead go*~ahead pursu*
      / dropped dropping stopp* ceas* halt* suspend* interrupt* cancel* call*~off scrap* abandon*;
    find: found finds detect* discover* /;
    appear: appear appears appeared attend attends attended turned~up showed~up / absent stayed~away missed skipped;
    confirm: confirm* proved proven / ruled~out rul*~out refut* disprov*;
    free: released freed / arrest* detain* jail* imprison*;
    succeed: succeed* managed~to success* / failed fails failure* unsuccess*;
    likely: likely probable expected / unlikely improbable;
    doubt: doubt doubts doubted doubtful sceptical skeptical / convinced certain confident;
    quick: faster quicker / slower;
    better: better / worse;
    still: still remain* / no~longer;
    pass: passed passes / failed;
    side: supports supported supporting backs backed backing favour* / opposes opposed opposing condemn*;
    stand: withst* withstand* surviv* intact / destroy* collaps* wreck*;
    uphold: uphold* upheld / overturn* quash* annul* revers* struck~down;
    rate: raise raises raised raising hike hikes hiked / cut cuts cutting slash*;
    strict: tighten* toughen* strengthen* / eased eases easing relaxed relaxes loosen* weaken*;
    early: ahead~schedule / delay* postpon* behind~schedule;
    renew: renew* extend* prolong* / terminat* expir* cut*~short;
    most: most majority / few;
    agree: agree agrees agreed agreement / disagree* refus*
    """,
    deniers="""
    not never cannot no nobody no-one none nothing nowhere neither nor without refus* declined declines fail failed
    fails unable unlikely reject* avoid* prevent* forbid* forbad* prohibit* lack lacks lacked hardly barely scarcely
    deny denies denied denying ban bans banned banning rejected impossible
    """,
    after="nobody none nothing no",
    not_denying="only",
    wishes="""
    ask asks asked asking demand* want wants wanted urg* hope hopes hoped propos* whether if request* plead*
    seek* sought await* pending
    """,
    joints="""
    and but while whereas as because although though after before which who that
    """,
)
