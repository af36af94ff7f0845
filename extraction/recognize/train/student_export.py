"""The trained student as the files the product runs: two ONNX graphs in half precision, and tables in eight bits."""

from __future__ import annotations

from collections.abc import Mapping
from pathlib import Path

import numpy as np
import numpy.typing as npt
import onnx
from onnx import TensorProto, helper, numpy_helper

from extraction.recognize.fast.features import HanFeatures
from extraction.recognize.fast.model import HAN, RUSSIAN, TABLES
from extraction.recognize.tagger.labels import LABELS
from extraction.recognize.train.student_net import STEPS, WIDE, HanNet, Hashed, RussianNet, Trunk

Array = npt.NDArray[np.float32]
Tables = Mapping[str, npt.NDArray[np.generic]]


def export(han: HanNet, russian: RussianNet, folder: Path) -> None:
    """Write the files of the fast tagger into a folder."""
    folder.mkdir(parents=True, exist_ok=True)
    onnx.save(_graph(han.trunk), folder / HAN)
    onnx.save(_graph(russian.trunk), folder / RUSSIAN)
    tables: dict[str, npt.NDArray[np.generic]] = {}
    for name in HanFeatures.names[:3]:
        tables[name] = _half(han.lean @ _array(han.ways[name].weight).T)
    for name, hashed in han.hashed.items():
        tables |= _eight_bit(name, hashed)
        tables[f"{name}_to"] = tables[f"{name}_to"][0]
    tables |= _eight_bit("word", russian.hashed)
    tables["piece"] = _half(russian.lean @ _array(russian.way.weight).T)
    tables |= {"shape": _half(_array(russian.shape.weight)), "gap": _half(_array(russian.gap.weight))}
    np.savez_compressed(folder / TABLES, **tables)  # type: ignore[arg-type]


def _eight_bit(name: str, hashed: Hashed) -> Tables:
    table = _array(hashed.table.weight)
    scales = np.abs(table).max(axis=0) / 127
    return {
        name: np.rint(table / scales).astype(np.int8),
        f"{name}_scales": scales.astype(np.float32),
        f"{name}_to": _half(_array(hashed.way)),
    }


def _array(value: object) -> Array:
    return np.asarray(value.detach().numpy(), dtype=np.float32)  # type: ignore[attr-defined]


def _half(value: Array) -> npt.NDArray[np.float16]:
    return value.astype(np.float16)


def _graph(trunk: Trunk) -> onnx.ModelProto:
    """Layers and labels; units lie along the last axis of a picture one line high, which runs fastest."""
    weights: list[onnx.TensorProto] = []
    nodes = [helper.make_node("Mul", ["features", "mask"], ["x0"])]

    def weight(name: str, value: Array) -> str:
        weights.append(numpy_helper.from_array(_half(value), f"{name}_half"))
        nodes.append(helper.make_node("Cast", [f"{name}_half"], [name], to=TensorProto.FLOAT))
        return name

    for n, (step, layer) in enumerate(zip(STEPS, trunk.layers, strict=True)):
        kernel = weight(f"w{n}", _array(layer.weight)[:, :, None])
        inputs = [f"x{n}", kernel, weight(f"b{n}", _array(layer.bias))]
        nodes += [
            helper.make_node("Conv", inputs, [f"c{n}"], dilations=[1, step], pads=[0, step, 0, step]),
            helper.make_node("Relu", [f"c{n}"], [f"r{n}"]),
            helper.make_node("Add", [f"x{n}", f"r{n}"], [f"s{n}"]),
            helper.make_node("Mul", [f"s{n}", "mask"], [f"x{n + 1}"]),
        ]
    last = [f"x{len(STEPS)}", weight("w", _array(trunk.last.weight)[:, :, None, None])]
    weights.append(numpy_helper.from_array(np.array([0, 2], dtype=np.int64), "flat_axes"))
    nodes += [
        helper.make_node("Conv", [*last, weight("b", _array(trunk.last.bias))], ["scores"]),
        helper.make_node("Squeeze", ["scores", "flat_axes"], ["flat"]),
        helper.make_node("Transpose", ["flat"], ["turned"], perm=[1, 0]),
        helper.make_node("Softmax", ["turned"], ["probabilities"], axis=1),
    ]
    given = [
        helper.make_tensor_value_info("features", TensorProto.FLOAT, [1, WIDE, 1, "units"]),
        helper.make_tensor_value_info("mask", TensorProto.FLOAT, [1, 1, 1, "units"]),
    ]
    result = helper.make_tensor_value_info("probabilities", TensorProto.FLOAT, ["units", len(LABELS)])
    graph = helper.make_graph(nodes, "fast", given, [result], weights)
    return helper.make_model(
        graph, opset_imports=[helper.make_opsetid("", 17)], ir_version=8, producer_name="dangmai"
    )
