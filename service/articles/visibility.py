"""What of a page is not seen: it is taken out before anything reads the page, since it may say anything.

The rule is what a reader of the finished page sees, at a usual screen, before pointing at or clicking anything. It is
decided from the document alone: elements that are never shown, attributes, inline styles, and the cascade of its own
style sheets (`cascade`). Style sheets in other files and scripts are not looked at; a page that is hidden as a whole
until they have run is seen, and so is what a state of its own class (`.tab.active`) may show.
"""

from __future__ import annotations

import re
from collections.abc import Collection
from dataclasses import dataclass, replace
from itertools import takewhile
from typing import TYPE_CHECKING

from service.articles.cascade import Cascade, media
from service.articles.styles import (
    Colour,
    Declarations,
    calls,
    colour,
    is_transparent,
    length,
    mentions,
    pixels,
    remembered,
)

if TYPE_CHECKING:
    from lxml.etree import _Element
    from lxml.html import HtmlElement

# The second line: form controls. The last: readings above words, which would stand between their syllables.
_NEVER_SHOWN_NAMES = (
    "script style noscript template head title meta link base param source track iframe frame noframes object embed"
    " applet canvas svg audio video map area datalist annotation annotation-xml"
    " button select textarea input meter progress output"
    " rt rp"
)
_NEVER_SHOWN = frozenset(_NEVER_SHOWN_NAMES.split())
_HEADINGS = frozenset({"h1", "h2", "h3", "h4", "h5", "h6", "summary"})
_SENTENCES = frozenset({"p", "li", "dd", "td", "blockquote", "h1", "h2", "h3", "span", "em", "strong", "b", "i"})
_INLINE, _RUBY = frozenset({"span", "b", "strong", "big", "em", "rb"}), frozenset({"ruby", "rbc"})
_ICON = re.compile(r"icon|emoji|glyph|\bfa[srb]?\b|symbol|arrow|chevron|sr-only", re.IGNORECASE)
_LONGEST_LETTERS, _PARTS = 20, 8
# As much of a page's text is hidden only until its scripts have run.
_MUCH = 0.34
_ARTICLE = ("h1", "main", "article")

# In pixels: text up to this size is a dot, a box up to this size is closed, and this far out nothing is on screen.
_DOT, _CLOSED, _FAR = 1.0, 1.0, 400.0
# Up to this much of red, green and blue, nobody tells two colours apart.
_NO_CONTRAST = 16
_WHITE = (255, 255, 255)
_CLIPPED_AWAY = re.compile(r"rect\(\s*(?:0|1px)\D|inset\(\s*(?:[5-9]\d|100)%|(?:circle|ellipse)\(\s*0")
_SCALED_AWAY = re.compile(r"scale(?:3d|x|y)?\(\s*0(?:\.0+)?\s*[,)]")
_TRANSLATION = re.compile(r"translate(?:3d|x|y)?\(")
_FAR_BACK = re.compile(r"-\s*(?:\d{4,}px|\d{3,}v[wh])")


def remove_unseen(root: HtmlElement, *, shown: Collection[str] = ()) -> None:
    """Takes everything out of the tree that a reader of the page does not see, in linear time.

    What goes: elements that are never shown and form controls; `hidden`, `aria-hidden="true"`, closed dialogs and
    popovers; `display: none`; boxes that are transparent, closed, clipped, scaled to nothing or off screen; and text
    that is invisible, a dot in size, indented off screen, or of its background's colour, unless an element inside says
    otherwise for itself. Elements named in `shown` are kept.
    """
    from lxml import etree

    sheets = [style.text or "" for style in root.iter("style") if media(style.get("media")) is not False]
    cascade = Cascade(sheets, elements=sum(1 for _ in root.iter()))
    looks = [_Look(background=_canvas(root))]
    whole = _whole(root)
    unseen: list[HtmlElement] = []
    walk = etree.iterwalk(root, events=("start", "end"))
    for event, element in walk:
        if event == "end":
            looks.pop()
            if looks[-1].unseen and element.tail:
                element.tail = None
            continue
        style = cascade.of(element)
        if element in whole and "visibility" in style:
            del style["visibility"]
        looks.append(looks[-1].inside(element, style))
        if element.tag not in shown and _is_unseen(element, style, whole):
            unseen.append(element)
            walk.skip_subtree()
        elif looks[-1].unseen and element.text:
            element.text = None
    drop(unseen)


def drop(elements: Collection[HtmlElement]) -> None:
    """Takes elements out, and leaves the text behind them. Texts behind neighbours are joined once, not one by one."""
    going = set(elements)
    for element in elements:
        parent, before = element.getparent(), element.getprevious()
        if parent is None or before in going:
            continue
        together = [element, *takewhile(going.__contains__, element.itersiblings())]
        text = "".join(each.tail or "" for each in together)
        if text and before is not None:
            before.tail = (before.tail or "") + text
        elif text:
            parent.text = (parent.text or "") + text
        for each in together:
            parent.remove(each)


def _whole(root: HtmlElement) -> set[_Element]:
    """The elements that hold an article or its headline, and much of the page's text: hidden until scripts have run.

    Each way up is gone once, however deep they lie.
    """
    around: set[_Element] = set()
    for found in root.iter(*_ARTICLE):
        for element in (found, *found.iterancestors()):
            if element in around:
                break
            around.add(element)
    around.update(root.iter("html", "body"))
    lengths = _lengths(root, around)
    return {element for element in around if lengths[element] >= _MUCH * lengths[root]}


def _lengths(root: HtmlElement, elements: Collection[_Element]) -> dict[_Element, int]:
    """How many characters of text stand in each of the elements, and in the root."""
    from lxml import etree

    lengths: dict[_Element, int] = {}
    begun: list[int] = []
    total = 0
    walk = etree.iterwalk(root, events=("start", "end"))
    for event, element in walk:
        wanted = element is root or element in elements
        if event == "start" and wanted:
            begun.append(total)
        if event == "start" and element.tag not in _NEVER_SHOWN:
            total += len((element.text or "").strip())
        elif event == "end":
            if wanted:
                lengths[element] = total - begun.pop()
            total += len((element.tail or "").strip())
    return lengths


def _is_unseen(element: _Element, style: Declarations, whole: Collection[_Element]) -> bool:
    """Whether an element is not seen with all that is in it, whatever that says of itself."""
    if element.tag in _NEVER_SHOWN:
        return not (element.tag == "button" and _is_in_text(element)) or style.get("display") == "none"
    if element.tag in ("html", "body"):
        return False
    if element.get("hidden") is not None or element.get("popover") is not None:
        return True
    if element.tag == "dialog" and element.get("open") is None:
        return True
    # A page whose dialog is open hides its article from screen readers; one that fades in begins transparent.
    hushed = element.get("aria-hidden") == "true" and not _is_letters(element)
    if (hushed or _is_faint(style)) and element not in whole:
        return True
    if not style:
        return False
    if style.get("display") == "none" or style.get("content-visibility") == "hidden":
        return True
    return _is_closed(style) or _is_away(style)


def _is_in_text(button: _Element) -> bool:
    """Whether a button is a heading, or stands in a sentence like one of its words."""
    parent, before = button.getparent(), button.getprevious()
    if parent is None:
        return False
    text_before = (parent.text if before is None else before.tail) or ""
    return parent.tag in _HEADINGS or (
        parent.tag in _SENTENCES and bool(text_before.strip() and (button.tail or "").strip())
    )


def _is_letters(element: _Element) -> bool:
    """Whether an element that screen readers pass over is a part of a word or sentence, as initials are and ruby is."""
    if element.tag not in _INLINE or _ICON.search(element.get("class") or ""):
        return False
    parent = element.getparent()
    if parent is None or (parent.tag not in _SENTENCES and parent.tag not in _RUBY):
        return False
    text = "".join(part for part, _ in zip(element.itertext(), range(_PARTS), strict=False)).strip()
    if not 0 < len(text) <= _LONGEST_LETTERS or not text[0].isalpha() or element.get("style"):
        return False
    if parent.tag in _RUBY:
        return True
    return element.getprevious() is None and not (parent.text or "").strip()


def _is_faint(style: Declarations) -> bool:
    opacity = length(style.get("opacity", ""))
    return opacity is not None and opacity[0] * (0.01 if opacity[1] == "%" else 1) <= 0.05


def _is_closed(style: Declarations) -> bool:
    if not any(mentions(style.get(name, ""), "hidden", "clip") for name in ("overflow", "overflow-x", "overflow-y")):
        return False
    sizes = [pixels(style[side]) for side in ("height", "width", "max-height", "max-width") if side in style]
    return any(size is not None and size <= _CLOSED for size in sizes)


def _is_away(style: Declarations) -> bool:
    if any(_is_clipped_away(style[name]) for name in ("clip", "clip-path") if name in style):
        return True
    if _is_moved_away(style.get("transform", "")):
        return True
    sides = ["margin-left", "margin-top"]
    if style.get("position") in ("absolute", "fixed"):
        sides += ["left", "right", "top", "bottom"]
    return any(_is_far(style[side]) for side in sides if side in style)


@remembered
def _is_clipped_away(clip: str) -> bool:
    return _CLIPPED_AWAY.search(clip) is not None


@remembered
def _is_moved_away(transform: str) -> bool:
    if _SCALED_AWAY.search(transform):
        return True
    # A last call that is not closed is read to the end, as browsers do.
    return any(map(_FAR_BACK.search, calls(f"{transform})", _TRANSLATION)))


def _is_far(offset: str) -> bool:
    distance = pixels(offset)
    return distance is not None and distance <= -_FAR


@dataclass(frozen=True, slots=True)
class _Look:
    """How text looks at a place in the tree: as in the element around it, unless an element says otherwise."""

    invisible: bool = False
    tiny: bool = False
    indented: bool = False
    colourless: bool = False
    ink: Colour | None = None
    background: Colour | None = None

    @property
    def unseen(self) -> bool:
        alike = self.ink and self.background and _alike(self.ink, self.background)
        return bool(self.invisible or self.tiny or self.indented or self.colourless or alike)

    def inside(self, element: _Element, style: Declarations) -> _Look:
        """The look of the text inside `element`."""
        ink = style.get("color") or element.get("color")
        painted = style.get("background-color") or style.get("background") or element.get("bgcolor")
        if not style and not ink and not painted and not element.get("background"):
            return self
        look = self
        if visibility := style.get("visibility"):
            look = replace(look, invisible=visibility in ("hidden", "collapse"))
        if size := style.get("font-size"):
            look = replace(look, tiny=_is_tiny(size, self.tiny))
        if indent := style.get("text-indent"):
            look = replace(look, indented=_is_far(indent))
        if ink and ink not in ("inherit", "currentcolor"):
            filled = any(
                mentions(style.get(name, ""), "text") for name in ("background-clip", "-webkit-background-clip")
            )
            look = replace(look, ink=colour(ink), colourless=is_transparent(ink) and not filled)
        if element.get("background") or any(
            mentions(style.get(name, ""), "url(", "gradient(", "image-set(")
            for name in ("background", "background-image")
        ):
            look = replace(look, background=None)
        elif painted and painted not in ("none", "inherit") and not is_transparent(painted):
            look = replace(look, background=colour(painted))
        return look


def _is_tiny(size: str, inside_tiny: bool) -> bool:
    """Whether text of this size is a dot. A relative size inside a dot is one too."""
    found = length(size)
    if found is None:
        return inside_tiny and size in ("inherit", "smaller", "larger")
    if found[1] in ("em", "%"):
        return inside_tiny or found[0] <= (10 if found[1] == "%" else 0.1)
    size_in_pixels = pixels(size)
    return size_in_pixels is not None and size_in_pixels <= _DOT


def _alike(ink: Colour, background: Colour) -> bool:
    return all(abs(one - other) <= _NO_CONTRAST for one, other in zip(ink, background, strict=True))


def _canvas(root: HtmlElement) -> Colour | None:
    """White where nothing in the page can have painted it otherwise, else None."""
    from lxml import etree

    if any("stylesheet" in (link.get("rel") or "").lower() for link in root.iter("link")):
        return None
    if any("background" in etree.tostring(style, encoding="unicode") for style in root.iter("style")):
        return None
    return _WHITE
