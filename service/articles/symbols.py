"""Characters of symbol fonts, which are numbers in files, as the letters and signs that they draw."""

from __future__ import annotations

_SYMBOL = {
    0x20: " !∀#∃%&∋()∗+,−./0123456789:;<=>?≅ΑΒΧΔΕΦΓΗΙϑΚΛΜΝΟΠΘΡΣΤΥςΩΞΨΖ[∴]⊥_",
    0x61: "αβχδεφγηιϕκλμνοπθρστυϖωξψζ{|}∼",
    0xA0: "€ϒ′≤⁄∞ƒ♣♦♥♠↔←↑→↓°±″≥×∝∂•÷≠≡≈…",
    0xC0: "ℵℑℜ℘⊗⊕∅∩∪⊃⊇⊄⊂⊆∈∉∠∇®©™∏√⋅¬∧∨⇔⇐⇑⇒⇓◊⟨®©™∑",
    0xF1: "⟩∫",
}
_WINGDINGS = {
    0x22: "✂✁👓🔔📖🕯☎✆✉",
    0x4A: "☺😐☹",
    0x6C: "●❍■□",
    0x71: "❑❒",
    0x74: "⧫◆❖",
    0xA7: "▪◻",
    0xD8: "➢",
    0xDF: "←→↑↓",
    0xE8: "➔",
    0xEF: "⇦⇨⇧⇩⬄",
    0xFB: "✗✓☒☑",
}
_PRIVATE = range(0xF000, 0xF100)
_LARGEST = 0x10FFFF


def _characters(rows: dict[int, str]) -> dict[int, str]:
    return {start + place: sign for start, row in rows.items() for place, sign in enumerate(row)}


_FONTS = {"symbol": _characters(_SYMBOL), "wingdings": _characters(_WINGDINGS)}
_PICTURES = ("wingdings", "webdings", "dingbats", "marlett", "mt extra")


def character(font: str, code: str) -> str:
    """What the character of this number, in hexadecimal digits, draws in a font; nothing if nobody knows."""
    if not 0 < len(code) <= 6:
        return ""
    try:
        number = int(code, 16)
    except ValueError:
        return ""
    name = font.lower()
    if number in _PRIVATE:
        number -= _PRIVATE.start
    elif number > 0xFF and number <= _LARGEST:
        return chr(number)
    if name in _FONTS:
        return _FONTS[name].get(number, "")
    return "" if name.startswith(_PICTURES) or number > _LARGEST else chr(number)


def text(font: str, said: str) -> str:
    """Text in a font: in that of symbols, private characters are what they draw."""
    if font.lower() not in _FONTS:
        return said
    return "".join(character(font, f"{ord(each):x}") if ord(each) in _PRIVATE else each for each in said)
