"""The gazetteer leaves as Linked Places."""

from __future__ import annotations

import json
from pathlib import Path

from typer.testing import CliRunner

from app.cli import cli


def test_places_leave_as_linked_places_without_unsure_rows(tmp_path: Path) -> None:
    """Another gazetteer can take our places over, each a point or a name, never a border."""
    target = tmp_path / "places.jsonld"

    done = CliRunner().invoke(cli, ["export", "places", str(target)])

    assert 0 == done.exit_code, done.output
    features = json.loads(target.read_text(encoding="utf-8"))["features"]
    khabarovsk = next(one for one in features if one["properties"]["title"] == "哈巴罗夫斯克(伯力)")
    assert {"伯力", "Хабаровск"} <= {name["toponym"] for name in khabarovsk["names"]}
    assert {"Point"} == {one["geometry"]["type"] for one in features if one.get("geometry")}
