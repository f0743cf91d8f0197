"""A story as fifteen kinds of sites print it, with all that such sites put around, between and over it."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from html import escape

from benchmarks.reading.stories import Story


@dataclass(frozen=True, slots=True)
class Specimen:
    """What is sent to the reader, and what must come out. `may` are lines that may be read or left out."""

    kind: str
    story: Story
    content: bytes
    content_type: str
    gold: tuple[str, ...]
    may: tuple[str, ...] = ()


def _p(text: str, attributes: str = "") -> str:
    return f"<p{attributes}>{escape(text, quote=False)}</p>"


def _e(text: str) -> str:
    return escape(text, quote=False)


def _items(story: Story, tag: str = "ul", attributes: str = "") -> str:
    return f"<{tag}{attributes}>" + "".join(f"<li>{_e(item)}</li>" for item in story.items) + f"</{tag}>"


def _table(story: Story, attributes: str = "") -> str:
    head, *rows = story.table
    cells = "<tr>" + "".join(f"<th>{_e(cell)}</th>" for cell in head) + "</tr>"
    body = "".join("<tr>" + "".join(f"<td>{_e(cell)}</td>" for cell in row) + "</tr>" for row in rows)
    return f"<table{attributes}><thead>{cells}</thead><tbody>{body}</tbody></table>"


def _sections(story: Story, tag: str = "h2", attributes: str = "") -> str:
    return "".join(
        f"<{tag}{attributes}>{_e(section.heading)}</{tag}>" + "".join(map(_p, section.paragraphs))
        for section in story.sections
    )


def _menu(story: Story, attributes: str = "") -> str:
    return (
        f"<ul{attributes}>"
        + "".join(f'<li><a href="/{n}">{_e(t)}</a></li>' for n, t in enumerate(story.menu))
        + "</ul>"
    )


def _others(story: Story, attributes: str = "") -> str:
    links = "".join(f'<li><a href="/a/{n}">{_e(text)}</a></li>' for n, text in enumerate(story.others))
    return f"<ul{attributes}>{links}</ul>"


_SAY: Mapping[str, Mapping[str, str]] = {
    "en": {
        "share": "Share this article",
        "cookies": "We and our 214 partners store cookies on your device. You can change your choice at any time in the settings.",
        "accept": "Accept all",
        "related": "You may also like",
        "comments": "Comments (3)",
        "comment": "I took that road every day for thirty years and nobody ever asked me what I thought of it.",
        "letter": "Get our weekly letter. No spam, one email on Fridays.",
        "rights": "All rights reserved. Reproduction only with written permission of the publisher.",
        "reply": "Thanks for posting, very interesting. My cousin said the same last week.",
        "edit": "edit",
        "contents": "Contents",
        "unsubscribe": "You receive this email because you signed up on our site. Unsubscribe or manage your preferences.",
        "helpful": "Is this page useful? Yes No Report a problem with this page",
        "cart": "Your cart is empty. Free delivery over 40.",
        "caption": "The place on Wednesday. Photo: our archive",
        "read": "min read",
        "by": "By",
    },
    "fr": {
        "share": "Partager l'article",
        "cookies": "Nos 214 partenaires et nous déposons des cookies sur votre appareil. Vous pouvez changer d'avis à tout moment.",
        "accept": "Tout accepter",
        "related": "À lire aussi",
        "comments": "Commentaires (3)",
        "comment": "J'ai pris cette route tous les jours pendant trente ans et personne ne m'a jamais rien demandé.",
        "letter": "Recevez notre lettre hebdomadaire. Pas de publicité, un courriel le vendredi.",
        "rights": "Tous droits réservés. Reproduction soumise à l'accord écrit de l'éditeur.",
        "reply": "Merci pour ce partage, très intéressant. Mon cousin disait la même chose la semaine dernière.",
        "edit": "modifier",
        "contents": "Sommaire",
        "unsubscribe": "Vous recevez ce message car vous êtes inscrit sur notre site. Se désinscrire ou gérer vos préférences.",
        "helpful": "Cette page vous a-t-elle été utile ? Oui Non Signaler un problème",
        "cart": "Votre panier est vide. Livraison offerte dès 40.",
        "caption": "Le site mercredi. Photo : archives",
        "read": "min de lecture",
        "by": "Par",
    },
    "uk": {
        "share": "Поділитися статтею",
        "cookies": "Ми та 214 наших партнерів зберігаємо файли cookie на вашому пристрої. Вибір можна змінити будь-коли.",
        "accept": "Прийняти всі",
        "related": "Читайте також",
        "comments": "Коментарі (3)",
        "comment": "Тридцять років щодня тут ходив, і ніхто ніколи не спитав, що я про це думаю.",
        "letter": "Отримуйте наш щотижневий лист. Без реклами, один лист у п'ятницю.",
        "rights": "Усі права захищено. Передрук лише з письмового дозволу редакції.",
        "reply": "Дякую за допис, дуже цікаво. Мій двоюрідний брат казав те саме минулого тижня.",
        "edit": "ред.",
        "contents": "Зміст",
        "unsubscribe": "Ви отримали цей лист, бо підписалися на нашому сайті. Відписатися або змінити налаштування.",
        "helpful": "Чи була сторінка корисною? Так Ні Повідомити про помилку",
        "cart": "Ваш кошик порожній. Безкоштовна доставка від 40.",
        "caption": "Це місце в середу. Фото: архів",
        "read": "хв читання",
        "by": "Автор:",
    },
}


def _html(story: Story, body: str, head: str = "", charset: str = "utf-8") -> bytes:
    page = (
        f'<!DOCTYPE html>\n<html lang="{story.language}"><head><meta charset="{charset}">'
        f"<title>{_e(story.title)} - {_e(story.site)}</title>{head}</head><body>{body}</body></html>"
    )
    return page.encode(charset, "xmlcharrefreplace")


def newspaper(story: Story) -> Specimen:
    """A theme with widgets, as half of the web's papers have."""
    say = _SAY[story.language]
    body = f"""
<div id="page" class="site"><header id="masthead"><p class="site-title"><a href="/">{_e(story.site)}</a></p>
<nav id="site-navigation" class="main-navigation">{_menu(story, ' class="menu"')}</nav></header>
<div id="content"><main id="main" class="site-main"><article id="post-2217" class="post type-post hentry">
<header class="entry-header"><h1 class="entry-title">{_e(story.title)}</h1>
<div class="entry-meta"><span class="posted-on"><a href="/2025/"><time class="entry-date published" datetime="{story.date}">{story.printed_date}</time></a></span>
<span class="byline"> {say["by"]} <span class="author vcard"><a class="url fn n" href="/author/x">{_e(story.author)}</a></span></span></div></header>
<div class="post-thumbnail"><img src="x.jpg" alt=""></div>
<div class="entry-content">{_p(story.lead)}{"".join(map(_p, story.opening))}
<div class="code-block code-block-2" style="margin:8px 0"><ins class="adsbygoogle" data-ad-slot="123"></ins></div>
{_sections(story)}{_p(story.before_items)}{_items(story, attributes=' class="wp-block-list"')}
<blockquote class="wp-block-quote">{_p(story.quotation)}</blockquote>
<figure class="wp-block-table">{_table(story)}</figure>{_p(story.closing)}
<div class="sharedaddy sd-sharing-enabled"><h3 class="sd-title">{say["share"]}</h3><ul><li><a href="#">Facebook</a></li><li><a href="#">Telegram</a></li></ul></div>
<div id="jp-relatedposts" class="jp-relatedposts"><h3>{say["related"]}</h3>{_others(story)}</div></div>
<footer class="entry-footer"><span class="tags-links"><a rel="tag" href="/t/1">{_e(story.menu[1])}</a></span></footer></article>
<div id="comments" class="comments-area"><h2 class="comments-title">{say["comments"]}</h2><ol class="comment-list"><li class="comment"><article class="comment-body"><div class="comment-content">{_p(say["comment"])}</div></article></li></ol></div>
</main><aside id="secondary" class="widget-area"><section class="widget"><h2>{say["related"]}</h2>{_others(story)}</section><section class="widget">{_p(say["letter"])}</section></aside></div>
<footer id="colophon"><div class="site-info">© 2025 {_e(story.site)}. {say["rights"]}</div></footer></div>"""
    return Specimen("newspaper", story, _html(story, body), "text/html; charset=utf-8", tuple(story.texts()))


def agency(story: Story) -> Specimen:
    """One block, lines parted by breaks, a teaser list behind it."""
    say = _SAY[story.language]
    lines = [story.lead, *story.opening]
    for section in story.sections:
        lines += [f"<b>{_e(section.heading)}</b>", *section.paragraphs]
    lines += [story.before_items, *(f"• {item}" for item in story.items), story.quotation, story.closing]
    text = "<br><br>\n".join(line if line.startswith("<b>") else _e(line) for line in lines)
    body = f"""<div class="top"><a href="/">{_e(story.site)}</a> {_menu(story)}</div>
<div class="wrap"><div class="col-left"><h1>{_e(story.title)}</h1><div class="date">{story.printed_date} 10:42</div>
<div class="news-text">{text}</div><div class="tags"><a href="/t">{_e(story.menu[2])}</a></div>
<div class="more">{say["related"]}:{_others(story)}</div></div><div class="col-right">{_others(story)}</div></div>
<div class="bottom">{say["rights"]}</div>"""
    return Specimen("agency", story, _html(story, body), "text/html; charset=utf-8", tuple(story.texts(table=False)))


def broadsheet(story: Story) -> Specimen:
    """A standfirst in the page's head, hashed class names, slots for ads and letters between the paragraphs."""
    say = _SAY[story.language]
    slot = f'<div class="css-ad9x"><div id="dfp-mid" aria-hidden="true"></div></div><aside class="css-nl42"><p>{say["letter"]}</p><form><input type="email" placeholder="email"><button>OK</button></form></aside>'
    structured = (
        '<script type="application/ld+json">{"@context":"https://schema.org","@type":"NewsArticle","headline":"'
        + story.title.replace('"', '\\"')
        + '","datePublished":"'
        + story.date
        + 'T09:00:00Z","author":[{"@type":"Person","name":"'
        + story.author
        + '"}],"publisher":{"@type":"Organization","name":"'
        + story.site
        + '"}}</script>'
    )
    paragraphs = [_p(text, ' class="css-at9mc1 evys1bk0"') for text in story.opening]
    paragraphs.insert(1, slot)
    body = f"""<div id="app"><div class="css-cookie" role="dialog" aria-label="cookies"><p>{say["cookies"]}</p><button>{say["accept"]}</button></div>
<div class="css-1vkm6nb ehdk2mb0"><header class="css-header">{_menu(story)}</header>
<main id="site-content"><div><article class="css-1vxca1d e1lmdhsb0"><header class="css-meta">
<h1 class="css-1l8buln e1h9rw200">{_e(story.title)}</h1><p class="css-1wtm6b5 e1wiw3jv0">{_e(story.lead)}</p>
<div class="css-toolbar"><button>{say["share"]}</button></div><figure class="css-fig"><img src="a.jpg"><figcaption>{say["caption"]}</figcaption></figure>
<div class="css-byline">{say["by"]} <span>{_e(story.author)}</span> <time datetime="{story.date}">{story.printed_date}</time></div></header>
<section name="articleBody" class="meteredContent css-1r7ky0e"><div class="css-s99gbd StoryBodyCompanionColumn"><div class="css-53u6y8">{"".join(paragraphs)}</div></div>
<div class="css-s99gbd StoryBodyCompanionColumn"><div class="css-53u6y8">{_sections(story, "h2", ' class="css-kypbrf eoo0vm40"')}</div></div>
<div class="css-s99gbd StoryBodyCompanionColumn"><div class="css-53u6y8">{_p(story.before_items)}{_items(story)}{_p(story.quotation)}{_table(story)}{_p(story.closing)}</div></div></section>
<div class="bottom-of-article"><div class="css-rel"><h2>{say["related"]}</h2>{_others(story)}</div></div></article></div></main>
<footer class="css-foot"><nav>{_menu(story)}</nav><p>{say["rights"]}</p></footer></div></div>"""
    return Specimen(
        "broadsheet",
        story,
        _html(story, body, structured),
        "text/html; charset=utf-8",
        tuple(story.texts()),
        (say["caption"],),
    )


def static_blog(story: Story) -> Specimen:
    """A generator's plain markup, with footnotes and a table of contents."""
    say = _SAY[story.language]
    contents = "".join(f'<li><a href="#s{n}">{_e(s.heading)}</a></li>' for n, s in enumerate(story.sections))
    sections = "".join(
        f'<h2 id="s{n}">{_e(s.heading)} <a class="headerlink" href="#s{n}" title="#">#</a></h2>'
        + "".join(map(_p, s.paragraphs))
        for n, s in enumerate(story.sections)
    )
    lead = (
        f'<p>{_e(story.lead)}<sup id="fnref:1"><a href="#fn:1" class="footnote-ref" role="doc-noteref">1</a></sup></p>'
    )
    body = f"""<header class="site-header"><a class="site-title" href="/">{_e(story.site)}</a><nav>{_menu(story)}</nav></header>
<main><article class="post"><header><h1>{_e(story.title)}</h1><p class="post-meta"><time datetime="{story.date}">{story.printed_date}</time> • {_e(story.author)} • 4 {say["read"]}</p></header>
<nav class="toc" id="TableOfContents"><p>{say["contents"]}</p><ul>{contents}</ul></nav>
<div class="post-content">{lead}{"".join(map(_p, story.opening))}{sections}{_p(story.before_items)}{_items(story, "ol")}
<blockquote>{_p(story.quotation)}</blockquote>{_table(story)}{_p(story.closing)}</div>
<nav class="pagination"><a href="/prev">← {_e(story.others[0])}</a> <a href="/next">{_e(story.others[1])} →</a></nav></article></main>
<footer class="site-footer"><p>© 2025 · {say["rights"]}</p></footer>"""
    return Specimen("static blog", story, _html(story, body), "text/html; charset=utf-8", tuple(story.texts()))


def wiki(story: Story) -> Specimen:
    """An encyclopedia's page: edit links, notes, contents, a box of facts beside the text, categories."""
    say = _SAY[story.language]
    note = '<sup id="cite_ref-1" class="reference"><a href="#cite_note-1"><span class="cite-bracket">[</span>1<span class="cite-bracket">]</span></a></sup>'
    sections = "".join(
        f'<div class="mw-heading mw-heading2"><h2 id="{n}">{_e(s.heading)}</h2><span class="mw-editsection"><span class="mw-editsection-bracket">[</span><a href="/e">{say["edit"]}</a><span class="mw-editsection-bracket">]</span></span></div>'
        + "".join(f"<p>{_e(text)}{note}\n</p>" for text in s.paragraphs)
        for n, s in enumerate(story.sections)
    )
    contents = "".join(
        f'<li class="toclevel-1"><a href="#{n}"><span class="tocnumber">{n + 1}</span> <span class="toctext">{_e(s.heading)}</span></a></li>'
        for n, s in enumerate(story.sections)
    )
    body = f"""<div class="mw-page-container"><div class="vector-header"><nav>{_menu(story)}</nav></div>
<main id="content" class="mw-body"><header class="mw-body-header"><h1 id="firstHeading" class="firstHeading mw-first-heading"><span class="mw-page-title-main">{_e(story.title)}</span></h1></header>
<div id="bodyContent"><div id="mw-content-text" class="mw-body-content"><div class="mw-content-ltr mw-parser-output" lang="{story.language}" dir="ltr">
<div role="note" class="hatnote navigation-not-searchable">{_e(story.others[0])}</div>
<p><b>{_e(story.lead[:12])}</b>{_e(story.lead[12:])}{note}</p>{"".join(f"<p>{_e(text)}</p>" for text in story.opening)}
<div id="toc" class="toc" role="navigation"><div class="toctitle"><h2>{say["contents"]}</h2></div><ul>{contents}</ul></div>
{sections}{_p(story.before_items)}{_items(story)}{_p(story.quotation)}{_table(story, ' class="wikitable"')}{_p(story.closing)}
<div class="reflist"><ol class="references"><li id="cite_note-1"><span class="mw-cite-backlink"><a href="#cite_ref-1">^</a></span> <span class="reference-text">{_e(story.author)}, {story.date}.</span></li></ol></div>
<div class="navbox" role="navigation"><table><tr><td>{_others(story)}</td></tr></table></div></div></div>
<div id="catlinks" class="catlinks"><a href="/c">{_e(story.menu[1])}</a></div></div></main>
<footer id="footer" class="mw-footer"><ul><li>{say["rights"]}</li></ul></footer></div>"""
    return Specimen("wiki", story, _html(story, body), "text/html; charset=utf-8", tuple(story.texts()))


def forum(story: Story) -> Specimen:
    """The first post of a thread is the article; answers come after it."""
    say = _SAY[story.language]
    text = "<br>\n<br>\n".join(_e(line) for line in (story.lead, *story.opening))
    rest = "<br>\n<br>\n".join(
        f'<span style="font-weight: bold">{_e(s.heading)}</span><br>\n<br>\n'
        + "<br>\n<br>\n".join(map(_e, s.paragraphs))
        for s in story.sections
    )
    reply = f'<div id="p2" class="post bg1"><div class="postprofile"><a href="/u2">user_77</a> 1204</div><div class="postbody"><p class="author">user_77 » {story.printed_date}</p><div class="content">{say["reply"]}</div><div class="signature">{_e(story.menu[0])} | user_77</div></div></div>'
    body = f"""<div id="wrap"><div id="page-header">{_menu(story, ' class="navlinks"')}</div><div id="page-body"><h2 class="topic-title"><a href="/t1">{_e(story.title)}</a></h2>
<div id="p1" class="post bg2"><div class="inner"><dl class="postprofile"><dt><a href="/u1" class="username">{_e(story.author)}</a></dt><dd>512</dd></dl>
<div class="postbody"><p class="author">{story.printed_date}</p>
<div class="content">{text}<br>
<br>
{rest}<br>
<br>
{_e(story.before_items)}<br>
<ul>{"".join(f"<li>{_e(item)}</li>" for item in story.items)}</ul>
{_e(story.quotation)}<br>
<br>
{_e(story.closing)}</div></div></div></div>{reply}{reply.replace("p2", "p3")}</div><div id="page-footer">{say["rights"]}</div></div>"""
    return Specimen(
        "forum",
        story,
        _html(story, body),
        "text/html; charset=utf-8",
        tuple(story.texts(table=False)),
        (say["reply"],) * 2,
    )


def shop(story: Story) -> Specimen:
    """A shop's magazine."""
    say = _SAY[story.language]
    body = f"""<div class="shopify-section announcement-bar"><p>{say["cart"]}</p></div><header class="header"><nav>{_menu(story)}</nav><div class="cart-drawer"><h2>{say["cart"]}</h2></div></header>
<main id="MainContent"><article class="article-template"><div class="article-template__hero-container"><img src="x.jpg"></div>
<header><h1 class="article-template__title">{_e(story.title)}</h1><span class="caption-with-letter-spacing"><time datetime="{story.date}">{story.printed_date}</time></span> <span>{_e(story.author)}</span></header>
<div class="article-template__content page-width rte">{_p(story.lead)}<p>&nbsp;</p>{"".join(map(_p, story.opening))}{_sections(story, "h3")}{_p(story.before_items)}{_items(story)}<p><em>{_e(story.quotation)}</em></p>{_table(story, ' width="100%"')}{_p(story.closing)}</div>
<div class="article-template__social"><button>{say["share"]}</button></div></article>
<div class="product-grid"><h2>{say["related"]}</h2><ul><li class="card"><a href="/p">{_e(story.others[0])}</a><span class="price">19,90</span></li><li class="card"><a href="/p2">{_e(story.others[1])}</a><span class="price">24,90</span></li></ul></div></main>
<footer class="footer"><p>{say["letter"]}</p><small>{say["rights"]}</small></footer>"""
    return Specimen("shop", story, _html(story, body), "text/html; charset=utf-8", tuple(story.texts()))


def government(story: Story) -> Specimen:
    """An authority's content system: fields in divs, a trail of links, a box that asks for praise."""
    say = _SAY[story.language]
    body = f"""<a href="#main" class="visually-hidden focusable skip-link">Skip</a><div class="gov-banner"><p>{_e(story.site)}</p></div><header role="banner">{_menu(story)}</header>
<nav class="breadcrumb" aria-label="Breadcrumb"><ol><li><a href="/">{_e(story.menu[0])}</a></li><li><a href="/n">{_e(story.menu[1])}</a></li></ol></nav>
<main id="main" role="main"><div class="layout-content"><h1 class="page-title"><span class="field field--name-title">{_e(story.title)}</span></h1>
<div class="node__meta"><time datetime="{story.date}">{story.printed_date}</time></div>
<div class="node__content"><div class="clearfix text-formatted field field--name-field-lead field--type-text-long field__item">{_p(story.lead)}</div>
<div class="clearfix text-formatted field field--name-body field--type-text-with-summary field__item">{"".join(map(_p, story.opening))}{_sections(story)}{_p(story.before_items)}{_items(story)}{_p(story.quotation)}<div class="table-responsive">{_table(story, ' class="table"')}</div></div>
<div class="clearfix text-formatted field field--name-field-closing field__item">{_p(story.closing)}</div></div></div>
<div class="feedback-banner"><p>{say["helpful"]}</p></div></main><footer role="contentinfo"><p>{say["rights"]}</p>{_menu(story)}</footer>"""
    return Specimen("government", story, _html(story, body), "text/html; charset=utf-8", tuple(story.texts()))


def magazine(story: Story) -> Specimen:
    """Large first letters, a pull quote that repeats a sentence, pictures with captions, boxes of links within."""
    say = _SAY[story.language]
    first = f'<p class="dropcap-lead"><span class="dropcap">{_e(story.lead[0])}</span>{_e(story.lead[1:])}</p>'
    pulled = f'<aside class="pull-quote" aria-hidden="true"><p>{_e(story.quotation)}</p></aside>'
    inner = f'<div class="related-inline"><span>{say["related"]}</span> <a href="/r">{_e(story.others[2])}</a></div>'
    opening = [_p(text) for text in story.opening]
    body = f"""<div class="mag-nav">{_menu(story)}</div><div class="mag-article" itemscope itemtype="http://schema.org/Article">
<h1 itemprop="headline">{_e(story.title)}</h1><div class="mag-by">{say["by"]} <a rel="author" href="/w">{_e(story.author)}</a> · <span itemprop="datePublished" content="{story.date}">{story.printed_date}</span></div>
<div itemprop="articleBody" class="mag-body">{first}{opening[0]}{pulled}{"".join(opening[1:])}
<figure><img src="b.jpg" alt=""><figcaption>{say["caption"]}</figcaption></figure>{_sections(story, "h3")}{inner}{_p(story.before_items)}{_items(story)}{_p(story.quotation)}{_table(story)}{_p(story.closing)}</div>
<div class="mag-author-bio"><p>{_e(story.author)} · {_e(story.site)}</p></div></div><div class="mag-footer">{say["rights"]}</div>"""
    return Specimen(
        "magazine", story, _html(story, body), "text/html; charset=utf-8", tuple(story.texts()), (say["caption"],)
    )


def newsletter(story: Story) -> Specimen:
    """A mail as it is seen in a browser: tables in tables, a line that only inboxes show."""
    say = _SAY[story.language]

    def row(content: str) -> str:
        return f'<tr><td style="padding:0 24px 16px;font-family:Arial,sans-serif;font-size:16px;line-height:24px">{content}</td></tr>'

    sections = "".join(
        row(f'<h2 style="margin:0">{_e(s.heading)}</h2>')
        + "".join(row(_p(text, ' style="margin:0"')) for text in s.paragraphs)
        for s in story.sections
    )
    body = f"""<div style="display:none;max-height:0;overflow:hidden">{_e(story.others[0])} — {_e(story.others[1])}</div>
<table role="presentation" width="100%"><tr><td align="center"><table role="presentation" width="600">
{row(f'<a href="/">{_e(story.site)}</a>')}{row(f'<h1 style="margin:0">{_e(story.title)}</h1>')}
{row(_p(story.lead))}{"".join(row(_p(text)) for text in story.opening)}{sections}{row(_p(story.before_items) + _items(story))}{row(_p(story.quotation))}{row(_p(story.closing))}
<tr><td style="font-size:12px;color:#888"><p>{say["unsubscribe"]}</p><p>{say["rights"]}</p></td></tr></table></td></tr></table>"""
    return Specimen(
        "newsletter", story, _html(story, body), "text/html; charset=utf-8", tuple(story.texts(table=False))
    )


def portal(story: Story) -> Specimen:
    """Paragraphs as divs, a consent dialog, a wall for readers who have not paid over what is there all the same."""
    say = _SAY[story.language]

    def line(text: str) -> str:
        return f'<div class="article__paragraph" data-testid="paragraph"><div><span>{_e(text)}</span></div></div>'

    sections = "".join(
        f'<div class="article__subtitle" role="heading" aria-level="2">{_e(s.heading)}</div>'
        + "".join(map(line, s.paragraphs))
        for s in story.sections
    )
    items = "".join(
        f'<div class="list__item"><span class="bullet"></span><span>{_e(item)}</span></div>' for item in story.items
    )
    body = f"""<div id="didomi-host" class="consent-popup"><p>{say["cookies"]}</p><button>{say["accept"]}</button></div>
<div class="header-mega"><div class="menu">{_menu(story)}</div></div><div class="layout"><div class="article" id="article">
<div class="article__title"><h1>{_e(story.title)}</h1></div><div class="article__info">{_e(story.author)}<span class="sep">|</span>{story.printed_date}</div>
<div class="article__chapo"><span>{_e(story.lead)}</span></div><div class="article__body">{"".join(map(line, story.opening))}
<div class="ad-slot" id="ad-1"><span class="ad-label">Ad</span></div>{sections}{line(story.before_items)}<div class="list">{items}</div>{line(story.quotation)}{line(story.closing)}</div>
<div class="article__tags"><a href="/x">{_e(story.menu[2])}</a></div></div><div class="sidebar"><div class="most-read">{_others(story)}</div></div></div>
<div class="footer-mega">{say["rights"]}</div>"""
    return Specimen("portal", story, _html(story, body), "text/html; charset=utf-8", tuple(story.texts(table=False)))


def web_office(story: Story) -> Specimen:
    """A document published from a word processor in the browser."""

    def span(text: str) -> str:
        return f'<span class="c1">{_e(text)}</span>'

    sections = "".join(
        f'<h2 class="c5" id="h.{n}"><span class="c6">{_e(s.heading)}</span></h2>'
        + "".join(f'<p class="c0">{span(text)}</p>' for text in s.paragraphs)
        for n, s in enumerate(story.sections)
    )
    items = (
        '<ul class="c8 lst-kix_1-0 start">'
        + "".join(f'<li class="c0 c9 li-bullet-0">{span(item)}</li>' for item in story.items)
        + "</ul>"
    )
    rows = "".join(
        '<tr class="c4">'
        + "".join(f'<td class="c7" colspan="1" rowspan="1"><p class="c3">{span(cell)}</p></td>' for cell in row)
        + "</tr>"
        for row in story.table
    )
    body = f"""<div id="contents"><style type="text/css">.c1{{color:#000}}.lst-kix_1-0>li:before{{content:"● "}}</style><div class="c2 doc-content">
<p class="c0 title"><span class="c10">{_e(story.title)}</span></p><p class="c0">{span(story.lead)}</p>{"".join(f'<p class="c0">{span(text)}</p><p class="c0 c11"><span class="c1"></span></p>' for text in story.opening)}
{sections}<p class="c0">{span(story.before_items)}</p>{items}<p class="c0">{span(story.quotation)}</p><table class="c12"><tbody>{rows}</tbody></table><p class="c0">{span(story.closing)}</p></div></div>"""
    return Specimen(
        "web office", story, _html(story, body), "text/html; charset=utf-8", tuple(story.texts()), (story.title,)
    )


def saved_by_word(story: Story) -> Specimen:
    """A document saved as a page by a word processor, with its conditional comments and a regional encoding."""
    charset = {"uk": "windows-1251"}.get(story.language, "windows-1252")
    sections = "".join(
        f"<h2><span lang=X style='mso-fareast-font-family:\"Times New Roman\"'>{_e(s.heading)}<o:p></o:p></span></h2>"
        + "".join(f"<p class=MsoNormal><span lang=X>{_e(text)}<o:p></o:p></span></p>" for text in s.paragraphs)
        for s in story.sections
    )
    items = "".join(
        f"<p class=MsoListParagraphCxSpMiddle style='text-indent:-18.0pt;mso-list:l0 level1 lfo1'><![if !supportLists]><span style='font-family:Symbol'><span style='mso-list:Ignore'>·<span style='font:7.0pt \"Times New Roman\"'>&nbsp;&nbsp;&nbsp; </span></span></span><![endif]><span>{_e(item)}<o:p></o:p></span></p>"
        for item in story.items
    )
    body = f"""<div class=WordSection1><p class=MsoTitle>{_e(story.title)}<o:p></o:p></p><p class=MsoNormal>{_e(story.lead)}<o:p></o:p></p>
{"".join(f"<p class=MsoNormal>{_e(text)}<o:p></o:p></p>" for text in story.opening)}{sections}<p class=MsoNormal>{_e(story.before_items)}</p>{items}<p class=MsoNormal>{_e(story.quotation)}</p>{_table(story, " class=MsoTableGrid border=1")}<p class=MsoNormal>{_e(story.closing)}</p></div>"""
    head = "<meta name=Generator content='Microsoft Word 15'><!--[if gte mso 9]><xml><w:WordDocument><w:View>Print</w:View></w:WordDocument></xml><![endif]--><style>p.MsoNormal{margin:0}</style>"
    content = _html(story, body, head, charset)
    return Specimen("saved by Word", story, content, "text/html", tuple(story.texts()), (story.title,))


def old_site(story: Story) -> Specimen:
    """A site of 2003: tables for layout, fonts, no declared encoding where the server declares a wrong one."""
    charset = {"uk": "koi8-u", "fr": "iso-8859-1"}.get(story.language, "windows-1252")
    say = _SAY[story.language]
    links = "".join(
        f'<tr><td><font size="1"><a href="/{n}">{_e(text)}</a></font></td></tr>' for n, text in enumerate(story.menu)
    )
    sections = "".join(
        f"<p><font size=4><b>{_e(s.heading)}</b></font>"
        + "".join(f"<p align=justify><font face=Verdana size=2>{_e(text)}</font>" for text in s.paragraphs)
        for s in story.sections
    )
    body = f"""<table width=780 border=0 align=center><tr><td colspan=3 bgcolor="#003366"><font color=white size=5>{_e(story.site)}</font></td></tr>
<tr valign=top><td width=130><table>{links}</table></td><td width=500><center><h1><font color="#990000">{_e(story.title)}</font></h1></center>
<p align=justify><font face=Verdana size=2>{_e(story.lead)}</font>{"".join(f"<p align=justify><font face=Verdana size=2>{_e(text)}</font>" for text in story.opening)}{sections}
<p align=justify><font face=Verdana size=2>{_e(story.before_items)}</font><ul><font face=Verdana size=2>{"".join(f"<li>{_e(item)}" for item in story.items)}</font></ul>
<p align=justify><font face=Verdana size=2>{_e(story.quotation)}</font><p align=justify><font face=Verdana size=2>{_e(story.closing)}</font></td>
<td width=150><font size=1>{say["related"]}<br>{"<br>".join(f'<a href="/o">{_e(text)}</a>' for text in story.others)}</font></td></tr>
<tr><td colspan=3 align=center><font size=1>{say["rights"]}</font></td></tr></table>"""
    page = f"<HTML><HEAD><TITLE>{_e(story.title)}</TITLE><META HTTP-EQUIV=Content-Type CONTENT='text/html; charset={charset}'></HEAD><BODY>{body}</BODY></HTML>"
    return Specimen(
        "old site", story, page.encode(charset, "xmlcharrefreplace"), "text/html", tuple(story.texts(table=False))
    )


def amp(story: Story) -> Specimen:
    """The light version for phones."""
    say = _SAY[story.language]
    body = f"""<amp-sidebar id="sb" layout="nodisplay">{_menu(story)}</amp-sidebar><header class="amp-head"><a href="/">{_e(story.site)}</a></header>
<main><article class="amp-article"><h1>{_e(story.title)}</h1><p class="byline">{say["by"]} {_e(story.author)} <time datetime="{story.date}">{story.printed_date}</time></p>
<amp-img src="a.jpg" width="600" height="400" layout="responsive"></amp-img><p class="intro">{_e(story.lead)}</p>{"".join(map(_p, story.opening))}<amp-ad width="300" height="250" type="x"></amp-ad>
{_sections(story)}{_p(story.before_items)}{_items(story)}<blockquote>{_e(story.quotation)}</blockquote>{_table(story)}{_p(story.closing)}
<amp-social-share type="email"></amp-social-share></article><section class="amp-related"><h3>{say["related"]}</h3>{_others(story)}</section></main>
<footer><p>{say["rights"]}</p></footer><amp-consent><div>{say["cookies"]}<button>{say["accept"]}</button></div></amp-consent>"""
    return Specimen("amp", story, _html(story, body), "text/html; charset=utf-8", tuple(story.texts()))


KINDS: Sequence[Callable[[Story], Specimen]] = (
    newspaper,
    agency,
    broadsheet,
    static_blog,
    wiki,
    forum,
    shop,
    government,
    magazine,
    newsletter,
    portal,
    web_office,
    saved_by_word,
    old_site,
    amp,
)
