"""The pretrained encoder as a folder that Hugging Face's `transformers` loads: a BERT for single characters.

HanLP tags character by character, so only pieces of one character are kept: those of the scripts we read. The tokens
HanLP pads with are number 0 and it masks them out by that number, so `<pad>` stands first here.
"""

from __future__ import annotations

import json
import unicodedata
from collections.abc import Iterable
from pathlib import Path
from typing import Any

import numpy as np

from extraction.recognize.plugins.e5_file import Array, E5File
from extraction.recognize.plugins.packages import bring

SPECIAL = ("<pad>", "<s>", "</s>", "<unk>", "<mask>")
_SCRIPTS = frozenset(
    ("CJK", "HIRAGANA", "KATAKANA", "KATAKANA-HIRAGANA", "LATIN", "CYRILLIC", "DIGIT", "IDEOGRAPHIC")
)
_BLOCKS = (
    ("q", "attention.self.query"),
    ("k", "attention.self.key"),
    ("v", "attention.self.value"),
    ("ao", "attention.output.dense"),
    ("aln", "attention.output.LayerNorm"),
    ("fi", "intermediate.dense"),
    ("fo", "output.dense"),
    ("oln", "output.LayerNorm"),
)


def export_encoder(source: E5File, folder: str | Path, *, layers: int = 6) -> int:
    """Write the lowest layers of the encoder as a model folder; how many pieces it knows.

    Args:
        source: the encoder's file.
        folder: where config.json, model.safetensors and the tokenizer go.
        layers: how many layers to keep, counted from the embeddings.
    """
    target = Path(folder)
    target.mkdir(parents=True, exist_ok=True)
    kept = [number for number, piece in enumerate(source.pieces) if _is_read(piece)]
    rows = [_special_row(source, name) for name in SPECIAL] + kept
    bring("safetensors.numpy", plugin="hanlp").save_file(
        _weights(source, rows, layers), target / "model.safetensors", metadata={"format": "pt"}
    )
    _write(target / "config.json", _config(source, len(rows), layers))
    _write(target / "tokenizer_config.json", _tokenizer_config(source.shape.positions))
    vocabulary = [(name, 0.0) for name in SPECIAL]
    vocabulary += [(source.pieces[number], source.scores[number]) for number in kept]
    _tokenizer(vocabulary).save(str(target / "tokenizer.json"))
    return len(rows)


def _is_read(piece: str) -> bool:
    """Whether a piece is one character of a script we read, or a sign."""
    if len(piece) != 1 or piece == "▁":
        return False
    return unicodedata.category(piece)[0] in "PSN" or unicodedata.name(piece, "").split(" ")[0] in _SCRIPTS


def _special_row(source: E5File, name: str) -> int:
    return source.pieces.index(name)


def _weights(source: E5File, rows: list[int], layers: int) -> dict[str, Array]:
    hidden = source.shape.hidden
    words = source.array("emb.word", columns=hidden)
    found: dict[str, Array] = {
        "embeddings.word_embeddings.weight": np.ascontiguousarray(words[rows]),
        "embeddings.position_embeddings.weight": source.array("emb.pos", columns=hidden),
        "embeddings.token_type_embeddings.weight": source.array("emb.type", columns=hidden),
        "embeddings.LayerNorm.weight": source.array("emb.ln.w"),
        "embeddings.LayerNorm.bias": source.array("emb.ln.b"),
    }
    for layer in range(layers):
        for ours, theirs in _BLOCKS:
            columns = _columns(ours, hidden, source.shape.feed_forward)
            place = f"encoder.layer.{layer}.{theirs}"
            found[f"{place}.weight"] = source.array(f"l{layer}.{ours}.w", columns=columns)
            found[f"{place}.bias"] = source.array(f"l{layer}.{ours}.b")
    return found


def _columns(block: str, hidden: int, feed_forward: int) -> int:
    """The inputs of a block's matrix; 0 for a layer norm, which is a vector."""
    if block in ("aln", "oln"):
        return 0
    return feed_forward if block == "fo" else hidden


def _config(source: E5File, vocabulary: int, layers: int) -> dict[str, object]:
    shape = source.shape
    return {
        "architectures": ["BertModel"],
        "model_type": "bert",
        "vocab_size": vocabulary,
        "hidden_size": shape.hidden,
        "num_hidden_layers": layers,
        "num_attention_heads": shape.heads,
        "intermediate_size": shape.feed_forward,
        "hidden_act": "gelu",
        "max_position_embeddings": shape.positions,
        "type_vocab_size": shape.types,
        "layer_norm_eps": 1e-12,
        "hidden_dropout_prob": 0.1,
        "attention_probs_dropout_prob": 0.1,
        "pad_token_id": 0,
        "torch_dtype": "float32",
    }


def _tokenizer_config(positions: int) -> dict[str, object]:
    return {
        "tokenizer_class": "PreTrainedTokenizerFast",
        "model_max_length": positions,
        "pad_token": "<pad>",
        "bos_token": "<s>",
        "cls_token": "<s>",
        "eos_token": "</s>",
        "sep_token": "</s>",
        "unk_token": "<unk>",
        "mask_token": "<mask>",
    }


def _tokenizer(vocabulary: Iterable[tuple[str, float]]) -> Any:
    """A unigram tokenizer without a mark for the beginning of a word: every token is one character already."""
    tokenizers = bring("tokenizers", plugin="hanlp")
    tokenizer = tokenizers.Tokenizer(tokenizers.models.Unigram(list(vocabulary), SPECIAL.index("<unk>")))
    tokenizer.normalizer = tokenizers.normalizers.Sequence(
        [tokenizers.normalizers.Nmt(), tokenizers.normalizers.NFKC()]
    )
    tokenizer.add_special_tokens(list(SPECIAL))
    ends = [("<s>", SPECIAL.index("<s>")), ("</s>", SPECIAL.index("</s>"))]
    tokenizer.post_processor = tokenizers.processors.TemplateProcessing(
        single="<s> $A </s>", pair="<s> $A </s> $B </s>", special_tokens=ends
    )
    return tokenizer


def _write(path: Path, value: dict[str, object]) -> None:
    path.write_text(json.dumps(value, ensure_ascii=False, indent=2) + "\n", encoding="utf-8")
