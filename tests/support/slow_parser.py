"""The process that parsers run in, where a text that begins with `slow` is read for as long as one lets it.

Nothing about such a text looks slow from outside: that is what a hostile file is like.
"""

from __future__ import annotations

from service.articles import worker
from service.articles.kinds import Kind
from service.articles.parse import parse
from service.articles.wire import ParseJob
from service.types import Article


def _parse(kind: Kind, job: ParseJob, material: memoryview) -> Article:
    while bytes(material[:4]) == b"slow":
        pass
    return parse(kind, job, material)


if __name__ == "__main__":
    worker.parse = _parse  # type: ignore[attr-defined]
    worker.main()
