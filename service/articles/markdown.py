"""A Markdown document becomes an article."""

from __future__ import annotations

import re

from service.articles import prose
from service.articles.blocks import parse, text_blocks
from service.articles.dialects import to_commonmark
from service.articles.front_matter import split
from service.articles.quiet import silence
from service.articles.raised import write_out
from service.articles.visibility import remove_unseen
from service.errors import NoText
from service.types import Article, Origin

_DAY = re.compile(r"\d{4}-\d\d-\d\d")
_CONTENT = re.compile(r"[^\W_]")


def read_markdown(text: str, *, title: str | None = None, field: str = "file", origin: Origin = "file") -> Article:
    """The article in a Markdown document (CommonMark, tables and strikethrough): paragraphs joined by empty lines.

    Its title is `title`, else that of the front matter, else the first heading of the first level; that heading is not
    in the text if it is the title or the first block. Author, date and language are those of the front matter. Targets
    of links and pictures, descriptions of pictures, HTML tags and what HTML hides are not text.

    Raises NoText and FileTooLarge, naming `field`.
    """
    from markdown_it import MarkdownIt

    silence()
    text = text.removeprefix("\ufeff").replace("\r\n", "\n")
    said, body = split(text)
    markup = MarkdownIt("commonmark").enable(["table", "strikethrough"]).render(to_commonmark(body))
    root = parse(markup, field=field)
    if root is None:
        raise NoText("The document is empty; send one with text in it.", field=field)
    remove_unseen(root)
    write_out(root)
    found = [block for block in text_blocks(root) if _CONTENT.search(block.text)]
    heading = next((block for block in found if block.element.tag == "h1"), None)
    title = title or said.get("title") or (heading.text if heading else None)
    if heading and (heading.text == title or heading is found[0]):
        found.remove(heading)
    if not found:
        raise NoText("The document holds nothing but a heading or pictures; send one with text in it.", field=field)
    date = _DAY.match(said.get("date", ""))
    return Article(
        text="\n\n".join(block.text for block in found),
        title=title,
        origin=origin,
        language=prose.language(said.get("lang") or said.get("language")),
        author=said.get("author"),
        date=date[0] if date else None,
    )
