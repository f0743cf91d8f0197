"""Pages and files that are expensive for code that looks at a part more than a few times: runs, nestings, circles.

Each is made to about a length, so that what reading it takes can be compared between one length and a multiple of it.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator

from tests.support.adversarial import REPEATED, numbered, text_of

Made = Callable[[int], str]


SENTENCE = "The bridge over the river was closed on Monday, and nobody knows when it will open again. "
_PROSE = f"<p>{SENTENCE * 3}</p>"


def run(before: str, unit: str, after: str = "") -> Made:
    """A unit again and again; `{}` in it is a number, another one each time."""
    repeat = numbered if "{}" in unit else text_of
    return lambda length: before + repeat(unit, length) + after


def nest(begin: str, end: str = "", *, before: str = "", inside: str = "", after: str = "") -> Made:
    """A beginning again and again, and then as many ends."""

    def made(length: int) -> str:
        depth = max(1, length // len(begin + end))
        return before + begin * depth + inside + end * depth + after

    return made


def _in_a_page(made: Made) -> Made:
    return lambda length: (
        f"<html><head><title>The bridge</title></head><body>{_PROSE}{made(length)}{_PROSE}</body></html>"
    )


def _in_a_head(made: Made) -> Made:
    return lambda length: f"<html><head>{made(length)}</head><body>{_PROSE * 3}</body></html>"


def _in_an_attribute(name: str) -> dict[str, Made]:
    units = _CSS if name == "style" else ("a ", "a", "{} ", "&amp;", "-", "comment ", "\n")
    return {f"{name} of {unit!r}": run(f'<p {name}="', unit, f'">{SENTENCE}</p>') for unit in units}


_CSS = (
    "rgba(", "rgba(0,", "rgba(0,0,0,0)", "hsla(", "hsla(/0", "translate(", "translate3d(-", "translate(-9", "scale(",
    "inset(",
    "rect(", "color:rgba(", "color:", "color:#", ":", ";", "a:b;", "a{}:b;", "/*", "/**/", "*/", "/", "-", "9", ".9",
    "px", "#fff",
    "!important", "display:none;", "opacity:0", "0 ", ",", "(", ")", "{{", "}}", "@media", "clip:rect(0",
    "transform:translate(",
    "background:rgba(",
)  # fmt: skip
_SHEETS = (
    "a{}", ".a{color:red}", ".c{}{{color:red}}", "#i{}{{display:none}}", "a,", "a,a{{x:y}}", "p{}{{x{}:y}}",
    "@media x{", "{", "}", "a{b:c;",
    "/*", "/**/", "<!--", ".a .b ", ".a>.b{x:y}", "@media{.a{x:y}}", "a-", "a" , ".", "#",
    "p.c{}{{v{}:1}}x y{{v{}:1}}", "\\", "*", "p{",
    "p{{p{}:1}}.q r{{p{}:1}}",
)  # fmt: skip
_ELEMENTS = (
    "div", "span", "p", "b", "a", "i", "em", "font", "ul", "ol", "li", "dl", "table", "tr", "td", "blockquote",
    "section", "article", "main",
    "aside", "figure", "form", "fieldset", "details", "pre", "code", "q", "h1", "h2", "button", "select", "object",
    "noscript", "template",
    "iframe", "svg", "math", "ruby", "label", "center", "nav", "header", "footer", "dialog", "video", "center",
    "menu", "x-y",
)  # fmt: skip
_HIDDEN = (
    ' aria-hidden="true"', " hidden", " popover", ' style="display:none"', ' style="opacity:0"',
    ' style="visibility:hidden"',
    ' style="font-size:0"', ' style="font-size:0.1em"', ' style="color:#fff"', ' style="background:#fff"',
    ' style="text-indent:-9999px"',
    ' class="a"', ' id="a"', ' role="main"', ' itemprop="articleBody"', ' class="comments"', ' class="post-content"',
    ' lang="en"',
)  # fmt: skip
_BODY_UNITS = (
    "<br>", "<hr>", "<p>", "<p>a", "<p>a.</p>", "<b>", "<b>a</b>", "<i><b></i>", "<a>", "<a href=x>a</a>", "<div>",
    "</div>", "</p>", "<li>", "<li>a</li>",
    "<td>", "<tr>", "<tr><td>a", "<table>", "<table><tr><td>", "<table><tr><td>a</td></tr></table>", "<ul><li>",
    "<ul><li>a</li></ul>",
    "<dl><dt>", "<!--", "<!-- -->", "-->", "<!", "<!a>", "<?", "<?a>", "<![CDATA[", "]]>", "&", "&amp;", "&amp", "&#",
    "&#1;", "&#x", "&#999999999;", "&nbsp;",
    "<", ">", "<<", "</", "<a", "<a ", "<a b", "<a b=", '<a b="', "<a b='c' ", "<script>", "<script></script>",
    "<style>", "<style>p{x:y}</style>",
    "<title>", "<textarea>", "<select><option>", "<img src=x>", "<img alt='a'>", "<input>", "<form>", "<form></form>",
    "<iframe>", "<article><p>a", "<article>",
    "<article><p>A few words of an article. </p></article>", "<main>", "<h1>a</h1>", "<h2>Heading {}</h2>", "<html>",
    "<body>", "<head>", "<meta>",
    "<time>", "<time datetime='2024-01-01'>2024</time>", "<p>2024-01-01</p>", "<p>Published 1 January 2024</p>",
    "<span>1/2/2024 </span>", "<p>{}</p>",
    "<p>Sentence number {} of the page is here, and ends.</p>",
    "<div>Sentence number {} of the page is here, and ends.</div>", "<q>", "<sup>1</sup>",
    "Sentence {}.<br><br>", "Sentence {} goes on<br>", "<span>word </span>", "<p><span>a</span> <b>c</b></p>",
    "<p><a href='/{}'>Link {}</a></p>",
    "<div class='comment'>a</div>", "<div class='post-{}'>text</div>", "<p hidden>a</p>", "<p aria-hidden=true>a</p>",
    "<div aria-hidden=true><h1>a</h1></div>",
    "<table><tr><td><p>a</p><p>b</p></td></tr></table>", "<pre>", "<pre>a\n\n</pre>", "<code>a</code>",
    "<blockquote>a</blockquote>", "<noscript><p>a</noscript>",
    "<p>Read also: a</p>", "<p>Subscribe now</p>", "<p>By Ann, 1 May 2024</p>", "\x00", "\x0b", "\ufffe", "\n\n", " ",
    "\u00a0", "a", "a ", "{} ",
    "<del>a</del>", "<figure><figcaption>a</figcaption></figure>", "<script type='application/ld+json'>{{}}</script>",
    "<p>a<br><br>", "<ruby>a<rt>b",
    "<svg><p>", "<math><mi>", "<object><p>a", "<font color=white>a", "<center>a", "<tt>", "<p><p>", "<li><p>",
    "<a><div>", "<b><p>", "<nobr>", "<frameset>", "<li><ul>",
)  # fmt: skip
_HEAD_UNITS = (
    "<meta>", "<meta name=author content=a>", "<meta property='og:title' content='a'>",
    "<meta name='{}' content='b'>", "<meta property='article:tag' content='{}'>",
    "<meta itemprop=datePublished content='2024-01-01'>", "<meta name=date content='{}'>",
    "<meta name=keywords content='a,b'>", "<meta property='og:locale' content='xx'>",
    "<link rel=canonical href='http://a.com/{}'>", "<link rel=stylesheet>", "<style>p{{x:y}}</style>", "<title>",
    "<title>a</title>", "<base href=x>",
    "<script>", "<script></script>", "<script type='application/ld+json'>{{}}</script>",
    "<script type='application/ld+json'>{{\"@type\":\"Article\",\"author\":\"a\"}}</script>",
    "<script>var a = \"2024-01-01\";</script>", "<script type='application/json'>[]</script>", "<meta charset=x>",
    "<noscript><style>", "<html lang=xx>",
    "<meta name=author content='Ann {}'>", "<meta name=generator content='{}'>",
)  # fmt: skip
_JSON_UNITS = (
    "<a", "<a>", "</", "<", ">", "&", "&lt;a", "&lt;", "&amp;", "&#60;", "<p>a</p>", "<div>", "\\n", "\\n\\n", "a",
    "a ", "\\u200b", "\\\\", '\\"', "<!--", "]]>", "<a b", "\\ud800",
    "Sentence {} of it. ", "<b>", "{}", "/", ".", "-", "<a-", "&lt;p&gt;", "<p",
)  # fmt: skip
_JSON_RAW = (
    "[", "{{", '{{"a":', '{{"@graph":', '{{"@graph":[', '{{"mainEntity":', '"a",', "1", "1,", '"', '"\\', "{{}},",
    '"{}":1,', '{{"articleBody":"x"}},', '{{"@type":"Person","name":"a"}},',
    '"author":[', '"name":"', '"author":{{"name":"a"}},', '"publisher":{{"name":"', '"category":"', '"headline":"a",',
    '"datePublished":"', "\\u0041", "}}", "]", "\n",
)  # fmt: skip
_META_FIELDS = (
    "<title>{}</title>", "<meta name=author content='{}'>", "<meta property='og:title' content='{}'>",
    "<meta property='og:site_name' content='{}'>",
    "<meta name=description content='{}'>", "<link rel=canonical href='{}'>",
    "<meta property='article:published_time' content='{}'>", "<meta name=keywords content='{}'>",
    "<meta property='og:url' content='http://a.com/{}'>", "<html lang='{}'>",
    "<meta http-equiv=content-language content='{}'>", "<meta name=date content='{}'>",
)  # fmt: skip
_META_UNITS = (
    "a", "a ", " ", "|", " | ", " - ", "-", ",", ", ", ";", "by ", "By ", "1", "2024", "2024-", "01/", "/", ".", "@",
    "http://", "&amp;", "&lt;a", "&lt;a&gt;", "(", "[", "\u200b", "é",
    "and ", "·", "\n", "/2024/", "?a=b&", "#", "%", "%41", "Ann ", "Ann, ", "🙂", ":", "_", "T", "Mar ", "1 Mar ",
    "sept. ",
)  # fmt: skip


def _pages() -> Iterator[tuple[str, Made]]:
    for unit in _CSS:
        yield f"style of {unit!r}", _in_a_page(run('<p style="', unit, f'">{SENTENCE}</p>'))
        yield f"colour of {unit!r}", _in_a_page(run('<p style="color:', unit, f'">{SENTENCE}</p>'))
    for name in ("class", "id", "href", "rel", "lang", "title", "color", "bgcolor", "role", "datetime", "type"):
        for unit in ("a ", "a", "rgba(", "{} ", "-", "comment ", "#", "2024-", "&quot;"):
            yield f"{name} of {unit!r}", _in_a_page(run(f'<p {name}="', unit, f'">{SENTENCE}</p>'))
    for unit in ("a{}=b ", "a ", 'style="a" ', "class=a{} ", "data-{}='' ", "= ", "' ", "/ "):
        yield f"attributes of {unit!r}", _in_a_page(run("<p ", unit, f">{SENTENCE}</p>"))
    for unit in _SHEETS:
        yield f"sheet of {unit!r}", _in_a_head(run("<style>", unit, "</style>"))
        yield f"sheet of {unit!r} and classes", _with_classes(run("", unit))
    for name in _ELEMENTS:
        yield f"nested {name}", _in_a_page(nest(f"<{name}>", f"</{name}>", inside=SENTENCE))
        yield f"unclosed {name}", _in_a_page(run("", f"<{name}>", SENTENCE))
        yield f"unclosed {name} with text", _in_a_page(run("", f"<{name}>a", SENTENCE))
        yield f"many {name}", _in_a_page(run("", f"<{name}>A line of text.</{name}>"))
        yield (
            f"many {name} nested thrice",
            _in_a_page(run("", f"<{name}><{name}><{name}>A line.</{name}></{name}></{name}>")),
        )
    for said in _HIDDEN:
        yield f"nested{said}", _in_a_page(nest(f"<div{said}>", "</div>", inside=SENTENCE))
        yield (
            f"nested{said} around a heading",
            _in_a_page(nest(f"<div{said}>", "</div>", inside=f"<h1>Bridge</h1>{SENTENCE}")),
        )
        yield f"many{said}", _in_a_page(run("", f"<div{said}>A line of text.</div>"))
        yield f"many{said} before a heading", _in_a_page(run("", f"<div{said}>", "<h1>a</h1>"))
    for unit in _BODY_UNITS:
        yield f"body of {unit!r}", _in_a_page(run("", unit))
        yield (
            f"paragraph of {unit!r}",
            lambda length, unit=unit: f"<html><body><article><p>{run('', unit)(length)}</p></article></body></html>",
        )
        yield f"only {unit!r}", run("<html><body>", unit)
    for unit in _HEAD_UNITS:
        yield f"head of {unit!r}", _in_a_head(run("", unit))
    for unit in _JSON_UNITS:
        yield (
            f"JSON-LD body of {unit!r}",
            _in_a_head(run('<script type="application/ld+json">{"articleBody":"', unit, '"}</script>')),
        )
        yield (
            f"JSON-LD body of {unit!r} alone",
            run('<html><script type="application/ld+json">{"articleBody":"', unit, '"}</script>'),
        )
    for unit in _JSON_RAW:
        yield f"JSON-LD of {unit!r}", _in_a_head(run('<script type="application/ld+json">', unit, "</script>"))
        yield (
            f"JSON-LD graph of {unit!r}",
            _in_a_head(
                run(
                    '<script type="application/ld+json">{"@context":"http://schema.org","@graph":[',
                    unit,
                    "0]}</script>",
                )
            ),
        )
        yield (
            f"JSON-LD article of {unit!r}",
            _in_a_head(
                run(
                    '<script type="application/ld+json">{"@context":"http://schema.org","@type":"Article",',
                    unit,
                    '"z":0}</script>',
                )
            ),
        )
    for holder in _META_FIELDS:
        for unit in _META_UNITS:
            before, after = holder.split("{}")
            yield f"{holder} of {unit!r}", _in_a_head(run(before, unit, after))
    for name in ("author", "byline", "date", "time", "title", "post-title", "footer", "comment", "entry", "tags"):
        for said in (f"class={name}", f"id={name}", f"itemprop={name}", f"rel={name}"):
            yield f"nested {said}", _in_a_page(nest(f"<div {said}>", "</div>", inside=SENTENCE))
            yield f"many {said}", _in_a_page(run("", f"<div {said}>a</div>"))
            yield f"nested link {said}", _in_a_page(nest(f"<span {said}><a href=x>", "</a></span>", inside=SENTENCE))
    for unit in (
        "<b></b>text ",
        "<b>a</b>text ",
        "<a href=x>b</a> text ",
        "<br>text ",
        "<img>text ",
        "<span></span>text ",
        "<b hidden>a</b>text ",
        "<i hidden></i>a",
        "<script></script>a",
        "<p>a<p hidden>b</p>c</p>",
    ):
        yield f"hidden {unit!r}", _in_a_page(run("", unit))
    for word in ("Ann", "and ", "A, "):
        yield (
            f"authors of {word!r}",
            lambda length, word=word: _in_a_head(
                lambda size: "".join(f"<meta name=author content='{word}{_letters(n)} X'>" for n in range(size // 40))
            )(length),
        )
        yield (
            f"author names of {word!r}",
            lambda length, word=word: _in_a_head(
                lambda size: (
                    "<meta name=author content='" + ", ".join(f"{word}{_letters(n)} X" for n in range(size // 9)) + "'>"
                )
            )(length),
        )
        yield (
            f"persons of {word!r}",
            lambda length, word=word: _in_a_head(
                lambda size: (
                    '<script type="application/ld+json">{"@context":"http://schema.org","@graph":['
                    + ",".join(f'{{"@type":"Person","name":"{word}{_letters(n)} X"}}' for n in range(size // 40))
                    + "]}</script>"
                )
            )(length),
        )
        yield (
            f"authors in JSON-LD of {word!r}",
            lambda length, word=word: _in_a_head(
                lambda size: (
                    '<script type="application/ld+json">{"@context":"http://schema.org","@type":"Article","author":['
                    + ",".join(f'"{word}{_letters(n)} X"' for n in range(size // 12))
                    + "]}</script>"
                )
            )(length),
        )
    for before, unit in (
        ("&#", "9"),
        ("&#x", "f"),
        ("&", "a"),
        ("&#", "0"),
        ("<!--", "-"),
        ("<a ", "b"),
        ("<!DOCTYPE ", "a"),
        ("<?xml ", "a "),
        ("2024-", "9"),
        ("<style>a{color:rgb(", "9"),
        ("<style>a{width:", "9"),
    ):
        yield f"{before}{unit}...", _in_a_page(run(before, unit, ";"))
        yield (
            f"JSON-LD body of {before}{unit}...",
            _in_a_head(run('<script type="application/ld+json">{"articleBody":"' + before, unit, ';"}</script>')),
        )
    for begins, ends in (
        ("<table><tr><td>", "</td></tr></table>"),
        ("<table><tr><td>a<td>", "</table>"),
        ("<ul><li>", "</li></ul>"),
        ("<div><p>a</p>", "</div>"),
        ("<b><i>", "</i></b>"),
        ("<tr><td>", ""),
        ("<div class=a><div hidden>a</div>", "</div>"),
        ("<article><p>A line. </p>", "</article>"),
        ("<a href=x><span>", "</span></a>"),
        ("<blockquote><p>a", "</blockquote>"),
        ("<footer><a href=x>a</a>", "</footer>"),
        ("<object><p>", "</p></object>"),
        ("<button><p>", "</p></button>"),
        ("<h1><div>", "</div></h1>"),
        ("<div class=author>", "</div>"),
        ("<div class=date>", "</div>"),
        ("<span itemprop=author>", "</span>"),
        ("<div class=comments>", "</div>"),
        ("<div class=post><p>a", "</div>"),
        ("<time>", "</time>"),
        ("<div class=footer><a href=x>a</a>", "</div>"),
    ):
        yield f"nested {begins}", _in_a_page(nest(begins, ends, inside=SENTENCE))
        yield (
            f"many nested {begins}",
            _in_a_page(
                lambda length, begins=begins, ends=ends: (
                    (begins * 90 + "Words. " + ends * 90) * (1 + length // (90 * len(begins + ends)))
                )
            ),
        )
    for unit in REPEATED:
        if "<" not in unit:
            yield f"text of {unit!r}", _in_a_page(lambda length, unit=unit: f"<p>{text_of(unit, length)}</p>")


def _letters(number: int) -> str:
    """A word for a number."""
    return "".join(chr(97 + int(digit)) for digit in str(number))


def _with_classes(made: Made) -> Made:
    def page(length: int) -> str:
        classes = run("<p class='", "c{} ", f"'>{SENTENCE}</p>")(length // 3)
        marked = run("", "<p class=c1 id=i{}>a</p>")(length // 3)
        return f"<html><head><style>{made(length // 3)}</style></head><body>{_PROSE}{classes}{marked}</body></html>"

    return page


def _applied_often() -> Iterator[tuple[str, Made]]:
    """What is said once and holds for many elements."""
    children = run("", "<b class=a>A word. </b>")
    lines = run("", "<p class=a>A line of text, which is one of very many.</p>")
    for name in ("class", "id", "style", "title", "lang"):
        yield (
            f"long {name} around many",
            lambda n, name=name: f"<html><body><div {name}='{'a ' * (n // 4)}'>{lines(n // 2)}</div>",
        )
    for unit in ("a", "rgba(", "9", "url(", "hidden ", " "):
        for name in ("color", "background", "width", "overflow", "transform", "clip", "opacity", "display"):
            yield (
                f"rule of {name}: {unit!r}",
                lambda n, name=name, unit=unit: (
                    f"<html><style>.a{{{name}:{text_of(unit, n // 2)}}}</style><body>{_PROSE}{children(n // 2)}"
                ),
            )
    yield (
        "selectors and declarations",
        lambda n: (
            f"<html><style>a b,{numbered('c{} d,', n // 2)}e f{{{numbered('x{}:y;', n // 2)}}}</style><body>{_PROSE}"
        ),
    )
    yield (
        "simple selectors and declarations",
        lambda n: f"<html><style>{numbered('.c{},', n // 2)}.e{{{numbered('x{}:y;', n // 2)}}}</style><body>{_PROSE}",
    )


PAGES: dict[str, Made] = {**dict(_pages()), **dict(_applied_often())}
