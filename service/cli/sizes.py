"""Sizes as people read them."""

from __future__ import annotations


def megabytes_of(count: int) -> int:
    """Bytes in whole MB, rounded up."""
    return -(-count // 1_000_000)


def size_of(megabytes: int) -> str:
    """`90 MB`, `1.9 GB`."""
    return f"{megabytes / 1000:.1f} GB" if megabytes >= 1000 else f"{megabytes} MB"
