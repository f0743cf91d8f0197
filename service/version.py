"""The version of Stislo; the package, the answers and what is stored under a version all read it here."""

from __future__ import annotations

VERSION = "0.1.0"
