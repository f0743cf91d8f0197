"""Books: chapters in reading order."""

from __future__ import annotations

import pytest

from service.articles.epub import read_epub
from service.errors import FileTooLarge, NoText, UnreadableFile
from tests.support.packages import chapter, epub, package

ONE = chapter(
    "<h1>Розділ перший</h1><p>Був&#160;собі <b>дід</b>.</p><script src='x'/><ul><li>раз</li><li>два</li></ul>"
)
TWO = chapter("<section epub:type='chapter'><h1>Розділ другий</h1><p>Та й баба.</p></section>")


def test_chapters_come_in_the_order_of_the_spine() -> None:
    article = read_epub(
        epub(
            {"two.xhtml": TWO, "one.xhtml": ONE},
            metadata="<dc:title>Казка</dc:title><dc:creator>Леся Мороз</dc:creator><dc:creator>Іван Гай</dc:creator>"
            "<dc:date>2025-10-01</dc:date><dc:language>uk</dc:language>",
        )
    )
    assert article.text == "Розділ другий\n\nТа й баба.\n\nРозділ перший\n\nБув собі дід.\n\nраз\n\nдва"
    assert (article.title, article.author, article.date, article.language) == (
        "Казка",
        "Леся Мороз, Іван Гай",
        "2025-10-01",
        "uk",
    )


@pytest.mark.parametrize(
    "extra",
    [
        {"attributes": {"x.xhtml": 'linear="no"'}},
        {"properties": {"x.xhtml": "nav"}},
        {"guide": '<reference type="copyright-page" href="x.xhtml#top"/>'},
    ],
)
def test_what_the_package_calls_no_chapter_is_not_read(extra: dict[str, object]) -> None:
    chapters = {"x.xhtml": chapter("<p>Left out.</p>"), "one.xhtml": ONE}
    assert "Left out" not in read_epub(epub(chapters, **extra)).text  # type: ignore[arg-type]


@pytest.mark.parametrize(
    ("name", "body"),
    [
        ("a.xhtml", "<nav epub:type='toc'><ol><li>Розділ перший</li></ol></nav>"),
        ("a.xhtml", "<section epub:type='frontmatter titlepage'><p>Left out.</p></section>"),
        ("cover.xhtml", "<p>Left out.</p>"),
        ("Text/0001_copyright-page.xhtml", "<p>Left out.</p>"),
        ("toc1.xhtml", "<p>Left out.</p>"),
    ],
)
def test_what_calls_itself_no_chapter_is_not_read(name: str, body: str) -> None:
    text = read_epub(epub({name: chapter(body), "two.xhtml": TWO})).text
    assert text == "Розділ другий\n\nТа й баба."


def test_a_nav_in_a_chapter_leaves_the_chapter() -> None:
    body = "<section epub:type='chapter'><h1>Глава</h1><p>Текст.</p></section>"
    assert read_epub(epub({"contents-of-a-life.xhtml": chapter(body)})).text == "Глава\n\nТекст."


def test_a_book_of_nothing_but_its_cover_is_read() -> None:
    assert read_epub(epub({"cover.xhtml": chapter("<p>A leaflet in one page.</p>")})).text == "A leaflet in one page."


def test_names_in_the_package_may_be_escaped_and_relative() -> None:
    book = epub({"../text/my%20chapter.xhtml": ONE}, more={"text/my chapter.xhtml": ONE})
    assert read_epub(book).text.startswith("Розділ перший")


def test_a_locked_book_says_so() -> None:
    encryption = "<e xmlns:c='urn:c'><c:CipherReference URI='OEBPS/one.xhtml'/></e>"
    with pytest.raises(UnreadableFile, match="locked by its seller"):
        read_epub(epub({"one.xhtml": ONE}, more={"META-INF/encryption.xml": encryption}))


def test_hidden_fonts_are_no_lock() -> None:
    encryption = "<e xmlns:c='urn:c'><c:CipherReference URI='OEBPS/font.otf'/></e>"
    assert read_epub(epub({"one.xhtml": ONE}, more={"META-INF/encryption.xml": encryption})).text


def test_a_book_of_pictures_says_so() -> None:
    with pytest.raises(NoText, match="OCR"):
        read_epub(epub({"one.xhtml": chapter("<img src='1.jpg'/>")}))


def test_more_members_than_a_book_has_are_too_large() -> None:
    with pytest.raises(FileTooLarge, match="5,000"):
        read_epub(epub({"one.xhtml": ONE}, more={f"OEBPS/{number}.jpg": b"" for number in range(5001)}))


@pytest.mark.parametrize(
    "parts",
    [
        {},
        {"META-INF/container.xml": "<container/>"},
        {"META-INF/container.xml": "<c><rootfile full-path='gone.opf'/></c>"},
    ],
)
def test_a_damaged_book_is_unreadable(parts: dict[str, str]) -> None:
    with pytest.raises(UnreadableFile):
        read_epub(package(parts))
