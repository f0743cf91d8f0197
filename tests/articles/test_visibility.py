from __future__ import annotations

import pytest

from service.articles.blocks import blocks
from service.articles.styles import colour, declarations, pixels
from tests.support.adversarial import text_of
from tests.support.growth import grows


@pytest.mark.parametrize(
    "markup",
    [
        "<p style='display:none'>x</p>",
        "<p style='DISPLAY : None !important'>x</p>",
        "<p style='visibility:collapse'>x</p>",
        "<p hidden>x</p>",
        "<p hidden='until-found'>x</p>",
        "<p aria-hidden=true>x</p>",
        "<p style='opacity:0.0'>x</p>",
        "<p style='font-size:0'>x</p>",
        "<p style='font-size:.5px'>x</p>",
        "<p style='font-size:0'>x<b style='font-size:2em'>x</b></p>",
        "<p style='text-indent:-999em'>x</p>",
        "<p style='position:absolute;left:-10000px'>x</p>",
        "<p style='position:fixed;top:-100vh'>x</p>",
        "<p style='margin-left:-9999px'>x</p>",
        "<p style='width:1px;height:1px;overflow:hidden'>x</p>",
        "<p style='max-height:0;overflow:clip'>x</p>",
        "<p style='clip:rect(0,0,0,0);position:absolute'>x</p>",
        "<p style='clip-path:inset(50%)'>x</p>",
        "<p style='transform:scale(0)'>x</p>",
        "<p style='transform:translateX(-9999px)'>x</p>",
        "<p style='color:transparent'>x</p>",
        "<p style='color:rgba(0,0,0,0)'>x</p>",
        "<p style='color:#fff'>x</p>",
        "<font color=white>x</font>",
        "<table bgcolor='#000000'><tr><td style='color:#010101'>x</table>",
        "<div style='background:#336699'><p style='color:rgb(51,102,153)'>x</p></div>",
        "<style>.a{display:none}</style><p class='b a'>x</p>",
        "<style>/* c */ p.a, #q { color: red; visibility: hidden; }</style><p class=a>x</p><i id=q>x</i>",
        "<style>.a{display:none</style><p class=a>x</p>",
        "<style>.sr{position:absolute;left:-9999px}</style><span class=sr>x</span>",
        "<template><p>x</p></template><dialog>x</dialog><p popover>x</p><noscript>x</noscript>",
        "<svg><text>x</text></svg><select><option>x</select><textarea>x</textarea><iframe>x</iframe>",
    ],
)
def test_what_is_not_seen_is_gone(markup: str) -> None:
    assert blocks(f"<p>before</p>{markup}<p>after</p>") == ["before", "after"]


@pytest.mark.parametrize(
    ("markup", "seen"),
    [
        ("<p style='display:block'>x</p>", ["x"]),
        ("<p style='opacity:0.6'>x</p>", ["x"]),
        ("<div style='visibility:hidden'>y<p style='visibility:visible'>x</p>y</div>", ["x"]),
        ("<ul style='font-size:0'><li style='font-size:14px'>x</li></ul>", ["x"]),
        ("<p style='position:absolute;left:-20px'>x</p>", ["x"]),
        ("<p style='height:0'>x</p>", ["x"]),
        ("<p style='color:#fff;background:#000'>x</p>", ["x"]),
        ("<link rel=stylesheet href=dark.css><p style='color:#fff'>x</p>", ["x"]),
        ("<style>body{background:#111}</style><p style='color:#fff'>x</p>", ["x"]),
        ("<h1 style='color:transparent;-webkit-background-clip:text'>x</h1>", ["x"]),
        ("<style>.t{display:none}.t.on{display:block}</style><p class='t on'>x</p>", ["x"]),
        ("<style>@media print{.m{display:none}}</style><p class=m>x</p>", ["x"]),
        ("<style>.menu .a{display:none}</style><p class=a>x</p>", ["x"]),
        ("<body style='opacity:0'><p>x</p>", ["x"]),
        ("<main aria-hidden=true><p>x</p></main>", ["x"]),
        ("<div style='opacity:0'><h1>x</h1></div>", ["x"]),
        ("<dialog open>x</dialog>", ["x"]),
        ("<details><summary>x</summary>y</details>", ["x", "y"]),
        ("<p>seen<span style='font-size:0'>not</span>together</p>", ["seentogether"]),
    ],
)
def test_what_is_seen_stays(markup: str, seen: list[str]) -> None:
    assert blocks(markup) == seen


def test_styles_are_read() -> None:
    assert declarations("Color: RED; ;x;/* a:b */ width : 1px !important") == {"color": "red", "width": "1px"}
    assert [pixels(value) for value in ("12px", "-1em", "50%", "0", "auto", ".5pt")] == [12, -16, 500, 0, None, 2 / 3]
    assert colour("#FFF".lower()) == colour("rgb(255, 255, 255)") == colour("rgb(100% 100% 100%)") == (255, 255, 255)
    assert colour("#00000080") == (0, 0, 0)
    assert [colour(value) for value in ("", "chartreuse", "rgb(a)", "var(--x)")] == [None] * 4


@pytest.mark.parametrize("unit", ["@a{", ".a{display:none}", "{};", "/*"])
def test_sheets_take_linear_time(unit: str) -> None:
    assert not grows(blocks, lambda length: f"<style>{text_of(unit, length)}</style><p>x</p>", 25_000)
