"""Raised and lowered characters of a page: powers keep their sign, marks of notes go, nothing fuses with a number."""

from __future__ import annotations

import re
from itertools import islice
from typing import TYPE_CHECKING

from service.articles.visibility import drop

if TYPE_CHECKING:
    from lxml.etree import _Element
    from lxml.html import HtmlElement

_STYLE = re.compile(r"vertical-align\s*:\s*(super|sub)\b", re.IGNORECASE)
_MARK = re.compile(
    r"[\[(]?\s*(?:\d{1,3}|[*†‡§¶]+|[a-z]|[ivx]{1,5})(?:\s*[,;–-]\s*\d{1,3})*\s*[\])]?"
    r"|\[[^\]]{1,60}\]",
    re.IGNORECASE,
)
_BRACKETED = re.compile(r"\[[^\]]{1,60}\]")
_SYMBOLS = re.compile(r"[*†‡§¶]+")
_EXPONENT = re.compile(r"[-−–+]?\d+(?:[.,/]\d+)?|[-−–+]?[nkxmpij](?:[-−+]\d+)?")
_DIGITS = re.compile(r"\d+")
_FRACTION = re.compile(r"\s*[/⁄]\s*\Z")
_NOTE_TARGET = re.compile(r"#.*?(?:note|fn|ref|cite|\d|appel|bas)", re.IGNORECASE)
_NOTE_NAME = re.compile(
    r"foot-?note|end-?note|note-?(?:ref|anchor|link|call)|\bfn-?(?:ref|anchor)?\b|reference\b|cite_ref", re.I
)
_NOTE_ROLES = frozenset({"doc-noteref"})
_EDITOR = re.compile(r"mw-editsection|\beditsection\b|inline-template|mw-cite-backlink")
_YEAR = re.compile(r"(?<!\d)1[0-9]\d\d\Z|(?<!\d)20\d\d\Z")
_WORD_BEFORE = re.compile(r"[^\W\d_]{4,}\Z")
_PUNCTUATION = re.compile(r"[.,;:!?…”»\"’]\Z")
_LONGEST_MARK, _MOST_ELEMENTS = 80, 8
_FORMULAS = {"mfrac": "/", "msup": "^", "msub": "_"}
_BEFORE = 40


def write_out(root: HtmlElement) -> None:
    """Writes in place what raised and lowered characters mean: `10^6`, `1/2`; takes out marks of notes, links to edit.

    `H2O`, `1er` and the like are left as they are. What looks like a power where there can be none (after a word, a
    year or the end of a sentence) is the mark of a note. Linear in the size of the tree.
    """
    from lxml import etree

    before = ""
    going: list[_Element] = []
    signs: list[tuple[_Element, str]] = []
    walk = etree.iterwalk(root, events=("start", "end"))
    for event, element in walk:
        text: str | None
        if event == "start":
            kind = _kind(element)
            raised = _text_of(element) if kind else ""
            if kind == "mark" or (kind == "sup" and _is_note(element, raised, before)):
                going.append(element)
                walk.skip_subtree()
                continue
            if kind in ("sup", "sub") and (sign := _sign(element, kind, raised, before)):
                signs.append((element, sign))
                before = (before + sign)[-_BEFORE:]
            text = element.text
        else:
            text = element.tail if element is not root else None
        if text:
            before = (before + text)[-_BEFORE:]
        elif isinstance(element.tag, str) and element.tag in ("p", "td", "li", "br", "div"):
            before = ""
    for element, sign in signs:
        element.text = sign + (element.text or "").lstrip()
    drop(going)
    for formula in root.iter(*_FORMULAS):
        _write_formula(formula)


def _text_of(element: _Element) -> str:
    """The beginning of an element's text; more than any mark of a note has is not looked at."""
    from lxml import etree

    walk = islice(etree.iterwalk(element, events=("start", "end")), 2 * _MOST_ELEMENTS)
    parts = [
        (each.text if event == "start" else each.tail if each is not element else None) or "" for event, each in walk
    ]
    return "".join(part[:_LONGEST_MARK] for part in parts).strip()


def _write_formula(formula: _Element) -> None:
    """Puts a sign between the two parts of a fraction, a power or an index, and brackets around sums in them."""
    if len(formula) != 2:
        return
    for part in formula:
        if len(part) > 1:
            part.text = "(" + (part.text or "")
            part[-1].tail = (part[-1].tail or "") + ")"
    formula[1].text = _FORMULAS[str(formula.tag)] + (formula[1].text or "").lstrip()


def _kind(element: _Element) -> str | None:
    tag = element.tag
    if tag in ("sup", "sub"):
        return str(tag)
    if tag == "span":
        if _EDITOR.search(element.get("class") or ""):
            return "mark"
        found = _STYLE.search(element.get("style") or "")
        return {"super": "sup", "sub": "sub"}[found[1].lower()] if found else None
    if tag == "a" and _is_named_note(element) and _MARK.fullmatch(_text_of(element)):
        return "mark"
    return None


def _is_named_note(element: _Element) -> bool:
    if (element.get("role") or "") in _NOTE_ROLES:
        return True
    if "noteref" in (element.get("{http://www.idpf.org/2007/ops}type") or element.get("epub:type") or ""):
        return True
    named = f"{element.get('class') or ''} {element.get('id') or ''}"[:400]
    target = (element.get("href") or "")[:200]
    return target.startswith("#") and (_NOTE_NAME.search(named) is not None or "note" in target or "fn" in target)


def _is_note(element: _Element, raised: str, before: str) -> bool:
    """Whether raised characters are the mark of a note, by what they link to or by where they stand."""
    if _BRACKETED.fullmatch(raised) or "inline-template" in (element.get("class") or "").lower():
        return True
    if not _MARK.fullmatch(raised) or raised.isalpha():
        return _links_to_note(element, raised)
    if _SYMBOLS.fullmatch(raised) or _links_to_note(element, raised):
        return True
    if _NOTE_NAME.search((element.get("class") or "")[:400]):
        return True
    if not _DIGITS.search(raised):
        return False
    return any(where.search(before) for where in (_YEAR, _WORD_BEFORE, _PUNCTUATION))


def _links_to_note(element: _Element, raised: str) -> bool:
    link = (
        element
        if element.tag == "a"
        else next((each for each in islice(element.iterdescendants(), _MOST_ELEMENTS) if each.tag == "a"), None)
    )
    if link is None:
        parent = element.getparent()
        link = parent if parent is not None and parent.tag == "a" and _text_of(parent) == raised else None
    if link is None or not _MARK.fullmatch(raised):
        return False
    target = link.get("href")
    return target is None or "#" in target or _is_named_note(link)


def _sign(element: _Element, kind: str, raised: str, before: str) -> str:
    """What to write before raised or lowered characters so that they do not fuse with what stands before them."""
    if not before or before[-1].isspace():
        return ""
    if kind == "sup" and _DIGITS.fullmatch(raised) and _begins_fraction(element):
        return " " if before[-1].isdigit() else ""
    if kind == "sub":
        fraction = _FRACTION.search(before)
        return "_" if before[-1].isdigit() and raised[:1].isdigit() and not fraction else ""
    if not _EXPONENT.fullmatch(raised):
        return ""
    if raised.isalpha():
        return "^" if before[-1].isdigit() else ""
    return "^" if before[-1].isalnum() or before[-1] in ")]%°" else ""


def _begins_fraction(element: _Element) -> bool:
    following = element.getnext()
    return following is not None and following.tag == "sub" and _FRACTION.fullmatch(element.tail or "") is not None
