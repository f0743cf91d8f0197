"""What a competent user would write in an afternoon: Flask, transformers and one call of `generate` a request.

`python -m benchmarks.peers.plain_flask --port 8090 --translator FOLDER --summarizer FOLDER`. Models are loaded once, in
float32, in inference mode; a list of texts is one padded batch; waitress serves it with eight threads. It answers
`POST /translate {"text": string or list}` and `POST /summarize {"text": string}`, the latter in both languages.
"""

from __future__ import annotations

import argparse
import re
from pathlib import Path
from typing import Any

import torch
from flask import Flask, Response, jsonify, request
from transformers import AutoModelForSeq2SeqLM, AutoTokenizer
from waitress import serve

_SENTENCE_END = re.compile(r"(?<=[.!?])\s+")
_SUMMARY_TOKENS = 142


class Generator:
    """A model and its tokenizer."""

    def __init__(self, folder: Path, beams: int) -> None:
        self._tokenizer = AutoTokenizer.from_pretrained(folder)
        self._model = AutoModelForSeq2SeqLM.from_pretrained(folder, dtype=torch.float32).eval()
        self._beams = beams

    def __call__(self, texts: list[str], **limits: Any) -> list[str]:
        with torch.inference_mode():
            inputs = self._tokenizer(texts, return_tensors="pt", padding=True, truncation=True)
            tokens = self._model.generate(**inputs, num_beams=self._beams, **limits)
        decoded: list[str] = self._tokenizer.batch_decode(tokens, skip_special_tokens=True)
        return decoded


def create_app(translator: Path, summarizer: Path | None, beams: int) -> Flask:
    """The application, its models loaded."""
    translate = Generator(translator, beams)
    summarize = Generator(summarizer, beams) if summarizer else None
    app = Flask(__name__)

    @app.post("/translate")
    def translations() -> Response:
        text = request.get_json()["text"]
        made = translate([text] if isinstance(text, str) else text)
        return jsonify({"translation": made[0] if isinstance(text, str) else made})

    @app.get("/health")
    def health() -> Response:
        return jsonify({"status": "ok"})

    if summarize is not None:

        @app.post("/summarize")
        def summaries() -> Response:
            text = request.get_json()["text"]
            [summary] = summarize([text], max_length=_SUMMARY_TOKENS)
            translated = translate(_SENTENCE_END.split(summary.strip()))
            return jsonify({"summary": summary.strip(), "translation": " ".join(translated)})

    return app


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--port", type=int, required=True)
    parser.add_argument("--translator", type=Path, required=True)
    parser.add_argument("--summarizer", type=Path)
    parser.add_argument("--beams", type=int, default=4)
    options = parser.parse_args()
    app = create_app(options.translator, options.summarizer, options.beams)
    serve(app, host="127.0.0.1", port=options.port, threads=8)


if __name__ == "__main__":
    main()
