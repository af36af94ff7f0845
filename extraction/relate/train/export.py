"""The trained pair model as the files the product runs: layers in eight bits like the tagger's, the head in floats."""

from __future__ import annotations

import json
from collections.abc import Iterable, Mapping
from pathlib import Path
from typing import Any

import numpy as np
import onnx
import torch
from onnx import TensorProto, helper
from torch import Tensor, nn

from extraction.recognize.train.base import Base
from extraction.recognize.train.evenness import watched
from extraction.recognize.train.export import Array, Graph
from extraction.relate.pairs.labels import LABELS
from extraction.relate.pairs.model import FACTS, GRAPH, INPUTS, OUTPUT
from extraction.relate.train.net import FARTHEST


def export(weights: Mapping[str, Tensor], folder: Path, *, high: Mapping[str, Array] | None) -> None:
    """Write the files of a trained pair model into a folder; eight bits where it is known how large inputs get."""
    sizes = Base().sizes
    given = {name: value.numpy() for name, value in weights.items()}
    graph = _PairGraph(given, heads=sizes.heads, epsilon=sizes.epsilon, high=dict(high) if high else None)
    folder.mkdir(parents=True, exist_ok=True)
    onnx.save(graph.pairs(), folder / GRAPH)
    write_facts(folder, {})


def write_facts(folder: Path, weights: Mapping[str, object]) -> None:
    """Write what the model tells apart, and how far it is to be believed beside the rules."""
    facts = {"labels": LABELS, "weights": dict(weights)}
    (folder / FACTS).write_text(json.dumps(facts, indent=1) + "\n", encoding="utf-8")


def largest(net: nn.Module, batches: Iterable[Any]) -> dict[str, Array]:
    """The largest size of each input channel of the layers' matrices over some batches."""
    seen = watched(net)
    with torch.no_grad():
        for batch in batches:
            net(batch.middle, batch.mask, batch.kinds, batch.shares)
    return {name: value.numpy() for name, value in seen.items()}


class _PairGraph(Graph):
    """The graph of the pair model."""

    def pairs(self) -> onnx.ModelProto:
        """The finished graph."""
        one = self._weight("n1", np.array([1]))
        counted = self._node(
            "ReduceSum", [self._node("Cast", ["mask"], to=TensorProto.FLOAT), one], keepdims=0
        )
        lengths = self._node("Cast", [counted], to=TensorProto.INT32)
        kinds = self._node("Gather", [self._weight("kind", self._given["kind.weight"]), "kinds"])
        state = self._node("Add", ["middle", kinds])
        for number in range(
            1 + max(int(name.split(".")[1]) for name in self._given if name.startswith("layers."))
        ):
            state = self._layer(state, lengths, f"layers.{number}.")
        self._every_two(self._node("MatMul", ["shares", state]))
        return self._finished()

    def _every_two(self, names: str) -> None:
        """Scores from the states of names: (texts, heads, tails, labels)."""
        head, tail = (
            self._node("Gelu", [self._linear(names, side)], domain="com.microsoft")
            for side in ("head", "tail")
        )
        two, one = self._weight("n2", np.array([2])), "n1"
        across, down = self._node("Unsqueeze", [head, two]), self._node("Unsqueeze", [tail, one])
        both = self._linear(self._node("Mul", [across, down]), "of_both")
        inner = self._node("Add", [both, self._node("Unsqueeze", [self._linear(head, "of_head"), two])])
        inner = self._node("Add", [inner, self._node("Unsqueeze", [self._linear(tail, "of_tail"), one])])
        inner = self._node("Add", [inner, self._apart()])
        active = self._node("Gelu", [inner], domain="com.microsoft")
        self._nodes.append(helper.make_node("Identity", [self._linear(active, "last")], [OUTPUT]))

    def _apart(self) -> str:
        """How far apart two names stand, counted in names."""
        nought, step = self._weight("zero", np.array(0)), self._weight("step", np.array(1))
        count = self._node("Gather", [self._node("Shape", ["shares"]), step])
        order = self._node("Range", [nought, count, step])
        first = self._node("Unsqueeze", [order, self._weight("a0", np.array([0]))])
        apart = self._node("Sub", [first, self._node("Unsqueeze", [order, "n1"])])
        ends = [
            self._weight(name, np.array(value)) for name, value in (("low", -FARTHEST), ("high", FARTHEST))
        ]
        place = self._node("Add", [self._node("Clip", [apart, *ends]), ends[1]])
        return self._node("Gather", [self._weight("far", self._given["far.weight"]), place])

    def _linear(self, x: str, name: str) -> str:
        weight = self._weight(f"{name}.weight", np.ascontiguousarray(self._given[f"{name}.weight"].T))
        bias = self._weight(f"{name}.bias", self._given[f"{name}.bias"])
        return self._node("Add", [self._node("MatMul", [x, weight]), bias])

    def _finished(self) -> onnx.ModelProto:
        floats, whole = TensorProto.FLOAT, TensorProto.INT64
        shapes = {
            "middle": (floats, ["texts", "pieces", 384]),
            "mask": (TensorProto.BOOL, ["texts", "pieces"]),
            "kinds": (whole, ["texts", "pieces"]),
            "shares": (floats, ["texts", "names", "pieces"]),
        }
        given = [helper.make_tensor_value_info(name, *shapes[name]) for name in INPUTS]
        result = helper.make_tensor_value_info(OUTPUT, floats, ["texts", "names", "names", len(LABELS)])
        graph = helper.make_graph(self._nodes, "pairs", given, [result], self._weights)
        opsets = [helper.make_opsetid("", 17), helper.make_opsetid("com.microsoft", 1)]
        return helper.make_model(graph, opset_imports=opsets, ir_version=8, producer_name="dangmai")
