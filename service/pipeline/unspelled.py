"""Characters that a model has no token for, and that its translation lacks: no model says so of itself."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from service.pipeline.checks import Finding

# So many are told; a text in a script that the model does not have would be told whole.
_TOLD = 8


def examine_unspelled(unspelled: Sequence[str], outputs: Sequence[str]) -> Iterator[Finding]:
    """What is missing in each output of the characters that its segment's model could not read. Decoders copy most of
    them (`ct2.py`); what was copied is no loss.
    """
    for index, (characters, output) in enumerate(zip(unspelled, outputs, strict=True)):
        missing = list(dict.fromkeys(each for each in characters if each not in output))
        if missing:
            told = " ".join(missing[:_TOLD]) + (" ..." if len(missing) > _TOLD else "")
            yield Finding("characters", f"the model does not know, and left out: {told}", index, weak=True)
