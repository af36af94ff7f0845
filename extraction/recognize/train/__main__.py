"""Train the tagger: `python -m extraction.recognize.train --corpora FOLDER --out FOLDER`."""

from __future__ import annotations

import argparse
from pathlib import Path

from extraction.recognize.train.run import Plan, train

WRITTEN = Path(__file__).resolve().parents[3] / "data" / "training"


def main() -> None:
    """Read the command line and train."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--corpora", type=Path, required=True, help="folder of ner/ and unlabelled/")
    parser.add_argument("--out", type=Path, required=True, help="where tagger.pt is written")
    parser.add_argument("--rounds", type=int, default=5)
    given = parser.parse_args()
    given.out.mkdir(parents=True, exist_ok=True)
    train(Plan(rounds=given.rounds), corpora=given.corpora, written=WRITTEN, out=given.out)


if __name__ == "__main__":
    main()
