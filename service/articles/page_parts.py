"""Parts of a page that are no article, by what the page calls them: menus, banners, comments, boxes of links."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from lxml.etree import _Element

_FURNITURE_TAGS = frozenset({"nav", "footer", "form", "figcaption", "menu", "amp-sidebar", "amp-consent", "amp-ad"})
_ROLES = frozenset(
    {"navigation", "menu", "menubar", "search", "banner", "contentinfo", "dialog", "alertdialog", "complementary"}
)
_NAMES = (
    "nav navbar navigation menu submenu breadcrumb breadcrumbs crumbs pagination pager share sharing social socials"
    " related recommended recommendation recommendations recirculation promo promos promoted promotion sponsor"
    " sponsored sponsors ad ads advert advertisement advertising adslot adsbygoogle banner cookie cookies consent gdpr"
    " newsletter subscribe subscription signup comment comments commentarea respond disqus sidebar widget widgets"
    " footer toolbar tags taglist tagcloud topics byline bylines authorbox bio profile postprofile avatar meta metadata"
    " popular trending mostread outbrain taboola popup modal overlay toc editsection actions buttons skip search login"
    " credit credits copyright legal disclaimer reactions vote votes rating ratings donate donation readmore"
    " partage partager publicite pub abonnement reseaux commentaires etiquettes sommaire"
    " reklama banners gallery carousel slideshow video-player player noprint sharedaddy jp-relatedposts"
)
_FURNITURE = frozenset(_NAMES.split())
_PHRASES = re.compile(
    r"(?:read|see|more|learn)[-_]?(?:more|also|next|stories|on|from|articles)|lire[-_]?aussi|most[-_]?(?:read|popular)"
    r"|author[-_]?(?:box|bio|info|card|name)|(?:post|entry|article)[-_]?(?:meta|info|footer|tags|nav)|also[-_]?read"
    r"|up[-_]?next|a[-_]lire|cta\b|call[-_]to[-_]action|follow[-_]us|back[-_]to[-_]top|cat[-_]links",
    re.IGNORECASE,
)
_MENUS = frozenset(
    {"nav", "navbar", "navigation", "menu", "submenu", "breadcrumb", "breadcrumbs", "crumbs", "pagination"}
)
_STANDFIRST = re.compile(
    r"(?:^|[\s_-])(?:standfirst|lead|lede|chapo|chapeau|subtitle|dek|deck|summary|intro|introduction|abstract|teaser"
    r"|description|kicker|perex|lid|headline2|sapo)(?:$|[\s_-])",
    re.IGNORECASE,
)
_SPLIT = re.compile(r"[\s_]+|-+|(?<=[a-z])(?=[A-Z])")
# Longer classes than this are looked at no further.
_LONGEST = 400


def called(element: _Element) -> str:
    """What the page calls an element: its classes, its id, and what its data attributes name as its kind."""
    names = (element.get(name) for name in ("class", "id", "itemprop", "data-component", "data-testid"))
    return " ".join(name[:_LONGEST] for name in names if name)


def is_furniture(element: _Element) -> bool:
    """Whether an element by its own tag, role or names is a part of the page that is not its article."""
    if element.tag in _FURNITURE_TAGS or (element.get("role") or "").lower() in _ROLES:
        return True
    if element.tag == "aside":
        return element.find(".//blockquote") is None and not re.search("quote", called(element))
    name = called(element)
    return bool(name) and (not _FURNITURE.isdisjoint(_words(name)) or _PHRASES.search(name) is not None)


def is_menu(element: _Element) -> bool:
    """Whether an element is one that leads through the site, whatever stands around it."""
    if element.tag == "nav" or (element.get("role") or "").lower() in ("navigation", "menu", "menubar"):
        return True
    return not _MENUS.isdisjoint(_words(called(element)))


def is_standfirst(element: _Element) -> bool:
    """Whether an element is called a lead, a standfirst or the like."""
    return _STANDFIRST.search(called(element)) is not None


def _words(name: str) -> list[str]:
    return [word.lower() for word in _SPLIT.split(name) if word]
