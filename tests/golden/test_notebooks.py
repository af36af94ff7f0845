"""The notebooks are the manual: their cells run, in order, with the real parts."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

NOTEBOOKS = sorted((Path(__file__).resolve().parents[2] / "notebooks").glob("*.ipynb"))


@pytest.mark.parametrize("path", NOTEBOOKS, ids=lambda path: path.stem)
def test_every_cell_runs(path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    """A manual whose examples fail is worse than none."""
    cells = json.loads(path.read_text(encoding="utf-8"))["cells"]
    code = ["".join(cell["source"]) for cell in cells if cell["cell_type"] == "code"]
    names: dict[str, object] = {}

    for cell in code:
        exec(compile(cell, str(path), "exec"), names)

    assert code
    assert {"杨靖宇", "东北抗日联军第一军"} <= names["names"]
    assert "commanderOf" in capsys.readouterr().out
