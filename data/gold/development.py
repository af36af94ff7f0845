"""Make development.jsonl from the marked sources in development/.

Run by hand after a source has changed:

    python data/gold/development.py

The markup is that of ../sample/sources.py. `split` in a head says what a passage is for: `tuning` passages may
be looked at while rules are written, `held` ones are scored only.
"""

import json
import sys
from pathlib import Path

HERE = Path(__file__).resolve().parent
sys.path.insert(0, str(HERE.parent / "sample"))

from sources import Source, read_sources  # noqa: E402

PROVENANCE = "written for this project as a development passage; not an archival original"


def as_json(source: Source) -> dict[str, object]:
    """One passage as a line of gold."""
    head = source.head
    return {
        "id": head["id"],
        "lang": head["lang"],
        "script": head["script"],
        "kind": source.kind,
        "split": head["split"],
        "source": {"title": head["title"], "provenance": PROVENANCE},
        "text": source.text,
        "entities": sorted(source.entities, key=lambda e: (e["start"], e["end"])),
        "relations": source.relations,
        "dates": sorted(source.dates, key=lambda d: (d["start"], d["end"])),
        "events": source.events,
    }


def main() -> None:
    """Write the file, one object a line, in the order of the sources."""
    sources = read_sources(HERE / "development")
    for number, source in enumerate(sources, 1):
        source.head["id"] = f"dev-{number:02d}"
    lines = [json.dumps(as_json(source), ensure_ascii=False) for source in sources]
    (HERE / "development.jsonl").write_text("\n".join(lines) + "\n", "utf-8")


if __name__ == "__main__":
    main()
