"""A loaded engine for the length of a `with` block."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager

from service.engines.base import ModelSpec
from service.models.load import Engine
from service.models.pool import Pool


@contextmanager
def on_loan(pool: Pool, spec: ModelSpec) -> Iterator[Engine]:
    lease = pool.acquire(spec)
    try:
        yield lease.engine
    finally:
        lease.release()
