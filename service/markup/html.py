"""HTML taken apart: paragraphs, cells, headings and some attributes are blocks, all else stays letter by letter.

The document is never parsed into a tree and written anew: what is malformed stays as malformed as it was. A tag without
its counterpart in the same block is kept as a mark at its place. Text is unescaped once and escaped once.
"""

from __future__ import annotations

import html as entities
import re
from collections.abc import Sequence

from service.markup.document import Direction, DocumentPart, LanguageName, MarkedText, Raw, TextBlock
from service.markup.html_pairs import pairs_of
from service.markup.html_tokens import HtmlAttribute, HtmlToken, html_tokens
from service.markup.inline_run import InlineRun


def _set(listed: str) -> frozenset[str]:
    return frozenset(listed.split())


_BLOCKS = _set(
    "address article aside base blockquote body br caption center col colgroup dd details dialog dir div dl dt fieldset"
    " figcaption figure footer form frame frameset h1 h2 h3 h4 h5 h6 head header hgroup hr html legend li link main"
    " menu meta nav object ol optgroup option p param pre search section select source summary table tbody td template"
    " tfoot th thead title tr track ul video audio canvas rp rt listing"
)
KEPT_ELEMENTS = _set("code kbd var samp pre svg math listing object canvas")
_SHOWN_ATTRIBUTES = frozenset({"alt", "title", "placeholder", "aria-label"})
_DESCRIPTIONS = _set(
    "description og:title og:description og:image:alt twitter:title twitter:description twitter:image:alt"
)
# Tags and texts between those of a raised number.
_LONGEST_NOTE = 12
_BUTTONS = frozenset({"button", "submit", "reset"})


def read_html(html: str, patterns: Sequence[str] = (), *, xml: bool = False) -> MarkedText:
    """A page or a part of one, or with `xml` one in XHTML. `patterns` are protected in it as in any text. Linear."""
    return MarkedText(tuple(_Reading(html, patterns, xml).parts()))


def escape_text(text: str) -> str:
    """Text as HTML writes it between tags."""
    return text.replace("&", "&amp;").replace("<", "&lt;").replace(">", "&gt;")


def escape_value(text: str) -> str:
    """Text as HTML writes it in an attribute, with either quotes around."""
    return escape_text(text).replace('"', "&quot;").replace("'", "&#39;")


class _Reading:
    def __init__(self, html: str, patterns: Sequence[str], xml: bool) -> None:
        self._html, self._patterns = html, patterns
        self._tokens = list(html_tokens(html, xml=xml))
        self._pairs = pairs_of(self._tokens)
        self._parts: list[DocumentPart] = []
        self._run: list[int | tuple[int, int]] = []

    def parts(self) -> list[DocumentPart]:
        index = 0
        while index < len(self._tokens):
            token = self._tokens[index]
            last = self._kept_until(index)
            if token.name in _BLOCKS:
                self._flush()
                if last > index:
                    self._parts.append(self._html[token.start : self._tokens[last].end])
                elif token.kind == "raw":
                    self._title(token)
                else:
                    self._parts += self._tag(token)
            else:
                self._run.append((index, last) if last > index else index)
            index = last + 1
        self._flush()
        return self._parts

    def _kept_until(self, index: int) -> int:
        """The last token of an element that is not translated, which begins here; `index` itself where none does."""
        token = self._tokens[index]
        if token.kind != "open" or not (token.name in KEPT_ELEMENTS or self._is_kept(token) or self._is_note(index)):
            return index
        return self._pairs.get(index, index)

    def _is_kept(self, token: HtmlToken) -> bool:
        for attribute in token.attributes:
            value = self._value(attribute).lower()
            if attribute.name == "translate" and value == "no":
                return True
            if attribute.name == "class" and "notranslate" in value.split():
                return True
        return False

    def _is_note(self, index: int) -> bool:
        """Whether a raised number or sign begins here: no word of the sentence, and best kept away from models."""
        last = self._pairs.get(index, index)
        if self._tokens[index].name != "sup" or not index < last <= index + _LONGEST_NOTE:
            return False
        return not any(map(str.isalpha, self._text(index, last)))

    def _text(self, first: int, last: int) -> str:
        tokens = self._tokens[first : last + 1]
        return "".join(entities.unescape(self._raw(token)) for token in tokens if token.kind == "text")

    def _raw(self, token: HtmlToken) -> str:
        return self._html[token.start : token.end]

    def _flush(self) -> None:
        """Ends the block at hand."""
        items, self._run = self._run, []
        first, last = 0, len(items)
        while first < last and self._is_blank(items[first]):
            first += 1
        while last > first and self._is_blank(items[last - 1]):
            last -= 1
        before, after = (self._as_it_is(part) for part in (items[:first], items[last:]))
        inner = items[first:last]
        lead, tail = self._edges(inner)
        self._parts += before
        if lead:
            self._parts.append(lead)
        self._parts += self._block(inner, lead, tail)
        if tail:
            self._parts.append(tail)
        self._parts += after

    def _is_blank(self, item: int | tuple[int, int]) -> bool:
        if isinstance(item, tuple):
            return False
        token = self._tokens[item]
        return token.kind in ("comment", "raw") or (token.kind == "text" and not self._raw(token).strip(" \t\n\f\r"))

    def _as_it_is(self, items: Sequence[int | tuple[int, int]]) -> list[DocumentPart]:
        return [self._raw(self._tokens[item]) for item in items if isinstance(item, int)]

    def _edges(self, items: Sequence[int | tuple[int, int]]) -> tuple[str, str]:
        """The white space that a block begins and ends with, where it does so with text."""
        edges = []
        for item, at_start in ((items[0], True), (items[-1], False)) if items else ():
            token = self._tokens[item] if isinstance(item, int) else None
            raw = self._raw(token) if token is not None and token.kind == "text" else ""
            stripped = raw.lstrip(" \t\n\f\r") if at_start else raw.rstrip(" \t\n\f\r")
            edges.append(raw[: len(raw) - len(stripped)] if at_start else raw[len(stripped) :])
        return (edges[0], edges[1]) if edges else ("", "")

    def _block(self, items: Sequence[int | tuple[int, int]], lead: str, tail: str) -> list[DocumentPart]:
        run = InlineRun(escape_text, self._patterns)
        own = {item for item in items if isinstance(item, int)}
        for number, item in enumerate(items):
            if isinstance(item, tuple):
                self._keep(run, *item)
                continue
            token = self._tokens[item]
            if token.kind == "text":
                start = token.start + (len(lead) if number == 0 else 0)
                raw = self._html[start : token.end - (len(tail) if number == len(items) - 1 else 0)]
                run.text(entities.unescape(raw), raw)
            elif token.kind == "open" and self._pairs.get(item) in own:
                run.open(self._tag(token))
            elif token.kind == "close" and self._pairs.get(item) in own:
                run.close(self._tag(token))
            else:
                run.mark(self._tag(token))
        return run.parts()

    def _keep(self, run: InlineRun, first: int, last: int) -> None:
        raw = (self._html[self._tokens[first].start : self._tokens[last].end],)
        if self._is_note(first) or self._tokens[first].name in ("svg", "math"):
            run.mark(raw)
        else:
            run.piece(self._text(first, last), raw)

    def _title(self, token: HtmlToken) -> None:
        content = self._html[token.inner_start : token.inner_end]
        stripped = content.strip(" \t\n\f\r")
        start = token.inner_start + content.index(stripped)
        self._parts.append(self._html[token.start : start])
        run = InlineRun(escape_text, self._patterns)
        run.text(entities.unescape(stripped), stripped)
        self._parts += run.parts()
        self._parts.append(self._html[start + len(stripped) : token.end])

    def _tag(self, token: HtmlToken) -> Raw:
        """A tag with its attributes that are shown as blocks, and those that name the language."""
        if token.kind != "open":
            return (self._raw(token),)
        parts: list[DocumentPart] = []
        done = token.start
        names = {attribute.name for attribute in token.attributes}
        if token.name == "html" and "lang" not in names:
            done += 1 + len(token.name)
            parts += self._html[token.start : done], ' lang="', LanguageName(), '"'
        for attribute in token.attributes:
            value = self._attribute(token, attribute)
            if value is not None:
                parts += self._html[done : attribute.start], f'{attribute.name}="', value, '"'
                done = attribute.end
        if token.name == "html" and "dir" not in names:
            parts += self._html[done : token.end - 1].removesuffix("/"), Direction()
            done = token.end - 1
        return (*parts, self._html[done : token.end])

    def _attribute(self, token: HtmlToken, attribute: HtmlAttribute) -> DocumentPart | None:
        """What an attribute's value becomes; None where it stays."""
        value = entities.unescape(self._value(attribute))
        if attribute.name in ("lang", "xml:lang") and re.fullmatch(r"[A-Za-z]{2,3}(?:[-_]\w{1,20})*", value):
            return LanguageName(value)
        if attribute.name == "dir" and value.lower() in ("ltr", "rtl"):
            return Direction(value)
        if any(map(str.isalpha, value)) and self._is_shown(token, attribute):
            run = InlineRun(escape_value, self._patterns)
            run.text(value.strip(), value)
            [part] = run.parts()
            return part if isinstance(part, TextBlock) else None
        return None

    def _is_shown(self, token: HtmlToken, attribute: HtmlAttribute) -> bool:
        if attribute.name in _SHOWN_ATTRIBUTES:
            return True
        others = {each.name: self._value(each).lower() for each in token.attributes}
        if token.name == "meta" and attribute.name == "content":
            return not _DESCRIPTIONS.isdisjoint((others.get("name"), others.get("property")))
        return token.name == "input" and attribute.name == "value" and others.get("type") in _BUTTONS

    def _value(self, attribute: HtmlAttribute) -> str:
        return self._html[attribute.value_start : attribute.value_end]
