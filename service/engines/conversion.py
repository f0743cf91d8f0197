"""A checkpoint made ready for `ct2.py`: the model converted, and its tokenizer in a form that loads without torch."""

from __future__ import annotations

import json
import warnings
from pathlib import Path
from typing import Any

from service.engines.chat.template import save_chat_template
from service.engines.checkpoint import read_checkpoint
from service.engines.ct2 import token_of, vocabulary
from service.engines.tokenization import save_tokenizer


def convert_checkpoint(source: Path, target: Path, quantization: str | None = None) -> None:
    """Makes `target` from the Hugging Face checkpoint in `source`; what is in `target` is replaced.

    `quantization` is the number format to store weights in, None for the checkpoint's own. Takes the model's whole size
    in memory and imports torch, so it belongs in a process of its own. What is wrong with the files is raised as it
    comes.
    """
    from ctranslate2.converters import TransformersConverter

    half = quantization == "float16"
    converter: Any = TransformersConverter(str(source), load_as_float16=half, low_cpu_mem_usage=True)
    load, load_model = converter._load, converter.load_model
    converter._load = lambda: _corrected(load(), source)
    converter.load_model = lambda *args, **options: _told_its_start(load_model(*args, **options), source)
    with warnings.catch_warnings():
        warnings.simplefilter("ignore")  # Marian's tokenizer recommends a package for text that is not sent to it
        converter.convert(str(target), quantization=quantization, force=True)
    _leave_start_to_decoding(source, target)
    save_tokenizer(source, target)
    save_chat_template(source, target)


def _corrected(spec: Any, source: Path) -> Any:
    """The specification with its output scale as the checkpoint says, and with all heads to align by.

    The converter asks the loaded configuration whether embeddings are tied; transformers 5 answers yes for all of the
    T5 family. Logits of models that do not tie them (T5 1.1, mT5, MADLAD) would come out smaller by the square root of
    the width: the same token wins, but beams and scores are off.

    Makers of Marian models train the last layer's first head to align, and the converter takes that one of all models.
    Of others the mean of all heads is right more often (`benchmarks/placement.py`: of models without such a head too).
    """
    import numpy
    from ctranslate2.specs import model_spec

    if hasattr(spec.decoder, "alignment_heads") and _architecture(source) != "marian":
        spec.decoder.alignment_heads = numpy.dtype("int16").type(0)

    if not _scales_outputs(source):
        spec.decoder.scale_outputs = model_spec.OPTIONAL
    return spec


def _architecture(source: Path) -> str:
    config: dict[str, Any] = json.loads((source / "config.json").read_text(encoding="utf-8"))
    return str(config.get("model_type"))


def _scales_outputs(source: Path) -> bool:
    """Whether the checkpoint's decoder outputs are scaled, where its architecture knows of such a thing."""
    config: dict[str, Any] = json.loads((source / "config.json").read_text(encoding="utf-8"))
    if config.get("model_type") == "mt5":
        return False
    return bool(config.get("scale_decoder_outputs", config.get("tie_word_embeddings", True)))


def _told_its_start(model: Any, source: Path) -> Any:
    """The loaded model, which knows what outputs start with where its configuration leaves that to be understood.

    The converter looks the token up by `decoder_start_token_id` and fails where there is none.
    """
    if model.config.is_encoder_decoder and model.config.decoder_start_token_id is None:
        model.config.decoder_start_token_id = read_checkpoint(source).start
    return model


def _leave_start_to_decoding(source: Path, target: Path) -> None:
    """Takes a start token out of the converted configuration that is not the checkpoint's own: `ct2.py` names it then.

    The converter writes the token that most models of an architecture start with. What mBART starts with may be a
    language, which only a call can tell.
    """
    path = target / "config.json"
    config: dict[str, Any] = json.loads(path.read_text(encoding="utf-8"))
    architecture = _architecture(source)
    written = config.get("decoder_start_token")
    # Marian decodes from a zero embedding, whatever token is named.
    if written is None or architecture == "marian":
        return
    if architecture == "mbart" or written != token_of(vocabulary(target, "target"), read_checkpoint(source).start):
        config["decoder_start_token"] = None
        path.write_text(json.dumps(config, indent=2), encoding="utf-8")
