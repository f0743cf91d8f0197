"""How English joins clauses."""

from __future__ import annotations

from service.text.languages.language import Links

LINKS = Links(
    otherwise=r"but|however|although|though|whereas|despite|nevertheless",
    reason=r"because|since|owing",
    condition=r"if|unless|provided|in case",
    contrast=r"yet|while|instead|still",
    loose=r"as|for|due|so|after|given|when|should|were|had|once|by",
    joints=r",|;|—| – |\band\b|\bor\b",
)
