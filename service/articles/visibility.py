"""What of a page is not seen: it is taken out before anything reads the page, since it may say anything.

Decided from the document alone: elements that are never shown, attributes, inline styles, and those rules of its own
style sheets whose selector is one tag, class or id. Style sheets in other files and scripts are not looked at.
"""

from __future__ import annotations

import re
from collections.abc import Collection
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

from service.articles.styles import Colour, Declarations, Sheet, colour, declarations, length, pixels

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
_WHOLE = frozenset({"html", "body", "main", "article"})
_ARTICLE = ("h1", "main", "article")

# In pixels: text up to this size is a dot, a box up to this size is closed, and this far out nothing is on screen.
_DOT, _CLOSED, _FAR = 1.0, 1.0, 400.0
# Up to this much of red, green and blue, nobody tells two colours apart.
_NO_CONTRAST = 16
_WHITE = (255, 255, 255)
_CLIPPED_AWAY = re.compile(r"rect\(\s*(?:0|1px)\D|inset\(\s*(?:[5-9]\d|100)%|(?:circle|ellipse)\(\s*0")
_MOVED_AWAY = re.compile(
    r"scale(?:3d|x|y)?\(\s*0(?:\.0+)?\s*[,)]|translate(?:3d|x|y)?\([^)]{0,100}-\s*(?:\d{4,}px|\d{3,}v[wh])"
)


def remove_unseen(root: HtmlElement, *, shown: Collection[str] = ()) -> None:
    """Takes everything out of the tree that a reader of the page does not see, in linear time.

    What goes: elements that are never shown and form controls; `hidden`, `aria-hidden="true"`, closed dialogs and
    popovers; `display: none`; boxes that are transparent, closed, clipped, scaled to nothing or off screen; and text
    that is invisible, a dot in size, indented off screen, or of its background's colour, unless an element inside says
    otherwise for itself. Elements named in `shown` are kept.
    """
    from lxml import etree

    sheet = Sheet(style.text or "" for style in root.iter("style"))
    looks = [_Look(background=_canvas(root))]
    unseen: list[HtmlElement] = []
    holders = _holders_of_articles(root)
    walk = etree.iterwalk(root, events=("start", "end"))
    for event, element in walk:
        if event == "end":
            looks.pop()
            if looks[-1].unseen and element.tail:
                element.tail = None
            continue
        style = sheet.of(element) | declarations(element.get("style"))
        looks.append(looks[-1].inside(element, style))
        if element.tag not in shown and _is_unseen(element, style, holders):
            unseen.append(element)
            walk.skip_subtree()
        elif looks[-1].unseen and element.text:
            element.text = None
    for element in unseen:
        if element.getparent() is not None:
            element.drop_tree()


def _holders_of_articles(root: _Element) -> set[_Element]:
    """The elements that have an article or its headline somewhere inside."""
    holders: set[_Element] = set()
    for marked in root.iter(*_ARTICLE):
        for around in marked.iterancestors():
            if around in holders:
                break
            holders.add(around)
    return holders


def _is_unseen(element: _Element, style: Declarations, holders: Collection[_Element]) -> bool:
    """Whether an element is not seen with all that is in it, whatever that says of itself."""
    if element.tag in _NEVER_SHOWN:
        parent = element.getparent()
        return not (element.tag == "button" and parent is not None and parent.tag in _HEADINGS)
    if element.tag in ("html", "body"):
        return False
    if element.get("hidden") is not None or element.get("popover") is not None:
        return True
    if element.tag == "dialog" and element.get("open") is None:
        return True
    # A page whose dialog is open hides its article from screen readers; one that fades in begins transparent.
    faint = element.get("aria-hidden") == "true" or _is_transparent(style)
    if faint and element.tag not in _WHOLE and element not in holders:
        return True
    return bool(style) and (style.get("display") == "none" or _is_closed(style) or _is_away(style))


def _is_transparent(style: Declarations) -> bool:
    opacity = length(style.get("opacity", ""))
    return opacity is not None and opacity[0] * (0.01 if opacity[1] == "%" else 1) <= 0.05


def _is_closed(style: Declarations) -> bool:
    overflow = style.get("overflow", "") + style.get("overflow-x", "") + style.get("overflow-y", "")
    if "hidden" not in overflow and "clip" not in overflow:
        return False
    sizes = [pixels(style[side]) for side in ("height", "width", "max-height", "max-width") if side in style]
    return any(size is not None and size <= _CLOSED for size in sizes)


def _is_away(style: Declarations) -> bool:
    if _CLIPPED_AWAY.search(style.get("clip", "") + style.get("clip-path", "")):
        return True
    if _MOVED_AWAY.search(style.get("transform", "")):
        return True
    sides = ["margin-left", "margin-top"]
    if style.get("position") in ("absolute", "fixed"):
        sides += ["left", "right", "top", "bottom"]
    return any(_is_far(style[side]) for side in sides if side in style)


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
        if not style and not ink and not painted:
            return self
        look = self
        if visibility := style.get("visibility"):
            look = replace(look, invisible=visibility in ("hidden", "collapse"))
        if size := style.get("font-size"):
            look = replace(look, tiny=_is_tiny(size, self.tiny))
        if indent := style.get("text-indent"):
            look = replace(look, indented=_is_far(indent))
        if ink and ink not in ("inherit", "currentcolor"):
            filled = "text" in style.get("background-clip", "") + style.get("-webkit-background-clip", "")
            look = replace(look, ink=colour(ink), colourless=_is_colourless(ink) and not filled)
        if painted and painted not in ("none", "inherit") and not _is_colourless(painted):
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


def _is_colourless(value: str) -> bool:
    if value == "transparent":
        return True
    alpha = re.search(r"(?:rgba|hsla)\([^)]{0,100}[,/]\s{0,9}0?(?:\.0{1,20})?%?\s{0,9}\)", value)
    return alpha is not None and bool(re.search(r"0", alpha[0]))


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
