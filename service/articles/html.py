"""A web page becomes an article: its main text, and what it says about itself."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Sequence
from html import unescape
from typing import TYPE_CHECKING, cast

from service.articles.blocks import Block, blocks, parse, text_blocks
from service.articles.completion import is_sentence
from service.articles.furniture import without_furniture
from service.articles.json_ld import ENDLESS_NUMBER, TYPE, bodies, mend
from service.articles.main_text import main_blocks
from service.articles.metadata import about
from service.articles.raised import write_out
from service.articles.repeats import without_repeats
from service.articles.visibility import remove_unseen
from service.articles.walls import is_consent, wall
from service.errors import NoText
from service.text.hidden import remove_hidden
from service.types import Article, Origin

if TYPE_CHECKING:
    from lxml.html import HtmlElement

_WORD = re.compile(r"\w+")
_TAG = re.compile(r"</?[a-z][^<>]*>", re.IGNORECASE)
# Where a page says something about itself; none of it is its text.
_SAYS = ("head", "title", "meta", "link", "script")
# A page that scripts fill in says less than this before they have run; a notice to turn them on, less than that.
_FILLED_IN, _NOTICE = 10, 40
# The text on a page is the article in its data if it shares this much with it; else the data are, if at least so long.
_SHARED, _LARGER = 0.2, 0.5
# A block with more link than this is one.
_LINK = 0.5
_TRIED = "Tried: its main text, its <article> and <main>, its JSON-LD, all of its blocks, its <noscript>."


def read_html(markup: str, *, title: str | None = None, url: str | None = None, field: str = "html") -> Article:
    """The article on a page. Its text is the paragraphs joined by empty lines, each of them one line.

    List items and table rows are paragraphs of their own; the headline is in `title` only, which goes before the page's
    own. What a reader of the page does not see is gone. A page that shows a few sentences and asks for money is these
    few sentences. `url` is where the page came from; without it, what the page gives as its address is taken.

    `field` is what errors name, and where the article says that it came from. Raises NoText with what was tried, and
    FileTooLarge for elements nested more than 2,048 deep.
    """
    root = parse(markup, field=field)
    if root is None:
        raise NoText("The page is empty; send its HTML or its text.", field=field)
    remove_unseen(root, shown=_SAYS)
    write_out(root)
    mend(root)
    page = about(root)
    names = f"{page.author or ''} {page.site_name or ''}"
    scripted = any(TYPE not in (script.get("type") or "") for script in root.iter("script"))
    walls: list[str] = []
    before: set[str] = set()
    for found in _attempts(root, markup, field=field, scripted=scripted):
        paragraphs = without_furniture(found, headlines=[title or "", page.title or ""], names=names)
        reason = wall([text for text in paragraphs if text not in before], page.title)
        if paragraphs and not reason and (not before or any(map(is_sentence, set(paragraphs) - before))):
            break
        if reason:
            walls.append(reason)
            before |= set(paragraphs)
    else:
        raise NoText(_in_its_place(walls[0]) if walls else _nothing_found(scripted), field=field)
    return Article(
        text="\n\n".join(paragraphs),
        title=title or page.title,
        origin=cast(Origin, field),
        language=page.language,
        author=page.author,
        date=page.date,
        site_name=page.site_name,
        url=url or page.canonical,
    )


def _attempts(root: HtmlElement, markup: str, *, field: str, scripted: bool) -> Iterator[list[str]]:
    """Readings of the page, the best first. What the page says about itself is taken out of `root` on the way."""
    from lxml import etree

    data = [text for body in bodies(root) for text in _data_blocks(body, field=field)]
    etree.strip_elements(root, *_SAYS, with_tail=False)
    for read in (main_blocks, _marked_blocks):
        found = _texts(without_repeats(read(root)))
        enough = _count(found) >= (_FILLED_IN if scripted else 1)
        if enough and (not data or (any(map(is_sentence, found)) and not _is_beside(found, data))):
            yield found
    yield data
    standing = [*text_blocks(root)]
    everything = _texts(standing)
    if _count(everything) >= (_FILLED_IN if scripted else 1) and not _is_menu(standing):
        yield everything
    if (again := parse(markup, field=field)) is not None:
        remove_unseen(again, shown=("noscript",))
        write_out(again)
        everything = _texts(text_blocks(again))
        if _count(everything) >= _NOTICE:
            yield everything


def _is_beside(found: Sequence[str], data: Sequence[str]) -> bool:
    """Whether the text on a page is something else than the article in its data, and not clearly the larger one."""
    said, given = _WORD.findall("\n".join(found).lower()), _WORD.findall("\n".join(data).lower())
    runs, known = list(_runs(said)), set(_runs(given))
    if sum(run in known for run in runs) >= _SHARED * len(runs):
        return False
    return len(given) >= _LARGER * len(said) or is_consent(found)


def _runs(words: Sequence[str]) -> Iterator[tuple[str, ...]]:
    return zip(*(words[start:] for start in range(3)), strict=False)


def _marked_blocks(root: HtmlElement) -> list[Block]:
    """The blocks of the largest element that the page itself calls its article."""
    return max(map(_blocks_of, _outermost_marked(root)), key=lambda found: _count(_texts(found)), default=[])


def _blocks_of(element: HtmlElement) -> list[Block]:
    return [*text_blocks(element)]


def _outermost_marked(root: HtmlElement) -> Iterator[HtmlElement]:
    """The elements that the page calls its article, without those inside another one: they hold no more words."""
    from lxml import etree

    walk = etree.iterwalk(root, events=("start",))
    for _, element in walk:
        called = element.get("role") == "main" or element.get("itemprop") == "articleBody"
        if called or element.tag in ("main", "article"):
            yield element
            walk.skip_subtree()


def _is_menu(found: Sequence[Block]) -> bool:
    """Whether there is no paragraph among the blocks, and more of them are links than are not."""
    links = sum(block.linked > _LINK for block in found)
    return 2 * links > len(found) and not any(is_sentence(block.text) for block in found)


def _data_blocks(body: str, *, field: str) -> list[str]:
    markup = body if _TAG.search(body) else unescape(ENDLESS_NUMBER.sub("\ufffd", body))
    if _TAG.search(markup):
        return blocks(markup, field=field)
    lines = (" ".join(remove_hidden(line).split()) for line in markup.splitlines())
    return [line for line in lines if _WORD.search(line)]


def _texts(found: Iterable[Block]) -> list[str]:
    return [block.text for block in found if _WORD.search(block.text)]


def _count(texts: Iterable[str]) -> int:
    return sum(len(_WORD.findall(text)) for text in texts)


def _in_its_place(what: str) -> str:
    return f"No article was found: this is {what}. Send the page as a browser shows it to you, or the article's text."


def _nothing_found(scripted: bool) -> str:
    if scripted:
        remedy = (
            "Its scripts fill it in, and they are not run here; send the HTML as a browser has it then, or the text."
        )
    else:
        remedy = "Send the article's text itself."
    return f"No text was found on the page. {_TRIED} {remedy}"
