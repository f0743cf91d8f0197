"""How Ukrainian joins clauses."""

from __future__ import annotations

from service.text.languages.language import Links

LINKS = Links(
    otherwise=r"але|проте|однак|хоча|зате|натомість|попри|втім|незважаючи|утім",
    reason=r"бо|тому що|оскільки|адже|позаяк",
    condition=r"якщо|якби|за умови",
    contrast=r"хоч|тоді як|а|та|водночас|усе ж|все ж|дарма|якщо",
    loose=r"тому|через|внаслідок|завдяки|за|після|так як|коли|чи|хіба|раз|аби|щойно|у разі|в разі|при",
    joints=r",|;|—| – |\bі\b|\bй\b|\bта\b|\bабо\b|\bчи\b",
)
