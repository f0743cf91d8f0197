"""Classes of words by which sentences about a text, its summaries and whoever makes them are known.

Words are case folded; an entry with an asterisk stands for all words that begin so. In English, French and Ukrainian,
all at once: an order may be in another language than its article.
"""

from __future__ import annotations

from functools import cache, lru_cache

_CLASSES = {
    # What is made of an article, or who makes it: no report of anything else has much use for these.
    "made": """summari* summary recap recaps retell* retold synops* abridge* abridg* paraphras* tldr rewording
    reworded chatbot* llm llms gpt* verbatim pretrain* abrég* reformul* condensé condensés condensée condensées
    synops* paraphras* переказ переказу переказі переказом перекази переказах переказам переказів перекажі* перекажи
    переказати переповід* переповіс* резюм* стислий стислого стислому стислі стислих анотаці* дайджест* дослівно
    чатбот*
    résumeur* sommaris* підсумовувач* """,
    # Parts and forms of a text, and those who deal with it: of two together, or with an order, the text is spoken of.
    "text": """article articles text texts output outputs reply replies response responses sentence sentences
    paragraph* headline* reader readers version versions translation translations translator* editor editors prompt
    prompts digest digests draft drafts wording caption* blurb* teaser* bullet bullets bulletin* snippet* excerpt*
    assistant assistants model models transcript* newsletter* retained lead opener rewrite* rewriting instruction*
    copy story piece document page passage
    article texte textes phrase phrases paragraphe* lecteur* lectrice* version versions traduction traductions
    traducteur* traductrice* rédact* assistant assistants modèle modèles synthèse synthèses chapeau chapô accroche
    résumé résumés titre titres intertitre* consigne* réponse réponses brève brèves dépêche* extrait extraits document
    стат* текст тексту тексті текстом тексти текстів речен* абзац* заголов* читач* верс* переклад* редак* асистент*
    модел* підсумок підсумку підсумком стрічк* лід ліду відповідь відповіді документ* виклад* скорочен* уривок уривк*
    вступ вступу інструкц* матеріал* дописі* опис опису огляд* """,
    # Someone ought to.
    "ought": """must should shall required requested mandatory obligatory please kindly needs ought advised instructed
    asked compulsory approved authorised authorized ensure only always never instead
    doit doivent devra devront devrait devraient faut faudra convient importe demandé exigé requis requise obligatoire
    obligatoirement impérativement impératif prière veuillez merci souhaité recommandé prié priés seulement uniquement
    слід треба потрібно необхідно варто має мають мусить мусять повинен повинна повинно повинні прохання просимо
    вимагається рекомендовано рекомендується обов'язково обов’язково обов'язковий належить наказано доручено лише
    тільки
    забудь* забува* мусиш маєш повинні вимога затверджен* """,
    # What is done with a text.
    "say": """say says state states mention* write writes written describe* described present presented report
    reported call called open opens opened begin begins start starts conclude* end ends close closes include* add adds
    append* omit* skip* replace* quote* cite* carry carries carrying highlight* emphasi* stress treat treated
    refer refers link links render* translate* keep keeps insert* output print prints display* name names portray*
    depict*
    lists put placed place appears appear precede* follow follows finish* read reads reflect* contain* feature*
    characteri*
    dire dise disent mentionn* écrire écrive préciser précise précisent décrire décrit décrite présenter présenté
    présentée présente indiqu* commenc* débuter débute débutent conclu* termin* ouvrir ouvre ouvrent finir finit
    inclu*
    ajout* omett* remplac* citer cite citent renvo* signal* rappel* soulign* traduire traite traiter insér* affich*
    nommer figurer figure figurent affirm* énonc* contenir contient contiennent faire fasse appeler évoqu* place
    placer
    зазнач* вказ* напис* пис* сказ* дода* почат* почина* розпоч* заверш* закінч* подат* пода* назва* назив* опис*
    згад* повідом* наголос* підкресл* встав* опуст* вважа* навод* навест* навес* вивод* вивес* містит* цитув* цитат*
    відкрив* відкри* постав* ставит* перекла* замін* """,
    # The place of a text in itself, as it points there.
    "here": """above below foregoing aforementioned herein hereby precedes preceding lines paragraphs unchanged
    précède précèdent ci-dessus ci-dessous ci-après ceci lignes
    вище нижче наведен* рядк* цитован* вищенаведен* нижченаведен* """,
    # What a text is called by those who make others of it.
    "form": """rendering précis precis opener short wording phrasing line account accounts mention mentions retelling
    write-up
    writeup paragraph* sentence headline* lede version versions condensing condense* shorten* shortening boils
    compte-rendu compte-rendus dépêche* raccourci* résum* abrég* phrase* version* entête chapeau
    матеріал* рядк* речен* слова словами верс* скорочу* переказу* стисл* формулюв* згадк* """,
    "first": """first foremost top start starts starting open opens opening lead leads begin begins only nothing rest
    main essential essence complete worth gist point
    premier première d'abord d’abord avant tête commence commencer début rien seul seule seulement essentiel
    principal
    перш* насамперед найперш* почат* почина* головне найголовніш* суть сутт* лише тільки решт* передусім
    найважливіш* """,
    # Whoever it may be.
    "anyone": """whoever anyone anybody everyone everybody nobody you your yours every any no others someone
    reader* him them sure busy
    quiconque toi tu te vous votre vos lecteur* lectrice* ceux quelqu'un quelqu’un on l'on l’on toute
    хто ти твоє твій твоя твого тебе вам вас ваш* ви читач* кожен кожн* будь-як* будь-хто всім усім """,
    "tell": """say says tell state put carry carried drop dropped pass passing passed convey conveys mention count
    counts
    give keep kept leave miss misses reads lead leads start starts open opens begin
    dire dis écrire écrive écrivons rapporter rapportez placer placez garder gardez retenir retiendra retenons
    commencer commence ouvre s'ouvre s’ouvre raccourcit noter mentionner citer
    згад* переда* донес* донест* донос* дода* пропус* почина* звучит* сказати розпові* зазнач* вказ* містит* писати
    написати навес*
    поста* винес* """,
}


_LONGEST = 40


@cache
def _members(name: str) -> tuple[frozenset[str], tuple[str, ...]]:
    entries = _CLASSES[name].split()
    whole = frozenset(entry for entry in entries if not entry.endswith("*"))
    return whole, tuple(entry[:-1] for entry in entries if entry.endswith("*"))


@cache
def _beginnings(name: str) -> tuple[frozenset[str], int, int]:
    found = frozenset(_members(name)[1])
    sizes = [len(each) for each in found] or [0]
    return found, min(sizes), max(sizes)


def belongs(word: str, name: str) -> bool:
    """Whether a case-folded word is in the class of this name."""
    return _belongs(word[:_LONGEST], name)


@lru_cache(maxsize=32_768)
def _belongs(word: str, name: str) -> bool:
    if word in _members(name)[0]:
        return True
    found, least, most = _beginnings(name)
    return any(word[:size] in found for size in range(least, min(most, len(word)) + 1)) if found else False
