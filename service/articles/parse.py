"""Material in, article out: which parser reads what. Runs in the process that parsers may spoil."""

from __future__ import annotations

from dataclasses import replace

from service.articles.kinds import Kind, charset_of, kind_of
from service.articles.wire import ParseJob
from service.errors import FileTooLarge, LimitExceeded
from service.types import Article


def kind_of_job(job: ParseJob, material: memoryview) -> Kind:
    """What the material is; raises what `kind_of` raises."""
    if job.material == "page":
        return "html"
    return kind_of(bytes(material), name=job.name, media_type=job.media_type, field=job.field)


def parse(kind: Kind, job: ParseJob, material: memoryview) -> Article:
    """The article in the material. A title that the caller gave goes before the file's own.

    Raises UnreadableFile, NoText, LimitExceeded (too much text) and FileTooLarge; each names `job.field`.
    """
    article = _read(kind, job, bytes(material))
    if len(article.text) > job.limits.text_characters:
        raise LimitExceeded(
            f"The text that it holds is {len(article.text):,} characters long; at most "
            f"{job.limits.text_characters:,} are read in one request.",
            field=job.field,
        )
    return replace(article, title=job.title or article.title)


def _read(kind: Kind, job: ParseJob, data: bytes) -> Article:
    match kind:
        case "html":
            return _read_html(job, data)
        case "text" | "markdown":
            return _read_plain(kind, job, data)
        case "pdf":
            from service.articles.pdf import read_pdf

            return read_pdf(data, field=job.field, max_pages=job.limits.pages)
        case "docx":
            from service.articles.docx import read_docx

            return read_docx(data, field=job.field, most_bytes=job.limits.unpacked_bytes)
        case "odt":
            from service.articles.odt import read_odt

            return read_odt(data, field=job.field, most_bytes=job.limits.unpacked_bytes)
        case "epub":
            from service.articles.epub import read_epub

            return read_epub(data, field=job.field, most_bytes=job.limits.unpacked_bytes)


def _read_html(job: ParseJob, data: bytes) -> Article:
    from service.articles.decoding import decode_html
    from service.articles.html import read_html

    page = job.material == "page"
    markup = data.decode("utf-8", "replace") if page else decode_html(data, charset_of(job.media_type), field=job.field)
    if len(markup) > job.limits.html_characters:
        raise FileTooLarge(
            f"The page is {len(markup):,} characters long; at most {job.limits.html_characters:,} are read. "
            "Send the article's own part of it, or its text.",
            field=job.field,
        )
    return read_html(markup, title=job.title, url=job.url, field=job.field)


def _read_plain(kind: Kind, job: ParseJob, data: bytes) -> Article:
    from service.articles.decoding import decode_text
    from service.articles.markdown import read_markdown
    from service.articles.plain import read_text

    text = decode_text(data, charset_of(job.media_type), field=job.field)
    if kind == "markdown":
        return read_markdown(text, title=job.title, field=job.field)
    return read_text(text, field=job.field)
