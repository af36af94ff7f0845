"""Train the tagger: `python -m extraction.recognize.train --corpora FOLDER --out FOLDER`.

Every input is first compared with the checksums of the model card. A training that was stopped goes on from its
last round when it is given the same folder. At the end the folder holds the files the product runs, and the
development figures are compared with the card's; they may differ by half a point, for sums on several threads and
on other processors are not the same to the last digit.
"""

from __future__ import annotations

import argparse
import sys
from pathlib import Path

from extraction.recognize.train.card import CARD, check, compare, inputs, write
from extraction.recognize.train.export import export
from extraction.recognize.train.run import AVERAGED, DEVELOPMENT, Plan, train
from ontology.errors import ArchiveError
from ontology.paths import data_folder

WRITTEN = data_folder() / "training"
"""The passages written for training."""


def main() -> int:
    """Read the command line, check, train, export, compare; 1 where figures leave the card's."""
    parser = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter
    )
    parser.add_argument("--corpora", type=Path, required=True, help="folder of ner/ and unlabelled/")
    parser.add_argument("--out", type=Path, required=True, help="where the trained files are written")
    parser.add_argument(
        "--new-card", action="store_true", help="write a card for these inputs; compare nothing"
    )
    given = parser.parse_args()
    card = data_folder() / "models" / "tagger" / CARD
    found = inputs(given.corpora, WRITTEN, DEVELOPMENT)
    if not given.new_card:
        check(card, found)
    given.out.mkdir(parents=True, exist_ok=True)
    figures = train(Plan(), corpora=given.corpora, written=WRITTEN, out=given.out)
    export(given.out / AVERAGED, given.out)
    if given.new_card:
        write(given.out / CARD, found, figures)
        return 0
    strayed = compare(card, figures)
    print("\n".join(strayed) or "The development figures are those of the card.")
    return 1 if strayed else 0


if __name__ == "__main__":
    try:
        sys.exit(main())
    except ArchiveError as error:
        sys.exit(str(error))
