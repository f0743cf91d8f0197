"""XLIFF 1.2 and 2.x taken apart: units without a translation get one, with the inline tags of their source."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence

from service.markup.document import DocumentPart, LanguageName, MarkedText
from service.markup.html import escape_text
from service.markup.inline_run import InlineRun
from service.markup.xml_tokens import XmlToken, ends_of, xml_tokens

_UNITS = frozenset({"trans-unit", "segment"})
_SCOPES = frozenset({"file", "group", "unit", "trans-unit"})
# Elements whose text is the sentence's; the text of all others is code of the document that was taken out of.
_AROUND_TEXT = frozenset({"g", "pc", "mrk"})
_TRANSLATE = re.compile(r"""\stranslate\s*=\s*["'](yes|no)["']""")
_PROTECTED = re.compile(r"""\s(?:translate\s*=\s*["']no|mtype\s*=\s*["']protected)["']""")
_TARGET_LANGUAGE = re.compile(r"""(\s(?:target-language|trgLang)\s*=\s*)(?:"[^"]*"|'[^']*')""")


def read_xliff(xml: str, patterns: Sequence[str] = ()) -> MarkedText:
    """Well-formed XLIFF. Units that have a translation, or say that they want none, stay as they are."""
    return MarkedText(tuple(_Catalogue(list(xml_tokens(xml)), patterns).parts()))


def _local(token: XmlToken) -> str:
    return token.name.rpartition(":")[2]


class _Catalogue:
    def __init__(self, tokens: Sequence[XmlToken], patterns: Sequence[str]) -> None:
        self._tokens, self._patterns, self._ends = tokens, patterns, ends_of(tokens)

    def parts(self) -> Iterator[DocumentPart]:
        wanted = [True]
        index = 0
        while index < len(self._tokens):
            token = self._tokens[index]
            name = _local(token)
            if name in _SCOPES and token.kind == "open":
                said = _TRANSLATE.search(token.raw)
                wanted.append(said[1] == "yes" if said else wanted[-1])
            elif name in _SCOPES and token.kind == "close":
                wanted.pop()
            if name in _UNITS and token.kind == "open" and wanted[-1]:
                # Its end tag is left to the next turn, which ends the scope.
                yield from self._unit(index, self._ends[index])
                index = self._ends[index]
                continue
            yield from _with_language(token, name)
            index += 1

    def _unit(self, first: int, last: int) -> Iterator[DocumentPart]:
        """A unit without its end tag, with a target where it has none: behind its source."""
        children = self._children(first, last)
        source = children.get("seg-source", children.get("source"))
        target = children.get("target")
        if source is None or not self._says(source) or (target and self._says(target)):
            yield self._raw(first, last)
            return
        if target:
            yield self._raw(first, target[0])
        else:
            yield self._raw(first, source[1] + 1)
        prefix = self._tokens[source[0]].name.rpartition(":")
        opening = self._tokens[target[0]] if target else None
        tag = opening.raw.removesuffix("/>").removesuffix(">") if opening else f"<{''.join(prefix[:2])}target"
        yield f"{tag}>"
        yield from self._content(source[0] + 1, source[1])
        yield f"</{''.join(prefix[:2])}target>"
        yield self._raw(target[1] + 1 if target else source[1] + 1, last)

    def _children(self, first: int, last: int) -> dict[str, tuple[int, int]]:
        """Where the elements directly within a unit begin and end, the first one of each name."""
        found: dict[str, tuple[int, int]] = {}
        index = first + 1
        while index < last:
            token = self._tokens[index]
            end = self._ends.get(index, index)
            if token.kind in ("open", "empty"):
                found.setdefault(_local(token), (index, end))
            index = end + 1
        return found

    def _says(self, element: tuple[int, int]) -> bool:
        """Whether there is anything in an element."""
        inside = self._tokens[element[0] + 1 : element[1]]
        return any(token.kind != "text" or token.text.strip() for token in inside)

    def _content(self, index: int, last: int) -> list[DocumentPart]:
        run = InlineRun(escape_text, self._patterns)
        while index < last:
            token = self._tokens[index]
            end = self._ends.get(index, index)
            if token.kind == "text":
                run.text(token.text, token.raw)
            elif token.kind == "close":
                run.close((token.raw,))
            elif token.kind == "open" and _PROTECTED.search(token.raw):
                inside = self._tokens[index : end + 1]
                run.piece("".join(each.text for each in inside), (self._raw(index, end + 1),))
                index = end
            elif token.kind == "open" and _local(token) in _AROUND_TEXT:
                run.open((token.raw,))
            else:
                run.mark((self._raw(index, end + 1),))
                index = end
            index += 1
        return run.parts()

    def _raw(self, first: int, last: int) -> str:
        return "".join(token.raw for token in self._tokens[first:last])


def _with_language(token: XmlToken, name: str) -> Iterator[DocumentPart]:
    """A tag as it stands, but for the target's language where it names one or should."""
    attribute = {"file": "target-language", "xliff": "trgLang"}.get(name) if token.kind == "open" else None
    found = _TARGET_LANGUAGE.search(token.raw) if attribute else None
    if found:
        yield from (token.raw[: found.end(1)], '"', LanguageName(), '"', token.raw[found.end() :])
    elif attribute and re.search(r"\s(?:source-language|srcLang)\s*=", token.raw):
        yield from (token.raw[:-1], f' {attribute}="', LanguageName(), '">')
    else:
        yield token.raw
