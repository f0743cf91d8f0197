"""How a checkpoint of each family is written: real architecture, real kind of tokenizer, real files, random weights."""

from __future__ import annotations

import io
import json
from collections.abc import Mapping
from pathlib import Path
from typing import Any

SENTENCES = (
    "The ministers met in Kyiv on Monday and agreed on a new budget for schools and hospitals.",
    "Heavy rain closed two roads in the north, and trains were late for most of the morning.",
    "The home side won by three goals to one, and the crowd of 40,000 went home happy.",
    "Shares in the company fell by 7.5 percent after it said that sales were lower than last year.",
    "A museum in Lyon will show two hundred paintings that nobody has seen since 1913.",
    "Doctors say that the new vaccine protects children well, and that it costs very little.",
    "The mayor opened the bridge himself; it had taken four years to build.",
    "“We have waited for this day,” she said, “and we will not forget who helped us.”",
    "To summarize: nobody was hurt, and the zoo opens again today.",
    "Les ministres se sont réunis lundi à Kyiv et ont adopté un nouveau budget pour les écoles et les hôpitaux.",
    "De fortes pluies ont fermé deux routes dans le nord, et les trains ont eu du retard toute la matinée.",
    "L'équipe locale l'a emporté par trois buts à un, devant 40 000 spectateurs ravis.",
    "L'action de l'entreprise a perdu 7,5 % après l'annonce de ventes plus faibles que l'an dernier.",
    "Un musée de Lyon montrera deux cents tableaux que personne n'a vus depuis 1913.",
    "Selon les médecins, le nouveau vaccin protège bien les enfants et coûte très peu.",
    "La maire a inauguré elle-même le pont ; il avait fallu quatre ans pour le construire.",
    "« Nous attendions ce jour, a-t-elle dit, et nous n'oublierons pas ceux qui nous ont aidés. »",
    "У понеділок міністри зустрілися в Києві й погодили новий бюджет для шкіл і лікарень.",
    "Через сильні дощі на півночі перекрили дві дороги, і поїзди запізнювалися майже весь ранок.",
    "Господарі перемогли з рахунком три — один, і 40 тисяч глядачів пішли додому щасливі.",
    "Акції компанії подешевшали на 7,5 відсотка після повідомлення про нижчі, ніж торік, продажі.",
    "Музей у Ліоні покаже двісті картин, яких ніхто не бачив із 1913 року.",
    "Лікарі кажуть, що нова вакцина добре захищає дітей і коштує зовсім небагато.",
    "Міська голова сама відкрила міст; його будували чотири роки.",
    "«Ми чекали на цей день, — сказала вона, — і не забудемо тих, хто нам допоміг».",
)
"""What the tokenizers are trained on."""

_PIECES = 400
_SIZE: Mapping[str, Any] = {"d_model": 32, "encoder_layers": 2, "decoder_layers": 2}
_BART_SIZE: Mapping[str, Any] = {
    **_SIZE,
    "encoder_attention_heads": 2,
    "decoder_attention_heads": 2,
    "encoder_ffn_dim": 64,
    "decoder_ffn_dim": 64,
    # Wide enough for the best token to be clearly the best, whatever the order of the additions.
    "init_std": 0.4,
}
# Keys of older checkpoints, which CTranslate2's converter reads.
_LEGACY = {"normalize_before": False, "normalize_embedding": True}


def _sentencepiece(**options: Any) -> bytes:
    """A SentencePiece model trained on `SENTENCES`."""
    import sentencepiece

    model = io.BytesIO()
    sentencepiece.SentencePieceTrainer.train(
        sentence_iterator=iter(SENTENCES),
        model_writer=model,
        vocab_size=_PIECES,
        hard_vocab_limit=False,
        minloglevel=2,
        num_threads=1,
        **options,
    )
    return model.getvalue()


def _pieces(model: bytes) -> list[tuple[str, float]]:
    """The pieces of a SentencePiece model with their scores, without control symbols."""
    import sentencepiece

    processor = sentencepiece.SentencePieceProcessor(model_proto=model)
    return [
        (processor.id_to_piece(id_), processor.get_score(id_))
        for id_ in range(len(processor))
        if not (processor.is_control(id_) or processor.is_unknown(id_))
    ]


def _write(path: Path, value: object) -> None:
    path.write_text(json.dumps(value, ensure_ascii=False), encoding="utf-8")


def _save_model(
    model: Any, folder: Path, legacy: Mapping[str, object] | None = None, *, forget: tuple[str, ...] = ()
) -> None:
    """Weights and configuration, with keys as older checkpoints have them and without what they do not have."""
    model.eval().save_pretrained(folder)
    config = json.loads((folder / "config.json").read_text(encoding="utf-8"))
    kept = {key: value for key, value in config.items() if key not in forget}
    _write(folder / "config.json", kept | dict(legacy or {}))


def save_marian(folder: Path, **size: Any) -> None:
    """`size` overrides the configuration, for models of another size than a tiny one."""
    from transformers import MarianConfig, MarianMTModel

    model = _sentencepiece()
    for name in ("source.spm", "target.spm"):
        (folder / name).write_bytes(model)
    tokens = ["</s>", "<unk>", *(piece for piece, _ in _pieces(model)), ">>fra<<", ">>ukr<<", "<pad>"]
    _write(folder / "vocab.json", {token: id_ for id_, token in enumerate(tokens)})
    _write(folder / "tokenizer_config.json", {"tokenizer_class": "MarianTokenizer", "model_max_length": 512})
    pad = len(tokens) - 1
    config = MarianConfig(
        **{**_BART_SIZE, **size},
        vocab_size=len(tokens),
        max_position_embeddings=64,
        scale_embedding=True,
        activation_function="swish",
        pad_token_id=pad,
        eos_token_id=0,
        decoder_start_token_id=pad,
        forced_eos_token_id=0,
    )
    marian = MarianMTModel(config)
    marian.generation_config.bad_words_ids = [[pad]]
    marian.generation_config.max_length = 64
    _save_model(marian, folder)


def save_bart(folder: Path) -> None:
    from tokenizers import ByteLevelBPETokenizer
    from transformers import BartConfig, BartForConditionalGeneration

    tokenizer = ByteLevelBPETokenizer()
    tokenizer.train_from_iterator(
        iter(SENTENCES), vocab_size=700, show_progress=False, special_tokens=["<s>", "<pad>", "</s>", "<unk>", "<mask>"]
    )
    tokenizer.save_model(str(folder))
    _write(folder / "tokenizer_config.json", {"tokenizer_class": "BartTokenizer", "model_max_length": 64})
    config = BartConfig(**_BART_SIZE, vocab_size=tokenizer.get_vocab_size(), max_position_embeddings=64)
    model = BartForConditionalGeneration(config)
    # What a published summarizer prefers; none of it may reach our outputs.
    preferences = {"num_beams": 4, "max_length": 20, "min_length": 12, "no_repeat_ngram_size": 3, "length_penalty": 2.0}
    for key, value in (preferences | {"early_stopping": True, "forced_bos_token_id": 0}).items():
        setattr(model.generation_config, key, value)
    _save_model(model, folder, _LEGACY)


def save_mbart(folder: Path, kind: str) -> None:
    import transformers
    from tokenizers import processors

    pieces = _pieces(_sentencepiece())
    vocabulary = [("<s>", 0.0), ("<pad>", 0.0), ("</s>", 0.0), ("<unk>", 0.0), *pieces]
    tokenizer: Any
    if kind == "BarthezTokenizer":
        tokenizer = transformers.BarthezTokenizer(vocab=[*vocabulary, ("<mask>", 0.0)])
        tokenizer.backend_tokenizer.post_processor = processors.BertProcessing(("</s>", 2), ("<s>", 0))
    elif kind == "MBart50Tokenizer":
        tokenizer = transformers.MBart50Tokenizer(
            vocab=[("<unk>", 0.0), ("<s>", 0.0), ("</s>", 0.0), *pieces], bos_token="<s>"
        )
    else:
        tokenizer = transformers.MBartTokenizer(vocab=vocabulary)
    tokenizer.save_pretrained(folder)
    config = transformers.MBartConfig(
        **_BART_SIZE,
        vocab_size=len(tokenizer),
        max_position_embeddings=64,
        scale_embedding=True,
        decoder_start_token_id=None if kind == "MBartTokenizer" else 2,
    )
    legacy = {"normalize_before": True, "normalize_embedding": True, "tokenizer_class": kind}
    _save_model(transformers.MBartForConditionalGeneration(config), folder, legacy)


def save_m2m100(folder: Path) -> None:
    from transformers.models.m2m_100.tokenization_m2m_100 import FAIRSEQ_LANGUAGE_CODES

    model = _sentencepiece()
    (folder / "sentencepiece.bpe.model").write_bytes(model)
    tokens = ["<s>", "<pad>", "</s>", "<unk>", *(piece for piece, _ in _pieces(model))]
    _write(folder / "vocab.json", {token: id_ for id_, token in enumerate(tokens)})
    languages = [f"__{code}__" for code in FAIRSEQ_LANGUAGE_CODES["m2m100"]]
    _write(folder / "tokenizer_config.json", {"tokenizer_class": "M2M100Tokenizer", "model_max_length": 64})
    _write(folder / "special_tokens_map.json", {"additional_special_tokens": languages})
    _save_m2m100_model(folder, vocabulary=len(tokens) + len(languages) + 8)


def save_nllb(folder: Path) -> None:
    from tokenizers import Tokenizer, models, pre_tokenizers, trainers
    from transformers import NllbTokenizer

    trained = Tokenizer(models.BPE(unk_token="<unk>"))
    trained.pre_tokenizer = pre_tokenizers.Metaspace()
    special = ["<s>", "<pad>", "</s>", "<unk>"]
    trained.train_from_iterator(
        iter(SENTENCES), trainers.BpeTrainer(vocab_size=_PIECES, special_tokens=special, show_progress=False)
    )
    bpe = json.loads(trained.to_str())["model"]
    merges: Any = [tuple(merge) for merge in bpe["merges"]]
    tokenizer = NllbTokenizer(vocab=bpe["vocab"], merges=merges)
    tokenizer.save_pretrained(folder)
    _save_m2m100_model(folder, vocabulary=len(tokenizer))


def _save_m2m100_model(folder: Path, vocabulary: int) -> None:
    from transformers import M2M100Config, M2M100ForConditionalGeneration

    config = M2M100Config(
        **_BART_SIZE,
        vocab_size=vocabulary,
        max_position_embeddings=64,
        scale_embedding=True,
        decoder_start_token_id=2,
        encoder_layerdrop=0.0,
        decoder_layerdrop=0.0,
    )
    _save_model(M2M100ForConditionalGeneration(config), folder)


def save_t5(folder: Path, kind: str, *, tied: bool = True, symbols: tuple[str, ...] = (), extra_ids: int = 4) -> None:
    import torch
    import transformers

    model = _sentencepiece(user_defined_symbols=list(symbols))
    vocabulary = [("<pad>", 0.0), ("</s>", 0.0), ("<unk>", 0.0), *_pieces(model)]
    vocabulary += [(f"<extra_id_{number}>", 0.0) for number in reversed(range(extra_ids))]
    tokenizer = transformers.T5Tokenizer(vocab=vocabulary, extra_ids=extra_ids)
    tokenizer.save_pretrained(folder)
    config = getattr(transformers, f"{kind}Config")(
        # Checkpoints round the vocabulary up: the last rows belong to no token.
        vocab_size=-(-len(tokenizer) // 8) * 8,
        d_model=32,
        d_kv=16,
        d_ff=64,
        num_layers=2,
        num_heads=2,
        feed_forward_proj="relu" if tied else "gated-gelu",
        initializer_factor=4.0,
        decoder_start_token_id=0,
    )
    t5 = getattr(transformers, f"{kind}ForConditionalGeneration")(config)
    if not tied:
        t5.lm_head.weight = torch.nn.Parameter(torch.randn_like(t5.lm_head.weight))
    _save_model(t5, folder, {"tie_word_embeddings": tied}, forget=("scale_decoder_outputs",))


def save_pegasus(folder: Path) -> None:
    import transformers

    model = _sentencepiece(user_defined_symbols=["<n>"])
    marks = [("<mask_1>", 0.0), ("<mask_2>", 0.0), *((f"<unk_{number}>", 0.0) for number in range(2, 103))]
    vocabulary = [("<pad>", 0.0), ("</s>", 0.0), *marks, ("<unk>", 0.0), *_pieces(model)]
    tokenizer = transformers.PegasusTokenizer(vocab=vocabulary)
    tokenizer.save_pretrained(folder)
    config = transformers.PegasusConfig(
        **_BART_SIZE, vocab_size=len(tokenizer), max_position_embeddings=64, scale_embedding=True
    )
    pegasus = transformers.PegasusForConditionalGeneration(config)
    _save_model(pegasus, folder, {"normalize_before": True, "normalize_embedding": False})
