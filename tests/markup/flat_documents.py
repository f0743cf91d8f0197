"""A text, a presentation and a spreadsheet as flat OpenDocument, for LibreOffice to make office files of."""

from __future__ import annotations

_SPACES = " ".join(
    f'xmlns:{name}="urn:oasis:names:tc:opendocument:xmlns:{path}:1.0"'
    for name, path in {
        "office": "office",
        "style": "style",
        "text": "text",
        "table": "table",
        "draw": "drawing",
        "presentation": "presentation",
        "fo": "xsl-fo-compatible",
        "svg": "svg-compatible",
    }.items()
)
_SPACES += ' xmlns:of="urn:oasis:names:tc:opendocument:xmlns:of:1.2"'
_STYLES = """<office:automatic-styles>
<style:style style:name="B" style:family="text"><style:text-properties fo:font-weight="bold"/></style:style>
<style:style style:name="I" style:family="text"><style:text-properties fo:font-style="italic"/></style:style>
<style:page-layout style:name="L"><style:header-style/><style:footer-style/></style:page-layout>
</office:automatic-styles>
<office:master-styles><style:master-page style:name="Standard" style:page-layout-name="L">{master}
</style:master-page></office:master-styles>"""
BOLD = "silent bell"
_NOTE = (
    '<text:note text:id="n1" text:note-class="footnote"><text:note-citation>1</text:note-citation><text:note-body>'
    "<text:p>It was cast long ago.</text:p></text:note-body></text:note>"
)
_TEXT = f"""<office:text>
<text:h text:outline-level="1">The tower</text:h>
<text:p>The <text:span text:style-name="B">{BOLD}</text:span> hangs in the <text:span text:style-name="I">old
tower</text:span>.{_NOTE} Nobody rings it; see <text:a xmlns:xlink="http://www.w3.org/1999/xlink" xlink:type="simple"
xlink:href="https://example.org/bell">its page</text:a>.</text:p>
<text:p/>
<text:list><text:list-item><text:p>First step &amp; door</text:p></text:list-item>
<text:list-item><text:p>Second<text:tab/>step</text:p></text:list-item></text:list>
<table:table table:name="Bells"><table:table-column table:number-columns-repeated="2"/>
<table:table-row><table:table-cell><text:p>Name</text:p></table:table-cell>
<table:table-cell><text:p>Weight</text:p></table:table-cell></table:table-row>
<table:table-row><table:table-cell><text:p>Small one</text:p></table:table-cell>
<table:table-cell><text:p>120</text:p></table:table-cell></table:table-row></table:table>
<text:p>The last line.</text:p>
</office:text>"""
_HEADER = "<style:header><text:p>A short guide</text:p></style:header>"


def _box(text: str, top: int) -> str:
    place = f'svg:x="2cm" svg:y="{top}cm" svg:width="20cm" svg:height="3cm"'
    return f"<draw:frame {place}><draw:text-box>{text}</draw:text-box></draw:frame>"


_SLIDES = "".join(
    f'<draw:page draw:name="page{number}" draw:master-page-name="Standard">{boxes}</draw:page>'
    for number, boxes in enumerate(
        (
            _box("<text:p>The tower</text:p>", 2) + _box("<text:p>A guide for guests</text:p>", 6),
            _box(f'<text:p>A <text:span text:style-name="B">{BOLD}</text:span> hangs here.</text:p><text:p/>', 2),
            _box("<text:p>Thank you &amp; goodbye</text:p>", 2),
        ),
        1,
    )
)


def _cell(text: str) -> str:
    return f'<table:table-cell office:value-type="string"><text:p>{text}</text:p></table:table-cell>'


def _number(value: int) -> str:
    typed = f'office:value-type="float" office:value="{value}"'
    return f"<table:table-cell {typed}><text:p>{value}</text:p></table:table-cell>"


_SUM = '<table:table-cell table:formula="of:=SUM([.B2:.B3])" office:value-type="float" office:value="420"/>'
_ROWS = (
    _cell("Bell") + _cell("Weight"),
    _cell(f'The <text:span text:style-name="B">{BOLD}</text:span>') + _number(300),
    _cell("Small one") + _number(120),
    _cell("Together") + _SUM,
)


def _sheet(name: str, *rows: str) -> str:
    inner = "".join(f"<table:table-row>{row}</table:table-row>" for row in rows)
    return f'<table:table table:name="{name}">{inner}</table:table>'


_SHEETS = _sheet("One", *_ROWS) + _sheet("Two", _cell("Bell") + _cell("Bell"))


def _flat(kind: str, body: str, master: str = "") -> str:
    return (
        f'<?xml version="1.0" encoding="UTF-8"?><office:document {_SPACES} office:version="1.2" '
        f'office:mimetype="application/vnd.oasis.opendocument.{kind}">{_STYLES.format(master=master)}'
        f"<office:body>{body}</office:body></office:document>"
    )


FLAT = {
    "fodt": _flat("text", _TEXT, _HEADER),
    "fodp": _flat("presentation", f"<office:presentation>{_SLIDES}</office:presentation>"),
    "fods": _flat("spreadsheet", f"<office:spreadsheet>{_SHEETS}</office:spreadsheet>"),
}
"""By the ending of such a file."""
