"""How a chat model's checkpoint is written: as `random_checkpoints.py` does it, with a chat template of its family.

The templates are our own, and make the same turns and tokens as those that the families publish.
"""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

from tests.standins.random_checkpoints import SENTENCES

POSITIONS = 2048
_BYTES = [f"<0x{byte:02X}>" for byte in range(256)]
_SIZE: dict[str, Any] = {
    "hidden_size": 32,
    "intermediate_size": 64,
    "num_hidden_layers": 2,
    "num_attention_heads": 4,
    "num_key_value_heads": 2,
    "head_dim": 8,
    "max_position_embeddings": POSITIONS,
    # Wide enough for the best token to be clearly the best, whatever the order of the additions.
    "initializer_range": 0.5,
}

# Thoughts are kept out of earlier answers, and with enable_thinking=False an empty one opens the new answer.
QWEN3_TEMPLATE = """\
{%- for message in messages %}
{%- set text = message.content %}
{%- if message.role == 'assistant' %}{% set text = text.split('</think>')[-1].lstrip('\\n') %}{% endif %}
{{- '<|im_start|>' + message.role + '\\n' + text + '<|im_end|>\\n' }}
{%- endfor %}
{%- if add_generation_prompt %}
{{- '<|im_start|>assistant\\n' }}
{%- if enable_thinking is defined and enable_thinking is false %}
{{- '<think>\\n\\n</think>\\n\\n' }}
{%- endif %}
{%- endif %}"""
# No system turn, turns that alternate, and text that is trimmed.
GEMMA_TEMPLATE = """\
{{ bos_token }}
{%- if messages[0].role == 'system' %}{{ raise_exception('System role not supported') }}{% endif %}
{%- for message in messages %}
{%- if (message.role == 'user') != (loop.index0 % 2 == 0) %}{{ raise_exception('Roles must alternate') }}{% endif %}
{{- '<start_of_turn>' + ('model' if message.role == 'assistant' else 'user') + '\\n' }}
{{- message.content | trim + '<end_of_turn>\\n' }}
{%- endfor %}
{%- if add_generation_prompt %}{{ '<start_of_turn>model\\n' }}{% endif %}"""
LLAMA_TEMPLATE = """\
{{- bos_token }}
{%- for message in messages %}
{{- '<|start_header_id|>' + message.role + '<|end_header_id|>\\n\\n' + message.content | trim + '<|eot_id|>' }}
{%- endfor %}
{%- if add_generation_prompt %}{{ '<|start_header_id|>assistant<|end_header_id|>\\n\\n' }}{% endif %}"""


def save_qwen3(folder: Path) -> None:
    """Byte-level BPE; two tokens end an answer; `<think>` is an added token that is not special."""
    import transformers
    from tokenizers import AddedToken, ByteLevelBPETokenizer

    trained = ByteLevelBPETokenizer()
    trained.train_from_iterator(iter(SENTENCES), vocab_size=700, show_progress=False)
    vocabulary, merges = _bpe(trained)
    tokenizer = transformers.Qwen2Tokenizer(
        vocab=vocabulary, merges=merges, eos_token="<|im_end|>", pad_token="<|endoftext|>", bos_token=None
    )
    tokenizer.add_special_tokens({"extra_special_tokens": ["<|im_start|>"]})
    marks = [AddedToken(mark, special=False, normalized=False) for mark in ("<think>", "</think>")]
    tokenizer.add_tokens(marks)
    tokenizer.chat_template = QWEN3_TEMPLATE
    tokenizer.save_pretrained(folder)
    ends = tokenizer.convert_tokens_to_ids(["<|im_end|>", "<|endoftext|>"])
    config = transformers.Qwen3Config(
        **_SIZE,
        # Checkpoints round the vocabulary up: the last rows belong to no token.
        vocab_size=-(-len(tokenizer) // 64) * 64,
        tie_word_embeddings=True,
        rope_parameters={"rope_type": "default", "rope_theta": 5_000.0},
        eos_token_id=ends[0],
    )
    _save(transformers.Qwen3ForCausalLM(config), folder, ends)


def save_gemma3(folder: Path) -> None:
    """SentencePiece-like BPE without a leading space; layers that look back 256 tokens only, and one that sees all."""
    import transformers
    from tokenizers import AddedToken

    special = ["<pad>", "<eos>", "<bos>", "<unk>"]
    vocabulary, merges = _spaced_bpe(special)
    tokenizer = transformers.GemmaTokenizer(vocab=vocabulary, merges=merges)
    tokenizer.add_special_tokens({"extra_special_tokens": ["<start_of_turn>", "<end_of_turn>"]})
    # Runs of line breaks are tokens of their own, and not special.
    tokenizer.add_tokens([AddedToken("\n\n", special=False, normalized=False)])
    tokenizer.chat_template = GEMMA_TEMPLATE
    tokenizer.save_pretrained(folder)
    ends = tokenizer.convert_tokens_to_ids(["<eos>", "<end_of_turn>"])
    config = transformers.Gemma3TextConfig(
        **{**_SIZE, "num_hidden_layers": 3, "initializer_range": 0.3},
        vocab_size=len(tokenizer),
        query_pre_attn_scalar=_SIZE["head_dim"],
        sliding_window=256,
        layer_types=["sliding_attention", "sliding_attention", "full_attention"],
        eos_token_id=ends[0],
    )
    model = transformers.Gemma3ForCausalLM(config)
    for name, weight in model.named_parameters():
        if "layernorm" in name and "post" in name:  # what the layers find outweighs the token they read
            weight.data.fill_(30.0)
    _save(model, folder, ends)


def save_llama(folder: Path) -> None:
    """SentencePiece-like BPE with a leading space, weights in two shards with an index, one token that ends an answer.

    The template is in a file of its own, as newer repositories have it; only the template says what ends a turn.
    """
    import transformers

    vocabulary, merges = _spaced_bpe(["<unk>", "<s>", "</s>"])
    tokenizer = transformers.LlamaTokenizer(vocab=vocabulary, merges=merges)
    tokenizer.add_special_tokens({"extra_special_tokens": ["<|start_header_id|>", "<|end_header_id|>", "<|eot_id|>"]})
    tokenizer.chat_template = LLAMA_TEMPLATE
    tokenizer.save_pretrained(folder)
    config = transformers.LlamaConfig(
        **_SIZE,
        vocab_size=len(tokenizer),
        rope_parameters={"rope_type": "default", "rope_theta": 10_000.0},
        bos_token_id=1,
        eos_token_id=2,
    )
    _save(transformers.LlamaForCausalLM(config), folder, [2], max_shard_size="60KB")


def _bpe(tokenizer: Any) -> tuple[dict[str, int], list[tuple[str, str]]]:
    model = json.loads(tokenizer.to_str())["model"]
    return model["vocab"], [tuple(merge) for merge in model["merges"]]


def _spaced_bpe(special: list[str]) -> tuple[dict[str, int], list[tuple[str, str]]]:
    """A BPE vocabulary in which a space is `▁`, and every byte has a token for what has no other."""
    from tokenizers import Tokenizer, models, pre_tokenizers, trainers

    trained = Tokenizer(models.BPE(unk_token="<unk>", byte_fallback=True))
    trained.pre_tokenizer = pre_tokenizers.Metaspace()
    trainer = trainers.BpeTrainer(
        vocab_size=700, special_tokens=[*special, *_BYTES], initial_alphabet=["▁", "\n"], show_progress=False
    )
    trained.train_from_iterator(iter(SENTENCES), trainer)
    return _bpe(trained)


def _save(model: Any, folder: Path, ends: list[int], **options: Any) -> None:
    """Weights and configuration. What a published model prefers (sampling) may not reach our outputs."""
    preferences = {"do_sample": True, "temperature": 0.7, "top_p": 0.8, "top_k": 20}
    for key, value in (preferences | {"eos_token_id": ends}).items():
        setattr(model.generation_config, key, value)
    model.eval().save_pretrained(folder, **options)
