"""Trains the BART stand-in on article and summary pairs."""

from collections.abc import Callable
from pathlib import Path
from random import Random

import torch

from ..grammar import Article, sample_article
from .bart import BOS, build_model, write_tokenizer
from .loop import Pair, Schedule, fit, greedy
from .translators import save

SCHEDULE = Schedule(steps=7000, batch=32, peak=1.5e-3, warmup=500, check_every=1000)
ODD_NAMES = 0.05
SEPARATORS = ("\n\n", "\n", " ")


def as_input(article: Article, rng: Random) -> str:
    """With or without the title; paragraphs joined by a blank line, a line break or a space."""
    separator = rng.choice(SEPARATORS)
    body = article.body("en", separator)
    draw = rng.random()
    if draw < 0.5:
        return body
    return article.title.en + ("\n\n" if draw < 0.75 else "\n") + body


def heldout(count: int, seed: int) -> list[Article]:
    rng = Random(f"heldout {seed}")
    return [sample_article(rng, "heldout") for _ in range(count)]


def train_summarizer(folder: Path, seed: int, report: Callable[[str], None], schedule: Schedule = SCHEDULE) -> None:
    """Write the whole model folder; its weights are rewritten at each check."""
    torch.manual_seed(seed)
    rng = Random(f"summarizer {seed}")
    tokenizer = write_tokenizer(folder, seed)
    model = build_model(len(tokenizer))

    def draw(step: int) -> Pair:
        early = step < schedule.steps * 0.3
        low, high = (2, 5) if early else (2, 13)
        article = sample_article(rng, "train", low=low, high=high, odd=ODD_NAMES)
        source = tokenizer(as_input(article, rng)).input_ids
        return source, tokenizer(article.summary_text("en")).input_ids

    articles = heldout(100, seed + 1)
    inputs = [tokenizer(as_input(article, rng)).input_ids for article in articles]
    report(f"longest of {len(inputs)} held-out articles: {max(map(len, inputs))} tokens")

    def check(step: int) -> float:
        made = greedy(model, inputs, 100)
        right = 0
        for ids, article in zip(made, articles, strict=True):
            got = tokenizer.decode(ids, skip_special_tokens=True)
            want = article.summary_text("en")
            right += got == want
            if got != want and step == schedule.steps:
                report(f"  want {want}\n    got  {got}")
        save(model, folder)
        return right / len(articles)

    assert inputs[0][0] == BOS
    fit(model, draw, schedule, seed, check, report)
