"""The layers of the base model as an ONNX graph: vectors of pieces in, one vector for each text out.

Matrices stay in the four bits they come in (`MatMulNBits`, blocks of 32); their scales are kept as fp16 and widened
when the session is loaded. Texts of one batch are padded at their end; `mask` says what is text.
"""

from __future__ import annotations

from pathlib import Path

import numpy as np
import onnx
from numpy.typing import NDArray
from onnx import TensorProto, helper, numpy_helper

from extraction.recognize.train.base import BLOCK, Base
from extraction.vectors.encoder import LAYERS, MASK, ROWS, VECTOR

_OPSET = 17
_IR = 8
_FUSED = "com.microsoft"
_FLOAT_INSIDE = 1
"""`accuracy_level`: activations stay float32. Int8 (4) is slower where the processor has no VNNI, and less exact."""


def write_layers(source: Base, folder: Path) -> Path:
    """Write the graph into a folder."""
    graph = _Graph(source)
    state = graph.embedded(ROWS)
    for layer in range(source.sizes.layers):
        state = graph.layer(state, layer)
    graph.pooled(state, VECTOR)
    path = folder / LAYERS
    onnx.save(graph.model(), path)
    return path


class _Graph:
    """Nodes and weights as they are added, one method a stretch of the encoder."""

    def __init__(self, source: Base) -> None:
        self._source = source
        self._sizes = source.sizes
        self._nodes: list[onnx.NodeProto] = []
        self._weights: list[onnx.TensorProto] = []
        self._lengths = ""

    def embedded(self, rows: str) -> str:
        """Vectors of pieces with their places, normalised; and the length of every text."""
        places = (
            self._source.matrix("emb.pos", self._sizes.positions)
            + self._source.tensor("emb.type")[None, : self._sizes.hidden]
        )
        table = self._node("Cast", [self._weight("places", places.astype(np.float16))], to=TensorProto.FLOAT)
        zero, one = self._weight("zero", np.array([0])), self._weight("one", np.array([1]))
        size = self._node("Slice", [self._node("Shape", [rows]), one, self._weight("two", np.array([2]))])
        placed = self._node("Add", [rows, self._node("Slice", [table, zero, size, zero])])
        counted = self._node("ReduceSum", [MASK, one], keepdims=0)
        self._lengths = self._node("Cast", [counted], to=TensorProto.INT32)
        gain, shift = self._float("emb.ln.w"), self._float("emb.ln.b")
        return self._node("LayerNormalization", [placed, gain, shift], epsilon=self._sizes.epsilon)

    def layer(self, state: str, number: int) -> str:
        """One layer: attention and feed-forward, each followed by its normalisation."""
        name = f"l{number}"
        query, key, value = (self._product(state, f"{name}.{part}", self._sizes.hidden) for part in "qkv")
        heard = self._node(
            "MultiHeadAttention",
            [query, key, value, "", self._lengths],
            domain=_FUSED,
            num_heads=self._sizes.heads,
        )
        state = self._normal(self._product(heard, f"{name}.ao", self._sizes.hidden), state, f"{name}.aln")
        inner = self._product(state, f"{name}.fi", self._sizes.feed_forward)
        active = self._node("Gelu", [inner], domain=_FUSED)
        return self._normal(self._product(active, f"{name}.fo", self._sizes.hidden), state, f"{name}.oln")

    def pooled(self, state: str, result: str) -> None:
        """The mean of what is text, of length one."""
        last, one = self._weight("last", np.array([2])), self._weight("middle", np.array([1]))
        shown = self._node("Mul", [state, self._node("Unsqueeze", [MASK, last])])
        total = self._node("ReduceSum", [shown, one], keepdims=0)
        self._nodes.append(helper.make_node("LpNormalization", [total], [result], axis=-1, p=2))

    def model(self) -> onnx.ModelProto:
        """The finished graph."""
        hidden = self._sizes.hidden
        rows = helper.make_tensor_value_info(ROWS, TensorProto.FLOAT, ["texts", "pieces", hidden])
        mask = helper.make_tensor_value_info(MASK, TensorProto.FLOAT, ["texts", "pieces"])
        vector = helper.make_tensor_value_info(VECTOR, TensorProto.FLOAT, ["texts", hidden])
        graph = helper.make_graph(self._nodes, "base", [rows, mask], [vector], self._weights)
        opsets = [helper.make_opsetid("", _OPSET), helper.make_opsetid(_FUSED, 1)]
        return helper.make_model(graph, opset_imports=opsets, ir_version=_IR, producer_name="dangmai")

    def _product(self, state: str, name: str, rows: int) -> str:
        """A state times a four-bit matrix, plus its bias."""
        blocks = self._source.blocks(f"{name}.w")
        scales = np.ascontiguousarray(blocks[:, :2]).view("<f2").reshape(-1)
        columns = len(blocks) * BLOCK // rows
        packed = repacked(blocks[:, 2:]).reshape(rows, columns // BLOCK, BLOCK // 2)
        wide = self._node("Cast", [self._weight(f"{name}.scales", scales)], to=TensorProto.FLOAT)
        return self._node(
            "MatMulNBits",
            [state, self._weight(f"{name}.w", packed), wide, "", "", self._float(f"{name}.b")],
            domain=_FUSED,
            K=columns,
            N=rows,
            bits=4,
            block_size=BLOCK,
            accuracy_level=_FLOAT_INSIDE,
        )

    def _normal(self, state: str, before: str, name: str) -> str:
        inputs = [state, before, self._float(f"{name}.w"), self._float(f"{name}.b")]
        return self._node("SkipLayerNormalization", inputs, domain=_FUSED, epsilon=self._sizes.epsilon)

    def _node(self, kind: str, inputs: list[str], *, domain: str = "", **settings: object) -> str:
        result = f"n{len(self._nodes)}"
        self._nodes.append(helper.make_node(kind, inputs, [result], domain=domain, **settings))
        return result

    def _float(self, name: str) -> str:
        return self._weight(name, self._source.tensor(name))

    def _weight(self, name: str, value: NDArray[np.generic]) -> str:
        self._weights.append(numpy_helper.from_array(value, name))
        return name


def repacked(weights: NDArray[np.uint8]) -> NDArray[np.uint8]:
    """Blocks of 16 bytes from "first half low, second half high" to "even numbers low, odd ones high"."""
    numbers = np.concatenate((weights & 15, weights >> 4), axis=1)
    packed: NDArray[np.uint8] = numbers[:, 0::2] | (numbers[:, 1::2] << 4)
    return packed
