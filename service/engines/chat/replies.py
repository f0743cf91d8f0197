"""What a model replied, read: the sentences of a summary with their sources, or the text of a translation.

Models are asked for little form, and still wrap what they say: thoughts before it, "Here is a summary:" above it, code
fences, quotation marks or JSON around it, an offer of more help below. All of that is taken off; what is left is theirs
word for word. Pure functions.
"""

from __future__ import annotations

import json
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass, replace

import regex

# Thoughts, closed, left open, or opened by the chat template so that only their end is in the reply.
_THOUGHTS = regex.compile(r"<(think|thinking|thought|reasoning)>.*?(?:</\1>|\Z)|\[THINK\].*?(?:\[/THINK\]|\Z)", regex.S)
_END_OF_THOUGHT = regex.compile(r"</(?:think|thinking|thought|reasoning)>|\[/THINK\]|<\|channel\|>final<\|message\|>")
_END_OF_TURN = regex.compile(r"</s>|<end_of_turn>|<eos>|<[|｜](?:im_\w+|eot_id|end\w*|return|start|user)[|｜]>")
_FENCE_TAG = regex.compile(r"</?data-[0-9a-f]*>")
_CODE = regex.compile(r"^[ \t]*```[^\n`]*\n(.*?)(?:^[ \t]*```|\Z)", regex.S | regex.M)

# "Here is a short summary of the article in French:", "Voici le résumé :", "Ось переклад:", "**Summary**", "Title:".
_WHAT = (
    r"summar(?:y|ies)|headline|title|translations?|(?:key|main) points|bullet points|draft|version|answer|"
    r"résumés?|synthèse|titre|traduction|points (?:clés|principaux)|réponse|"
    r"(?:стисл\w+ )?(?:переказ|виклад)\w*|підсум\w+|резюме|заголов\w+|переклад\w*|відповід\w+|головн\w+|пункт\w+"
)
_YES = r"(?:sure|certainly|of course|okay|ok|absolutely|bien sûr|certainement|d['’]accord|звичайно|звісно|так|добре)"
_HERE = r"(?:here(?:['’]s| is| are)|below (?:is|are)|the following is|this is|voici|voilà|ci-dessous|ось|нижче)"
_LABEL = (
    r"(?:(?:the|final|short|brief|english|french|ukrainian|le|un|court|стисл\w+|коротк\w+) )?"
    r"(?:summary|headline|translation|key points|résumé|titre|traduction|points clés|"
    r"переказ|виклад|підсумок|резюме|заголовок|переклад)"
    r"(?: (?:in|of|en|de|українською|мовою)\b[^:：\n]{0,60})?"
)
_INTRODUCTION = regex.compile(
    rf"(?:{_YES}[,.!—– -]+)?(?:{_HERE}\b[^:：\n]{{0,60}}?\b(?:{_WHAT})\b[^:：\n]{{0,80}}|{_LABEL})\s*[:：]\s*", regex.I
)
_INTRODUCING_LINE = regex.compile(
    rf"(?:{_YES}|(?:{_YES}[,.!—– -]+)?{_HERE}\b.{{0,60}}?\b(?:{_WHAT})\b.{{0,80}}|{_LABEL})[.!:：]?", regex.I
)
_CHATTER = regex.compile(
    r"\(?(?:let me know|i hope|hope this|feel free|if you (?:need|want|would|have)|would you like|note|please note|"
    r"n['’]hésitez|j['’]espère|si vous (?:souhaitez|voulez|avez)|remarque|note|"
    r"сподіваюс[яь]|якщо (?:вам|ви|потрібно|хочете)|дайте знати|примітка)\b.{0,300}|"
    r"\(?(?:word count|words|total|mots|nombre de mots|кількість слів|слів)\s*[:：]?\s*\d+\)?\.?|"
    r"\(\d+ (?:words|mots|слів|слова|слово)\)\.?",
    regex.I,
)
_BULLET = regex.compile(r"(?:[-*+•‣◦▪●–—·]|#{1,6}|>)\s+")
_NUMBERING = regex.compile(r"\(?(\d{1,2})[.)]\s+(?=\S)")
_QUOTES = {'"': '"', "“": "”", "«": "»", "„": "“”", "'": "'", "‘": "’", "『": "』", "「": "」"}
_SAYS_SOMETHING = regex.compile(r"[\p{L}\p{N}]")

# [3], [2, 5], [1-3], [1][4], [S2], [#2; #4], 【3†source】.
_NUMBER = r"[#SsСс]?\d{1,6}(?:†[^\]】,;]{0,40})?"
_NUMBERS = rf"[\[【]\s{{0,3}}{_NUMBER}(?:\s{{0,3}}(?:[,;&–—-]|and|et|і|й|та)\s{{0,3}}{_NUMBER})*\s{{0,3}}[\]】]"
_CITATION = regex.compile(rf"{_NUMBERS}(?:[ ,;]{{0,2}}{_NUMBERS})*")
_LINE_NUMBER = regex.compile(r"(?:^|(?<=[.!?…] ))\[(\d{1,4})\](?=\s{1,3}[^\s\[])")
_HTML = regex.compile(r"</?(?:p|li|ul|ol|b|i|em|strong|br|h[1-6]|div|span)\s{0,2}/?>", regex.I)
_REMARK = regex.compile(r"†[^\]】,;]*")
_RANGE = regex.compile(r"(\d+)(?:\s*[–—-]\s*[#SsСс]?(\d+))?")
_ENDS = regex.compile(r"[.!?…。！？؟।][\"'»”’)\]]*\s*$")
_JSON = regex.compile(r"\{|\[\s*[{\"\[]")
_STOP = regex.compile(r"\s*[.!?…。！？؟।;]+[\"'»”’)]*")

TEXT_KEYS = ("text", "sentence", "summary", "headline", "title", "translation", "item", "point", "answer")
SOURCE_KEYS = ("sources", "source", "citations", "sentences", "numbers", "refs", "references")
"""What models call the text of a sentence, and the list of what it rests on, in JSON."""


class UnusableReply(ValueError):
    """There is nothing in a reply that could be an answer."""


@dataclass(frozen=True, slots=True)
class CitedSentence:
    """A line of a summary and the sentences of the article that it says it rests on, ascending, counted from 1.

    Mostly one sentence; more where the model put several on a line. `sources` is empty where it named none that exist.
    """

    text: str
    sources: tuple[int, ...] = ()


def parse_sentences(
    text: str, *, max_source: int, rests: Callable[[str], bool] = lambda line: False
) -> list[CitedSentence]:
    """The lines of a summary, in order. `max_source` is how many sentences the article was given with, `rests` says of
    a line that cites nothing whether it rests on the article all the same.

    Lines that begin with `[1]`, `[2]` and so on are numbered as the article is, and cite nothing. Where any line cites,
    what stands above the first and below the last one that does goes, unless it `rests` on the article; else
    introductions and offers of help are known by their words. Raises UnusableReply where no letter and no digit is
    left, and for JSON that is not whole.
    """
    body = _bare(text)
    found = _from_json(body, max_source)
    if found is None:
        lines = [line for line in map(_unwrapped, _without_chatter(body).splitlines()) if line]
        lines = _unnumbered(_joined(lines))
        found = [cited for line in lines for cited in _cut(line, max_source)]
        citing = [index for index, cited in enumerate(found) if cited.sources]
        found = [
            cited
            for index, cited in enumerate(found)
            if not citing or citing[0] <= index <= citing[-1] or (cited.text and rests(cited.text))
        ]
        found[:1] = [replace(cited, text=_introduced(cited.text)) for cited in found[:1]]
        if _are_line_numbers(lines):
            found = [replace(cited, sources=()) for cited in found]
    if all(_unquoted(cited.text) != cited.text for cited in found):
        found = [replace(cited, text=_unquoted(cited.text)) for cited in found]
    found = [cited for cited in found if _SAYS_SOMETHING.search(cited.text)]
    if not found:
        raise UnusableReply("The reply holds no sentence.")
    return found


def parse_text(text: str, *, source: str = "") -> str:
    """The text of a reply, such as a translation; its lines stay lines.

    What looks like an introduction, a remark, JSON or quotation marks around all of it stays where the `source` is like
    that too. Raises UnusableReply where no letter and no digit is left, and for JSON that is not whole.
    """
    source, body = source.strip(), _bare(text)
    found = None if _JSON.match(source) else _from_json(body, None)
    if found is not None:
        body = "\n".join(cited.text for cited in found)
    elif _without_chatter(source) == source:
        body = _without_chatter(body)
    if _unquoted(source) == source:
        body = _unquoted(body)
    if not _SAYS_SOMETHING.search(body):
        raise UnusableReply("The reply holds no text.")
    return body


def _bare(text: str) -> str:
    """Without thoughts, without what follows the end of the turn, without fences of either kind."""
    text = _THOUGHTS.sub("", text)
    *_, last = _END_OF_THOUGHT.splititer(text)
    text = last.lstrip()
    if end := _END_OF_TURN.search(text):
        text = text[: end.start()]
    text = _FENCE_TAG.sub("", text)
    if (code := _CODE.search(text)) and _SAYS_SOMETHING.search(code[1]):
        text = code[1]
    return text.replace("```", "").strip()


def _unwrapped(line: str) -> str:
    """A line without bullet, emphasis and tags of HTML; those of an article come without angle brackets."""
    line = _HTML.sub("", line.replace("**", "")).strip()
    bullet = _BULLET.match(line)
    return line[bullet.end() :] if bullet else line


def _joined(lines: Sequence[str]) -> list[str]:
    """Lines that were wrapped in the middle of a sentence put together."""
    whole: list[str] = []
    for line in lines:
        broken = whole and line[0].islower() and not _ENDS.search(whole[-1][-20:]) and whole[-1][-1] not in ":：]】"
        if broken:
            whole[-1] += f" {line}"
        else:
            whole.append(line)
    return whole


def _unnumbered(lines: Sequence[str]) -> list[str]:
    """Without numbers of a list: `1.` on the first numbered line, one more on each. A date may begin a sentence too."""
    matches = [_NUMBERING.match(line) for line in lines]
    numbers = [int(match[1]) for match in matches if match]
    if not numbers or numbers != list(range(1, len(numbers) + 1)):
        return list(lines)
    return [line[match.end() :] if match else line for line, match in zip(lines, matches, strict=True)]


def _are_line_numbers(lines: Sequence[str]) -> bool:
    """Whether the lines count themselves, as those of the article do: `[1] ...`, `[2] ...`, and no citation beside."""
    found = [citation for line in lines for citation in _CITATION.finditer(line)]
    counted = [number[1] for line in lines for number in _LINE_NUMBER.finditer(line)]
    return 1 < len(found) == len(counted) and counted == [str(n) for n in range(1, len(counted) + 1)]


def _cut(line: str, max_source: int) -> Iterator[CitedSentence]:
    """A line at its citations: a new piece begins after one that ends a sentence, on either side of its full stop.

    Where citations stand in front of what they are for, as the numbers in the article do, before each.
    """
    citations = list(_CITATION.finditer(line))
    if citations and not citations[0].start() and line[citations[-1].end() :].strip(" .!?…"):
        ends = [*(citation.start() for citation in citations[1:]), len(line)]
        for citation, end in zip(citations, ends, strict=True):
            yield CitedSentence(_spaced(line[citation.end() : end]), tuple(sorted(_numbers(citation[0], max_source))))
        return
    parts, sources, done = list[str](), set[int](), 0
    for citation in citations:
        parts += filter(None, [_spaced(line[done : citation.start()])])
        sources |= _numbers(citation[0], max_source)
        done = citation.end()
        if stop := _STOP.match(line, done):
            done = stop.end()
            if not _ends(parts):
                parts[-1:] = ["".join(parts[-1:]) + stop[0].strip()]
        if _ends(parts):
            yield CitedSentence(" ".join(parts), tuple(sorted(sources)))
            parts, sources = [], set()
    parts += filter(None, [_spaced(line[done:])])
    if parts or sources:
        yield CitedSentence(" ".join(parts), tuple(sorted(sources)))


def _ends(parts: Sequence[str]) -> bool:
    """Whether the last part ends a sentence."""
    return bool(parts) and _ENDS.search(parts[-1][-20:]) is not None


def _spaced(text: str) -> str:
    return " ".join(text.split())


def _numbers(written: str, max_source: int) -> set[int]:
    found = set[int]()
    for first, last in _RANGE.findall(_REMARK.sub("", written)):
        found |= set(range(max(int(first), 1), min(int(last or first), max_source) + 1))
    return found


def _without_chatter(body: str) -> str:
    """Without introduction and epilogue; a line that cites is neither, and one line is always left."""
    first, _, rest = body.partition("\n")
    if rest.strip() and _INTRODUCING_LINE.fullmatch(first.strip("*_# ")) and not _CITATION.search(first):
        body = rest.strip()
    while "\n" in body:
        above, _, last = body.rpartition("\n")
        if _CITATION.search(last) or not _CHATTER.match(last.strip("*_ ")):
            break
        body = above.rstrip()
    return _introduced(body)


def _introduced(text: str) -> str:
    """What stands after an introduction on the same line; the text where there is none."""
    bare = text.lstrip("*_# ")
    if not (found := _INTRODUCTION.match(bare)):
        return text
    return bare[found.end() :].lstrip("*_ ")


def _unquoted(text: str) -> str:
    """Without one pair of quotation marks around all of it."""
    if len(text) < 3 or text[-1] not in _QUOTES.get(text[0], ""):
        return text
    inside = text[1:-1]
    return text if text[0] in inside or text[-1] in inside else inside.strip()


def _from_json(text: str, max_source: int | None) -> list[CitedSentence] | None:
    """What a reply in JSON says; None where it is none, or says nothing. `[3] A sentence` is none.

    With `max_source` None, nothing in it is read as a citation.
    """
    introduction = _INTRODUCTION.match(text)
    start = introduction.end() if introduction else 0
    if not _JSON.match(text, start):
        return None
    try:
        value, _ = json.JSONDecoder().raw_decode(text, start)
        return list(_said(value, max_source)) or None
    except (ValueError, RecursionError) as error:
        raise UnusableReply("The reply is JSON that is not whole, or too deep to be an answer.") from error


def _said(value: object, max_source: int | None) -> Iterator[CitedSentence]:
    if isinstance(value, str):
        for line in filter(None, value.splitlines()):
            yield from [CitedSentence(line)] if max_source is None else _cut(_unwrapped(line), max_source)
    elif isinstance(value, list):
        for item in value:
            yield from _said(item, max_source)
    elif isinstance(value, dict):
        text = next((value[key] for key in TEXT_KEYS if isinstance(value.get(key), str)), None)
        numbers: list[object] = next((value[key] for key in SOURCE_KEYS if isinstance(value.get(key), list)), [])
        cited = {number for number in numbers if isinstance(number, int) and 1 <= number <= (max_source or 0)}
        for said in _said(list(value.values()) if text is None else text, max_source):
            yield CitedSentence(said.text, tuple(sorted(cited.union(said.sources))))
