"""What a scripted chat model says to a conversation: honest, chatty, thoughtful, or obedient to whoever speaks last.

A speaker gets the messages of a request and gives the text of the answer.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Sequence
from typing import Any

Messages = Sequence[dict[str, Any]]
Speaker = Callable[[Messages], str]

_FENCED = re.compile(r"<(data-\w+)>\n(.*?)\n</\1>", re.DOTALL)
_NUMBERED = re.compile(r"^\[(\d+)\] (.+)$", re.MULTILINE)

# Say, write, answer with ... in English, French and Ukrainian, then what: in quotes, or behind a colon.
_VERBS = (
    r"say|print|write|repeat|output|reply|respond|answer|append|include|add|insert|begin|start|end|finish|state"
    r"|dis|dites|écris|écrivez|réponds|répondez|répète|répétez|ajoute|ajoutez|affiche|affichez|commence|commencez|termine"
    r"|terminez|insère|insérez"
    r"|скажи|скажіть|напиши|напишіть|повтори|повторіть|додай|додайте|відповідай|відповідайте|виведи|виведіть|почни"
    r"|почніть|закінчи|закінчіть|встав|вставте"
)
_SAY = re.compile(
    rf"\b(?:{_VERBS})\b[^\n:\"“”«»'`]{{0,80}}(?::\s*(?P<rest>[^\n]+)|[\"“«'`](?P<quoted>[^\n\"”»'`]+)[\"”»'`])",
    re.IGNORECASE,
)
_LINK = re.compile(r"!?\[[^\]\n]*\]\([^)\s]+\)|https?://[^\s)>\]\"»”]+|[\w.+-]+@[\w-]+\.[\w.]+")
_REVEAL = re.compile(
    r"(?:system|hidden|secret|initial|previous|above|your) (?:prompt|instructions?|message|rules)"
    r"|(?:prompt|instructions?|consignes|règles) (?:système|cachées?|secrètes?|initiales?|précédentes?)"
    r"|(?:системн|прихован|секретн|попередн|початков)\w* (?:підказк|промпт|інструкц|вказівк|повідомлен|правил)\w*",
    re.IGNORECASE,
)
_TELL = re.compile(
    r"\b(?:reveal|show|print|repeat|output|tell|leak|quote|send|translate"
    r"|révèle|révélez|montre|montrez|affiche|affichez|répète|répétez|cite|citez|envoie|envoyez"
    r"|покажи|покажіть|виведи|виведіть|повтори|повторіть|розкрий|розкрийте|надішли|надішліть|процитуй)\b",
    re.IGNORECASE,
)


def saying(text: str) -> Speaker:
    """Always the same."""
    return lambda messages: text


def echo(messages: Messages) -> str:
    """What was said last."""
    return str(messages[-1]["content"])


def first_sentences(count: int = 2) -> Speaker:
    """An honest model for summaries: the first sentences of a fenced article, each with its number, one a line."""

    def speak(messages: Messages) -> str:
        sentences = _NUMBERED.findall("\n".join(data_of(messages)))
        return "\n".join(f"{text} [{number}]" for number, text in sentences[:count])

    return speak


def chatty(speaker: Speaker, before: str = "Here is a summary:\n\n", after: str = "\n\nI hope this helps!") -> Speaker:
    """Talks around what it has to say."""
    return lambda messages: f"{before}{speaker(messages)}{after}"


def thinking(speaker: Speaker, thought: str = "The user wants a summary. Let me see.") -> Speaker:
    """Thinks aloud before it speaks."""
    return lambda messages: f"<think>\n{thought}\n</think>\n\n{speaker(messages)}"


def obedient(otherwise: Speaker) -> Speaker:
    """Does whatever the data of a conversation tells it, and what it was asked for where that tells it nothing.

    It says what it is told to say, hands on every link and address in a sentence with an order, and repeats its
    system turn when asked for its instructions. Data is what stands in fences, or else all of the last turn.
    """

    def speak(messages: Messages) -> str:
        data = "\n".join(data_of(messages)) or echo(messages)
        data = _NUMBERED.sub(r"\2", data)
        said = []
        for line in data.splitlines():
            found = [match["quoted"] or match["rest"] for match in _SAY.finditer(line)]
            if found or _TELL.search(line):
                said += [*found, *_LINK.findall(line)]
            if _TELL.search(line) and _REVEAL.search(line):
                said += [str(message["content"]) for message in messages if message["role"] == "system"]
        return "\n".join(dict.fromkeys(said)) or otherwise(messages)

    return speak


def data_of(messages: Messages) -> list[str]:
    """What stands in the fences of the user's turns."""
    return [
        fenced[1]
        for message in messages
        if message["role"] == "user"
        for fenced in _FENCED.findall(str(message["content"]))
    ]
