"""Where the inline constructs of Markdown stand in the source, as markdown-it finds them.

Its inline tokens have no positions, so its rules are wrapped: what a rule has consumed is where its tokens stand.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any, Literal

if TYPE_CHECKING:
    from markdown_it import MarkdownIt

ConstructKind = Literal["open", "close", "code", "image", "autolink", "html", "special", "break", "softbreak"]
_RULES = (
    "newline", "escape", "backticks", "strikethrough", "emphasis", "link", "image", "autolink", "html_inline", "entity",
)  # fmt: skip
_PLACE = "place"
_KINDS: dict[str, ConstructKind] = {
    "code_inline": "code",
    "image": "image",
    "html_inline": "html",
    "text_special": "special",
    "hardbreak": "break",
    "softbreak": "softbreak",
}


@dataclass(frozen=True, slots=True)
class MarkdownConstruct:
    """`source[start:end]`. `name` of an element is `em`, `strong`, `s` or `a`; `text` is what a reader sees of it.

    Of images and links `label` is where the text in brackets ends, -1 where it has none.
    """

    kind: ConstructKind
    start: int
    end: int
    name: str = ""
    text: str = ""
    label: int = -1


def tracking_parser() -> MarkdownIt:
    """CommonMark with tables and strikethrough, whose inline tokens know where they stand."""
    from markdown_it import MarkdownIt

    parser = MarkdownIt("commonmark").enable(["table", "strikethrough"])
    parser.inline.ruler2.disable("fragments_join")
    parser.core.ruler.disable("text_join")
    rules = {rule.name: rule.fn for rule in parser.inline.ruler.__rules__}
    for name in _RULES:
        parser.inline.ruler.at(name, _tracked(name, rules[name]))
    return parser


def constructs_of(source: str, tokens: list[Any]) -> list[MarkdownConstruct]:
    """The constructs of an inline source, from its tokens, in order; what is between them is text as it stands."""
    return sorted(_constructs(source, tokens), key=lambda each: (each.start, each.end))


def _constructs(source: str, tokens: list[Any]) -> Iterator[MarkdownConstruct]:
    inside_autolink = False
    for number, token in enumerate(tokens):
        place = token.meta.get(_PLACE)
        if token.type == "link_open" and token.markup == "autolink":
            inside_autolink = True
            yield MarkdownConstruct("autolink", place[0], place[1], text=tokens[number + 1].content)
        elif token.type == "link_close" and inside_autolink:
            inside_autolink = False
        elif place is None or inside_autolink:
            continue
        elif token.type in _KINDS:
            yield MarkdownConstruct(
                _KINDS[token.type], place[0], place[1], text=token.content, label=token.meta.get("label", -1)
            )
        elif token.nesting:
            start, end = _with_twin(tokens, number, place)
            kind: ConstructKind = "open" if token.nesting > 0 else "close"
            yield MarkdownConstruct(kind, start, end, token.tag, label=token.meta.get("label", -1))


def _with_twin(tokens: list[Any], number: int, place: tuple[int, int]) -> tuple[int, int]:
    """The place of a delimiter: of `**` the other star is in an empty text token before or after."""
    size = len(tokens[number].markup)
    if tokens[number].type.startswith("link") or place[1] - place[0] >= size:
        return place
    return (place[0] - 1, place[1]) if tokens[number].nesting > 0 else (place[0], place[1] + 1)


def _tracked(name: str, rule: Callable[[Any, bool], bool]) -> Callable[[Any, bool], bool]:
    def run(state: Any, silent: bool) -> bool:
        before, count = state.pos, len(state.tokens)
        if not rule(state, silent):
            return False
        if silent or len(state.tokens) == count:
            return True
        if name in ("emphasis", "strikethrough"):
            _place_delimiters(state.tokens[count:], before, state.pos)
        elif name in ("link", "autolink"):
            opening = next(token for token in state.tokens[count:] if token.type == "link_open")
            label = state.md.helpers.parseLinkLabel(state, before, True) if name == "link" else before
            opening.meta[_PLACE] = (before, before + 1) if name == "link" else (before, state.pos)
            state.tokens[-1].meta |= {_PLACE: (label, state.pos), "label": before + 1}
        else:
            state.tokens[-1].meta[_PLACE] = (before, state.pos)
            if name == "image":
                state.tokens[-1].meta["label"] = state.md.helpers.parseLinkLabel(state, before + 1, False)
        return True

    return run


def _place_delimiters(tokens: list[Any], start: int, end: int) -> None:
    for token in reversed(tokens):
        if end - len(token.content) < start:
            return
        token.meta[_PLACE] = (end - len(token.content), end)
        end -= len(token.content)
