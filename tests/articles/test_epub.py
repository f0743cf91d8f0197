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


PROSE = (
    "<h1>The ford</h1><p>Every spring the water took the ford, and every spring the miller's daughter marked the place "
    "again with poles of willow.</p>"
)
SAID = "The ford\n\nEvery spring the water took the ford, and every spring the miller's daughter marked the place"


@pytest.mark.parametrize("name", ["contents.xhtml", "index.xhtml", "cover1.xhtml", "part1/index.xhtml", "toc.html"])
def test_a_chapter_is_one_whatever_its_file_is_called(name: str) -> None:
    assert read_epub(epub({name: chapter(PROSE), "two.xhtml": TWO})).text.startswith(SAID)


def test_a_chapter_that_the_guide_calls_the_cover_is_read() -> None:
    book = epub({"a.xhtml": chapter(PROSE)}, guide='<reference type="cover" href="a.xhtml"/>')
    assert read_epub(book).text.startswith(SAID)


@pytest.mark.parametrize(
    "before",
    [
        "<section epub:type='titlepage'><h1>Left out</h1></section>",
        "<nav epub:type='toc'><ol><li><a href='#a'>Left out</a></li></ol></nav>",
        "<div role='doc-toc'><p>Left out</p></div>",
        "<div epub:type='landmarks'><p>Left out</p></div>",
    ],
)
def test_what_leads_to_a_chapter_goes_and_the_chapter_stays(before: str) -> None:
    text = read_epub(epub({"one.xhtml": chapter(before + f"<section epub:type='chapter'>{PROSE}</section>")})).text
    assert text.startswith(SAID)
    assert "Left out" not in text


@pytest.mark.parametrize(
    "body",
    [
        "<p>The wa<span epub:type='pagebreak' title='7'>7</span>ter rose.</p>",
        "<p>The <span class='pagenum'>[Pg 7]</span>water rose.</p>",
        "<p>The <a class='page-number' id='p7'>7</a>water rose.</p>",
        "<p>The water rose.<a epub:type='noteref' href='#n'>*</a></p><aside epub:type='footnote' id='n'>A note</aside>",
        "<p>The water rose.<sup><a href='#n1'>1</a></sup></p><div class='footnote' id='n1'><p>A note</p></div>",
        "<p>The water rose.</p><section role='doc-endnotes'><h2>Notes</h2><p>A note</p></section>",
    ],
)
def test_numbers_of_pages_and_notes_are_no_part_of_the_text(body: str) -> None:
    assert read_epub(epub({"one.xhtml": chapter(body)})).text == "The water rose."


def test_what_only_looks_like_the_number_of_a_page_stays() -> None:
    body = "<p>Room <span class='number'>7</span> and <span class='page-note'>page 9</span> were empty.</p>"
    assert read_epub(epub({"one.xhtml": chapter(body)})).text == "Room 7 and page 9 were empty."
