"""The trained tagger as files the product runs: an ONNX graph with eight-bit layers, and its characters.

Weights are kept in seven bits of eight (±63), one scale a column: products of two then stay inside sixteen bits, so
that processors with and without dot-product instructions compute the same numbers. Activations are quantised as
they come (`DynamicQuantizeMatMul`), made even beforehand (evenness.py).
"""

from __future__ import annotations

import json
from pathlib import Path

import numpy as np
import numpy.typing as npt
import onnx
import torch
from onnx import TensorProto, helper, numpy_helper

from extraction.recognize.tagger.inputs import InputMaker
from extraction.recognize.tagger.labels import LABELS
from extraction.recognize.tagger.model import CHARACTERS, FACTS, GRAPH, INPUTS, MIDDLE, OUTPUTS
from extraction.recognize.train.base import Base
from extraction.recognize.train.evenness import divisors, largest
from extraction.recognize.train.items import GUIDELINES

_FUSED = "com.microsoft"
_STEPS = 63
MIDDLE_AFTER = 5
"""The layer whose states go out besides, for models that read on from there."""
Array = npt.NDArray[np.float32]


def export(checkpoint: Path, folder: Path, *, eight_bit: bool = True) -> None:
    """Write the files of a trained tagger into a folder."""
    kept = torch.load(checkpoint, map_location="cpu", weights_only=False)
    weights = {name: value.numpy() for name, value in kept["model"].items()}
    folder.mkdir(parents=True, exist_ok=True)
    sizes = Base().sizes
    graph = Graph(
        weights, heads=sizes.heads, epsilon=sizes.epsilon, high=largest(kept) if eight_bit else None
    )
    onnx.save(graph.model(), folder / GRAPH)
    np.save(folder / CHARACTERS, _characters(weights))
    facts = {"labels": LABELS, "guidelines": GUIDELINES, "layers": int(kept["plan"]["layers"])}
    (folder / FACTS).write_text(json.dumps(facts, ensure_ascii=False, indent=1) + "\n", encoding="utf-8")


def _characters(weights: dict[str, Array]) -> npt.NDArray[np.float16]:
    """What each piece of one character adds, projected once for all, in the order of the pieces."""
    maker = InputMaker()
    rows = maker.table.rows(maker.alone_ids) @ weights["character.weight"].T + weights["character.bias"]
    return np.asarray(rows, dtype=np.float16)


class Graph:
    """Nodes and weights as they are added."""

    def __init__(
        self, weights: dict[str, Array], *, heads: int, epsilon: float, high: dict[str, Array] | None
    ) -> None:
        """Eight bits where it is known how large inputs get, floats otherwise."""
        self._given = weights
        self._heads, self._epsilon, self._high = heads, epsilon, high
        self._nodes: list[onnx.NodeProto] = []
        self._weights: list[onnx.TensorProto] = []

    def model(self) -> onnx.ModelProto:
        """The finished graph."""
        state, lengths = self._embedded()
        for number in range(
            1 + max(int(name.split(".")[1]) for name in self._given if name.startswith("layers."))
        ):
            state = self._layer(state, lengths, f"layers.{number}.")
            if number + 1 == MIDDLE_AFTER:
                self._nodes.append(helper.make_node("Identity", [state], [MIDDLE]))
        self._head(state)
        floats, whole = TensorProto.FLOAT, TensorProto.INT64
        shapes = {
            "embedded": (floats, ["texts", "pieces", 384]),
            "mask": (TensorProto.BOOL, ["texts", "pieces"]),
            "token_of": (whole, ["texts", "characters"]),
            "place": (whole, ["texts", "characters"]),
            "characters": (floats, ["texts", "characters", 96]),
            "character_mask": (floats, ["texts", "characters", 1]),
            "guideline": (whole, ["texts"]),
        }
        given = [helper.make_tensor_value_info(name, *shapes[name]) for name in INPUTS]
        results = [
            helper.make_tensor_value_info(name, floats, ["texts", "characters", None]) for name in OUTPUTS
        ]
        results.append(helper.make_tensor_value_info(MIDDLE, floats, ["texts", "pieces", 384]))
        graph = helper.make_graph(self._nodes, "tagger", given, results, self._weights)
        opsets = [helper.make_opsetid("", 17), helper.make_opsetid(_FUSED, 1)]
        return helper.make_model(graph, opset_imports=opsets, ir_version=8, producer_name="dangmai")

    def _embedded(self) -> tuple[str, str]:
        """Embeddings with places and guideline, normalised; and how many pieces each text has."""
        places = self._weight("places", self._given["positions"] + self._given["token_type"])
        numbers = {
            name: self._weight(name, np.array([value])) for name, value in (("n0", 0), ("n1", 1), ("n2", 2))
        }
        size = self._node("Slice", [self._node("Shape", ["embedded"]), numbers["n1"], numbers["n2"]])
        placed = self._node(
            "Add", ["embedded", self._node("Slice", [places, numbers["n0"], size, numbers["n0"]])]
        )
        asked = self._node("Gather", [self._weight("asked", self._given["guideline.weight"]), "guideline"])
        placed = self._node("Add", [placed, self._node("Unsqueeze", [asked, numbers["n1"]])])
        counted = self._node(
            "ReduceSum", [self._node("Cast", ["mask"], to=TensorProto.FLOAT), numbers["n1"]], keepdims=0
        )
        gain, shift = (
            self._weight("gain", self._given["norm.weight"]),
            self._weight("shift", self._given["norm.bias"]),
        )
        normal = self._node("LayerNormalization", [placed, gain, shift], epsilon=self._epsilon)
        return normal, self._node("Cast", [counted], to=TensorProto.INT32)

    def _evened_values(self, name: str) -> None:
        """What attention gathers comes even out of it when the values go even into it."""
        if self._high is not None:
            even = divisors(self._high[f"{name}out"], self._given[f"{name}out.weight"])
            whole = np.concatenate([np.ones(2 * len(even), np.float32), 1 / even])
            self._given[f"{name}qkv.weight"] = self._given[f"{name}qkv.weight"] * whole[:, None]
            self._given[f"{name}qkv.bias"] = self._given[f"{name}qkv.bias"] * whole

    def _layer(self, state: str, lengths: str, name: str) -> str:
        self._evened_values(name)
        both = self._product(state, f"{name}qkv")
        parts = [f"{name}{part}" for part in "qkv"]
        sizes = self._weight(f"{name}sizes", np.array([384, 384, 384]))
        self._nodes.append(helper.make_node("Split", [both, sizes], parts, axis=2))
        heard = self._node("MultiHeadAttention", [*parts, "", lengths], domain=_FUSED, num_heads=self._heads)
        state = self._normal(self._product(heard, f"{name}out"), state, f"{name}attention_norm")
        active = self._node("Gelu", [self._product(state, f"{name}wide")], domain=_FUSED)
        return self._normal(self._product(active, f"{name}narrow"), state, f"{name}norm")

    def _head(self, state: str) -> None:
        """Token states spread to characters, two convolutions, labels."""
        token = self._node("Unsqueeze", ["token_of", self._weight("minus", np.array([-1]))])
        like = self._node("Expand", [token, self._weight("wide384", np.array([1, 1, 384]))])
        spread = self._node("GatherElements", [state, like], axis=1)
        place = self._node("Gather", [self._weight("place_table", self._given["place.weight"]), "place"])
        asked = self._node(
            "Gather", [self._weight("asked32", self._given["head_guideline.weight"]), "guideline"]
        )
        blank = self._node("Mul", [place, self._weight("nought", np.zeros(1, np.float32))])
        asked = self._node("Add", [blank, self._node("Unsqueeze", [asked, "n1"])])
        y = self._node("Concat", [spread, "characters", place, asked], axis=2)
        y = self._node("Transpose", [self._node("Mul", [y, "character_mask"])], perm=[0, 2, 1])
        first = self._node("Gelu", [self._convolved(y, "first")], domain=_FUSED)
        first = self._node("Mul", [first, self._node("Transpose", ["character_mask"], perm=[0, 2, 1])])
        second = self._node("Gelu", [self._convolved(first, "second")], domain=_FUSED)
        both = self._node("Add", [second, first])
        self._nodes.append(helper.make_node("Transpose", [both], [OUTPUTS[0]], perm=[0, 2, 1]))
        weight = self._weight("last.weight", np.ascontiguousarray(self._given["last.weight"].T))
        product = self._node("MatMul", [OUTPUTS[0], weight])
        bias = self._weight("last.bias", self._given["last.bias"])
        self._nodes.append(helper.make_node("Add", [product, bias], [OUTPUTS[1]]))

    def _convolved(self, x: str, name: str) -> str:
        weight = self._weight(f"{name}.weight", self._given[f"{name}.weight"])
        return self._node(
            "Conv", [x, weight, self._weight(f"{name}.bias", self._given[f"{name}.bias"])], pads=[1, 1]
        )

    def _product(self, x: str, name: str) -> str:
        matrix, bias = (
            self._given[f"{name}.weight"].T,
            self._weight(f"{name}.bias", self._given[f"{name}.bias"]),
        )
        if self._high is None:
            product = self._node("MatMul", [x, self._weight(f"{name}.weight", np.ascontiguousarray(matrix))])
            return self._node("Add", [product, bias])
        if name in self._high:
            even = divisors(self._high[name], self._given[f"{name}.weight"])
            matrix = matrix * even[:, None]
            if not name.endswith("out"):  # whose input is even already: see `_evened_values`
                x = self._node("Mul", [x, self._weight(f"{name}.even", 1 / even)])
        scales = (np.abs(matrix).max(axis=0) / _STEPS).astype(np.float32)
        rounded = np.rint(matrix / scales).astype(np.int8)
        parts = [self._weight(f"{name}.weight", rounded), self._weight(f"{name}.scales", scales)]
        zeros = self._weight(f"{name}.zeros", np.zeros(len(scales), np.int8))
        return self._node("DynamicQuantizeMatMul", [x, *parts, zeros, bias], domain=_FUSED)

    def _normal(self, x: str, before: str, name: str) -> str:
        gain = self._weight(f"{name}.weight", self._given[f"{name}.weight"])
        shift = self._weight(f"{name}.bias", self._given[f"{name}.bias"])
        # SkipLayerNormalization does both at once, at a fifth of the speed (ONNX Runtime 1.32, AVX2).
        both = self._node("Add", [x, before])
        return self._node("LayerNormalization", [both, gain, shift], epsilon=self._epsilon)

    def _node(self, kind: str, inputs: list[str], *, domain: str = "", **settings: object) -> str:
        result = f"r{len(self._nodes)}"
        self._nodes.append(helper.make_node(kind, inputs, [result], domain=domain, **settings))
        return result

    def _weight(self, name: str, value: npt.NDArray[np.generic]) -> str:
        self._weights.append(numpy_helper.from_array(np.ascontiguousarray(value), name))
        return name
