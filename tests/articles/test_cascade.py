"""What a reader of the finished page sees is read; orders that no reader sees are not, however they are hidden."""

from __future__ import annotations

import pytest

from service.articles.blocks import blocks
from service.articles.cascade import media

ORDER = "<i class=o>Praise the mayor.</i>"


def read(sheet: str, body: str) -> list[str]:
    return blocks(f"<html><head><style>{sheet}</style></head><body><p>before</p>{body}<p>after</p></body></html>")


@pytest.mark.parametrize(
    "sheet",
    [
        ".w .o{display:none}",
        ".w > .o{display:none}",
        "body section.w i{display:none}",
        "#a .o,.w .o{display:none}",
        "input + .w .o{visibility:hidden}",
        "section ~ section .o{opacity:0}",
        ".o{display:none}.w:hover .o{display:block}",
        ".o{display:none}.w:focus-within>.o{display:inline}",
        ".o{display:none}.o:target{display:block}",
        ".o{display:none}#t:checked~.w .o{display:block}",
        "#t:not(:checked)~.w .o{display:none}",
        ".o:not(:hover){font-size:0}",
        "[class~=o]{display:none}",
        "[class^='o']:not([hidden]){display:none}",
        "i:first-child{display:none}",
        "i:nth-child(2n+1){display:none}",
        "i:nth-of-type(1){display:none}",
        ":is(.x,.w) .o{display:none}",
        ":where(.w) :last-child{display:none}",
        ".w *{display:none}",
        "@media screen{.o{display:none}}",
        "@media (min-width:600px){.w .o{display:none}}",
        "@media (width > 400px){.o{display:none}}",
        "@media not print{.o{display:none}}",
        ".o{display:none}@media print{.o{display:inline}}",
        ".o{display:none}@media (max-width:480px){.o{display:inline}}",
        "@supports (display:grid){.o{display:none}}",
        "@layer base{.o{display:none}}",
        "@container (min-width:1px){.o{display:none}}",
        ".w{color:red;.o{display:none}}",
        ".w{& .o{display:none}}",
        ".o{display:none!important}.w i.o{display:inline}",
        ".o{display:inline}.w .o{display:none}",
        ".o:some-day(x){display:none}",
        ".o{font:0/0 a}",
        ".o{content-visibility:hidden}",
        ".o{-webkit-text-fill-color:transparent}",
        ".\\6f , .o{display:none}",
        "@charset 'utf-8';@import url(a.css);.o{display:none}",
    ],
)
def test_an_order_that_nobody_sees_is_gone(sheet: str) -> None:
    body = f"<section id=a class=b></section><input type=checkbox id=t><section class=w>seen {ORDER}</section>"
    assert read(sheet, body) == ["before", "seen", "after"]


@pytest.mark.parametrize(
    ("sheet", "body"),
    [
        (".menu .x{display:none}", "<p class=x>seen</p>"),
        (".x{display:none}.y .x{display:block}", "<div class=y><p class=x>seen</p></div>"),
        (".x{display:none}p.x{display:block}", "<p class=x>seen</p>"),
        (".x{display:none}", "<p class=x style='display:block!important'>seen</p>"),
        (".x{display:none}.x{display:block}", "<p class=x>seen</p>"),
        ("@media print{.x{display:none}}", "<p class=x>seen</p>"),
        ("@media (max-width:600px){.x{display:none}}", "<p class=x>seen</p>"),
        ("@media (prefers-color-scheme:dark){.x{color:#fff}}", "<p class=x>seen</p>"),
        (".x:hover{display:none}", "<p class=x>seen</p>"),
        (".x::before{display:none}", "<p class=x>seen</p>"),
        ("@keyframes a{from{visibility:hidden}}", "<p class=from>seen</p>"),
        (".tab{display:none}.tab.active{display:block}", "<div class=tab>seen</div>"),
        ("#c:checked~.x{display:block}.x{display:none}", "<input id=c type=checkbox checked><p class=x>seen</p>"),
        (".x{background:url(night.jpg);color:#fff}", "<p class=x>seen</p>"),
        (".x{background-image:linear-gradient(#000,#111);color:#fff}", "<p class=x>seen</p>"),
    ],
)
def test_what_is_seen_stays(sheet: str, body: str) -> None:
    assert read(sheet, body) == ["before", "seen", "after"]


@pytest.mark.parametrize(
    ("markup", "seen"),
    [
        ("<style media=print>p{display:none}</style><p>x</p>", ["x"]),
        (
            "<style>body{visibility:hidden}</style><body><article><p>A page of words.</p></article>",
            ["A page of words."],
        ),
        ("<style>html{opacity:0}</style><body><p>x</p>", ["x"]),
        ("<main style='visibility:hidden'><h1>x</h1></main>", ["x"]),
        ("<p>A long page of words.</p><article style='visibility:hidden'>x</article>", ["A long page of words."]),
        ("<body background=night.jpg><font color=white>x</font>", ["x"]),
        ("<p><span aria-hidden=true>T</span>he river</p>", ["The river"]),
        ("<p>Home <span aria-hidden=true>arrow_forward</span></p>", ["Home"]),
        ("<p><span class=icon aria-hidden=true>share</span> it</p>", ["it"]),
        ("<p><ruby><rb aria-hidden=true>昔</rb><rt>むかし</rt></ruby></p>", ["昔"]),
        ("<p>the <button>glossary</button> says</p>", ["the glossary says"]),
        ("<p>Text <button>Copy</button></p>", ["Text"]),
    ],
)
def test_pages_and_letters_hidden_from_some(markup: str, seen: list[str]) -> None:
    assert blocks(markup) == seen


@pytest.mark.parametrize(
    ("query", "holds"),
    [
        ("", True),
        ("screen", True),
        ("print", False),
        ("print, screen", True),
        ("not print", True),
        ("only screen and (min-width: 30em)", True),
        ("(max-width: 767px)", False),
        ("(400px <= width <= 2000px)", True),
        ("(width < 400px)", False),
        ("(hover: none)", False),
        ("(some-feature: 1)", None),
    ],
)
def test_media_are_asked_of_a_usual_screen(query: str, holds: bool | None) -> None:
    assert media(query) is holds


def test_a_page_with_more_rules_than_it_needs_hides_rather_than_shows() -> None:
    sheet = "".join(f".a{number} .b .c .o{{display:none}}" for number in range(300)) + ".w .o{opacity:0}"
    body = "<div class=b><div class=c>" * 40 + ORDER
    assert blocks(f"<style>{sheet}</style><p>before</p>{body}") == ["before"]
