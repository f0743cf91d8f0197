"""Bodies that cost more than they weigh: wrong ones of four megabytes, as JSON and as forms."""

from __future__ import annotations

from benchmarks.attack.target import Attack, Tally, Target
from benchmarks.attack.wire import form, request, volley

# A little below the limit for a body, so that the limit is not what refuses them.
_BYTES = 3_900_000
_SUMMARIES, _TRANSLATIONS, _DETECTIONS = "/v1/summaries", "/v1/translations", "/v1/detections"


def filled(before: str, unit: str, after: str, size: int = _BYTES) -> bytes:
    """A body of about so many bytes: the unit over and over, commas between, what stands before and after."""
    number = max(1, (size - len(before) - len(after)) // (len(unit.encode()) + 1))
    return f"{before}{','.join([unit] * number)}{after}".encode()


def run_of(before: str, unit: str, after: str, size: int = _BYTES) -> bytes:
    """The same without commas: one long value."""
    return f"{before}{unit * (size // len(unit.encode()))}{after}".encode()


def lists(target: Target) -> Tally:
    """Lists of a million wrong items, in every field that takes a list and in those that do not."""
    shapes = [
        (_SUMMARIES, filled('{"text":"a","glossary":{"entries":[', "{}", "]}}")),
        (_TRANSLATIONS, filled('{"text":"a","target_languages":["fr"],"glossary":{"entries":[', '{"source":1}', "]}}")),
        (_TRANSLATIONS, filled('{"target_languages":["fr"],"text":[', "1", "]}")),
        (_DETECTIONS, filled('{"text":[', "1", "]}")),
        (_DETECTIONS, filled('{"text":[', '""', "]}")),
        (_SUMMARIES, filled('{"text":"a","include":[', '"x"', "]}")),
        (_SUMMARIES, filled('{"text":"a","include":[', '"text"', "]}")),
        (_SUMMARIES, filled('{"text":"a","target_languages":[', '"x"', "]}")),
        (_TRANSLATIONS, filled('{"text":"a","target_languages":["fr"],"protect":[', "{}", "]}")),
        (_SUMMARIES, filled('{"text":[', "[]", "]}")),
        (_SUMMARIES, filled('{"text":"a","title":[', "null", "]}")),
        (_SUMMARIES, filled("[", "{}", "]")),
        (_DETECTIONS, filled('{"text":"a","other":[', "1.5e300", "]}")),
    ]
    return volley(target, [request(target, path, body) for path, body in shapes], threads=3)


def nesting_and_keys(target: Target) -> Tally:
    """Deep nesting, hundreds of thousands of keys, keys that are alike, long or the same, and numbers without end."""
    keys = ",".join(f'"k{number}":1' for number in range(300_000))
    near = ",".join(f'"target_language{number}":1' for number in range(130_000))
    shapes = [
        (_SUMMARIES, b"[" * _BYTES),
        (_SUMMARIES, run_of('{"text":', '{"a":', "1")),
        (_SUMMARIES, b'{"text":' + b"[" * 1_900_000 + b"]" * 1_900_000 + b"}"),
        (_SUMMARIES, f'{{"text":"a",{keys}}}'.encode()),
        (_TRANSLATIONS, f'{{"text":"a","target_languages":["fr"],{near}}}'.encode()),
        (_DETECTIONS, filled("{", '"text":"a"', "}")),
        (_SUMMARIES, filled('{"text":"a","glossary":{"entries":[{', '"source":1', "}]}}")),
        (_SUMMARIES, run_of('{"text":"a","', "k", '":1}')),
        (_SUMMARIES, filled("{", f'"{"k" * 60_000}":1', "}")),
        (_SUMMARIES, run_of('{"text":"a","max_words":', "9", "}")),
        (_SUMMARIES, b'{"text":"a","max_words":1e999999}'),
        (_SUMMARIES, run_of('{"text":"a","max_words":0.', "1", "}")),
        (_SUMMARIES, run_of("", " ", "{}")),
        (_SUMMARIES, run_of('{"text":"a"', "}", "")),
    ]
    return volley(target, [request(target, path, body) for path, body in shapes], threads=3)


def long_values(target: Target) -> Tally:
    """Values that must not come back in an answer: long names of languages, fields and models, and escapes."""
    targets = ",".join(f'"{chr(97 + number) * 240_000}"' for number in range(16))
    alike = ",".join(f'"en{" " * (239_000 + number)}"' for number in range(16))
    tagged = ",".join(f'"en-{"latn-" * 48_000}us"' for _ in range(16))
    surrogates = r"\ud800" * 600_000
    shapes = [
        (_TRANSLATIONS, f'{{"text":"a","target_languages":[{targets}]}}'.encode()),
        (_SUMMARIES, f'{{"text":"a","target_languages":[{targets}]}}'.encode()),
        (_TRANSLATIONS, f'{{"text":"a","target_languages":[{alike}]}}'.encode()),
        (_TRANSLATIONS, f'{{"text":"a","target_languages":[{tagged}]}}'.encode()),
        (_SUMMARIES, f'{{"text":"{surrogates}"}}'.encode()),
        (_DETECTIONS, filled('{"text":[', r'"\ud800"', "]}")),
        (_TRANSLATIONS, filled('{"text":"a","target_languages":["fr"],"protect":[', r'"\u0000"', "]}")),
        (_SUMMARIES, filled('{"text":"a","include":[', r'"\udfff"', "]}")),
        (_TRANSLATIONS, f'{{"text":"a","target_languages":["{surrogates}"]}}'.encode()),
        (_SUMMARIES, f'{{"text":"a","{surrogates}":1}}'.encode()),
        (_SUMMARIES, run_of('{"text":"a","source_language":"', "ї", '"}')),
        (_SUMMARIES, run_of('{"text":"a","model":"', r"\u0000", '"}')),
        (_SUMMARIES, run_of('{"text":"a","engine":"', "<&>", '"}')),
        (_SUMMARIES, run_of('{"text":"a","url":"http://', "a", '"}')),
        (_SUMMARIES, run_of('{"url":"http://', "a.", '"}')),
        (_SUMMARIES, run_of('{"text":"a","style":"', r"\n", '"}')),
        (_DETECTIONS, run_of('{"text":"', "\x00", '"}')),
        (_DETECTIONS, b'{"text":"' + b"\xff" * _BYTES + b'"}'),
    ]
    paths = [
        request(target, "/" + "a" * 30_000, b"{}"),
        request(target, "/v1/models", b'{"id":"%s"}' % (b"x" * _BYTES)),
    ]
    return volley(target, [request(target, path, body) for path, body in shapes] + paths, threads=3)


def forms(target: Target) -> Tally:
    """Forms of many parts, many fields of one name, long names, headers without end and boundaries everywhere."""
    bodies = [
        form([("include", None, b"x")] * 40_000),
        form([("include", None, b"text")] * 190),
        form([("target_languages", None, b"x" * 20_000)] * 190),
        form([(f"k{number}", None, b"1") for number in range(60_000)]),
        form([("k" * 3_000_000, None, b"1")]),
        form([("file", "n" * 3_000_000, b"text")]),
        form([("file", "a.txt", b"")] * 190),
        form([("glossary", None, filled('{"entries":[', "{}", "]}"))]),
        form([("text", None, b"\xff\xfe" * 1_900_000)]),
        form([("max_words", None, b"9" * 3_000_000)]),
        (b"--b\r\n" + b"X-Header: 1\r\n" * 300_000 + b"\r\n\r\n--b--\r\n", "multipart/form-data; boundary=b"),
        (b"--b\r\n" * 700_000, "multipart/form-data; boundary=b"),
        (b"\r\n--b" * 700_000, "multipart/form-data; boundary=b"),
        (b"-" * 20_000_000, "multipart/form-data; boundary=" + "-" * 60),
        (b"\r" * 20_000_000, "multipart/form-data; boundary=b"),
        (
            b"--b\r\nContent-Disposition: form-data" + b"; a=1" * 700_000 + b"\r\n\r\n",
            "multipart/form-data; boundary=b",
        ),
    ]
    return volley(target, [request(target, _SUMMARIES, body, kind=kind) for body, kind in bodies], threads=3)


ATTACKS = (
    Attack("lists of a million items", "bodies", lists, quick=True),
    Attack("nesting, keys and numbers", "bodies", nesting_and_keys),
    Attack("long values that could be echoed", "bodies", long_values, quick=True),
    Attack("forms of many parts", "bodies", forms),
)
