"""Texts to try laws on: real scripts, line breaks of every kind, marks that pair and marks that do not."""

from __future__ import annotations

from hypothesis import settings
from hypothesis import strategies as st

law = settings(deadline=None, max_examples=80)

_SNIPPETS = [
    "The council met on Monday. ",
    "“Is it true?” he asked. ",
    "M. Dupont est arrivé à 10 h 30… ",
    "« Oui ! » ",
    "Президент підписав указ у м. Києві. ",
    "П'ять мільйонів грн. Далі — більше. ",
    "这是第一句。“真的吗？”他问。",
    "これは文です。",
    "สวัสดีครับ นี่คือประโยค ",
    "हिन्दी में लिखा है। ",
    "هل هذا صحيح؟ نعم. ",
    "שלום עולם. ",
    "👩‍👩‍👧‍👦 ",
    "🇺🇦🇫🇷",
    "e\u0301\u0316\u0301",
    "- item one\n",
    "1. Erstens\n",
    "HEADING\n",
    "a hard-wrapped line that goes on\n",
    "\n\n",
    "\r\n",
    "\u2028",
    "\u2029",
    "\u0085",
    "\f",
    "\t",
    " ",
    "\u00a0",
    "\u200b",
    "\ufeff",
    '"',
    "«",
    "(",
    "...",
    ".",
    "3.5",
    "www.example.org",
    "no full stop " * 20,
]

texts = st.lists(st.sampled_from(_SNIPPETS) | st.text(max_size=6), max_size=12).map("".join)
languages = st.sampled_from(["en", "fr", "uk", "zh", "th", "ar", "hi", "de", "und", "xx"])
