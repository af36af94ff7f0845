"""Opening a trained graph with ONNX Runtime."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

from ontology.errors import MissingPart

if TYPE_CHECKING:
    from onnxruntime import InferenceSession


def open_session(
    path: Path, *, threads: int, purpose: str, fused: bool = False, spinning: bool = False
) -> InferenceSession:
    """A session that runs the graph in a file on the processor.

    Args:
        path: the file.
        threads: how many may work.
        purpose: what cannot be done without it, for the reader of the error.
        fused: the graph is fused as it is; more would join its additions and norms into the slow
            SkipLayerNormalization.
        spinning: idle threads wait on the core instead of leaving it to others.

    Raises:
        MissingPart: where ONNX Runtime is not installed.
    """
    try:
        from onnxruntime import GraphOptimizationLevel, InferenceSession, SessionOptions
    except ImportError:
        raise MissingPart(purpose, "onnxruntime is not installed", "Run: pip install onnxruntime") from None
    options = SessionOptions()
    options.intra_op_num_threads = threads
    options.inter_op_num_threads = 1
    if not spinning:
        options.add_session_config_entry("session.intra_op.allow_spinning", "0")
    if fused:
        options.graph_optimization_level = GraphOptimizationLevel.ORT_ENABLE_BASIC
    return InferenceSession(str(path), options, providers=["CPUExecutionProvider"])
