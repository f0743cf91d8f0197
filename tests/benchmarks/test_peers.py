"""The peers say what the weights say: they are measured at the same work."""

from __future__ import annotations

import json
import sys
from pathlib import Path

import pytest

from benchmarks.load import post
from benchmarks.peers.libretranslate import REQUIREMENTS, make_package
from benchmarks.servers import ServerFailed, running
from tests.standins import TRAINED, heldout_articles, heldout_pairs


def test_plain_flask_translates_and_summarizes(tmp_path: Path) -> None:
    folders = [
        "--translator",
        str(TRAINED / "standin-marian-en-fr"),
        "--summarizer",
        str(TRAINED / "standin-bart-en-summary"),
    ]
    command = [sys.executable, "-m", "benchmarks.peers.plain_flask", "--port", "0", *folders]
    pairs = heldout_pairs("en", "fr", 3, seed=3)
    [article] = heldout_articles("en", 1, seed=3)
    with running(command, {}, probe="/health", log=tmp_path / "log.txt") as server:
        one = json.loads(server.answer(post("/translate", {"text": pairs[0][0]}, server.address))[1])
        many = json.loads(server.answer(post("/translate", {"text": [text for text, _ in pairs]}, server.address))[1])
        both = json.loads(server.answer(post("/summarize", {"text": article.text}, server.address))[1])
        assert server.rss_mb() > 50 and server.cpu_s() > 0 and server.start_s > 0
    assert one == {"translation": pairs[0][1]}
    assert many == {"translation": [translation for _, translation in pairs]}
    assert both == {"summary": article.summary["en"], "translation": article.summary["fr"]}


def test_a_server_that_dies_says_why(tmp_path: Path) -> None:
    command = [sys.executable, "-c", "raise SystemExit('no such model')"]
    with pytest.raises(ServerFailed, match="no such model"), running(command, {}, probe="/", log=tmp_path / "log.txt"):
        pass


def test_an_argos_package_is_the_converted_model_with_the_end_of_the_source_added(tmp_path: Path) -> None:
    converted = tmp_path / "ct2"
    converted.mkdir()
    (converted / "model.bin").write_bytes(b"weights")
    (converted / "config.json").write_text('{"eos_token": "</s>"}')
    pieces = TRAINED / "standin-marian-en-fr" / "source.spm"
    for _ in range(2):  # made anew, it is the same
        package = make_package(tmp_path / "packages", "en", "fr", converted, pieces)
    assert package.name == "en_fr"
    assert json.loads((package / "metadata.json").read_text())["from_code"] == "en"
    assert json.loads((package / "model/config.json").read_text()) == {"eos_token": "</s>", "add_source_eos": True}
    assert (package / "model/model.bin").read_bytes() == b"weights"
    assert (package / "sentencepiece.model").read_bytes() == pieces.read_bytes()


def test_every_requirement_of_libretranslate_is_exact() -> None:
    lines = [line for line in REQUIREMENTS.read_text().splitlines() if not line.startswith("#")]
    assert "libretranslate==1.9.6" in lines
    assert all(line.count("==") == 1 for line in lines) and not any("torch" in line for line in lines)
