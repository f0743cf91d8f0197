"""Writes the articles of ``examples/``: ``python -m tests.standins.making.examples``.

They are told by the grammar with held-out names, so that the trained stand-ins can do them.
"""

import sys
from pathlib import Path
from random import Random

from ..grammar import TOPICS, Article, sample_article
from ..grammar.forms import Language

FOLDER = Path(__file__).parents[3] / "examples"
# file name: topic, language, seed
EXAMPLES: dict[str, tuple[str, Language, int]] = {
    "en-agreement.txt": ("diplomacy", "en", 105),
    "fr-tempete.txt": ("weather", "fr", 152),
    "uk-doslidzhennia.txt": ("health", "uk", 145),
}


def example(name: str) -> Article:
    """The story behind an example, in all three languages and with its summary."""
    topic, _, seed = EXAMPLES[name]
    (chosen,) = (one for one in TOPICS if one.name == topic)
    return sample_article(Random(seed), "heldout", topic=chosen, low=10, high=11)


def main() -> int:
    for name, (_, language, _) in EXAMPLES.items():
        (FOLDER / name).write_text(example(name).text(language) + "\n", encoding="utf-8")
    return 0


if __name__ == "__main__":
    sys.exit(main())
