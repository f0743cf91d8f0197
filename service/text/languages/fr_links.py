"""How French joins clauses."""

from __future__ import annotations

from service.text.languages.language import Links

LINKS = Links(
    otherwise=r"mais|cependant|pourtant|toutefois|bien qu\w*|quoiqu\w*|malgré|néanmoins|même si",
    reason=r"car|parce qu\w*|puisqu\w*|en raison|à cause",
    condition=r"si|s['’]ils?|à condition|en cas|à moins",
    contrast=r"or|alors qu\w*|tandis qu\w*|en revanche|tout en|sans|si",
    loose=r"comme|étant|grâce|faute|pour|en effet|suite|vu|donc|sauf|quand|lorsqu\w*|au cas|pourvu|dès|par",
    joints=r",|;|—| – |\bet\b|\bou\b",
)
