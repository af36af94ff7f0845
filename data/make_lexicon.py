"""Make the word list of the Chinese recognizer from the dictionary of jieba 0.42.1 (MIT).

Run by hand with the dictionary from jieba's source package:

    python data/make_lexicon.py jieba-0.42.1/jieba/dict.txt

Writes `extraction/recognize/lexicon/words.txt`: common words by part of speech and frequency, without names of Chinese
people; places and foreign names only serve as words (G) that no name is cut out of; and `given_names.txt`: how often characters stand in Chinese given names. Names themselves
are not kept: the list says what is an ordinary word, and how given names are made.
"""

import math
import sys
from collections import Counter, defaultdict
from pathlib import Path

from extraction.recognize.grammar.words import COMMON_STARTS, SURNAMES
from ontology.names import fold

HOME = Path(__file__).resolve().parent.parent / "extraction" / "recognize" / "lexicon"
HEAD = "# From the dictionary of jieba 0.42.1, (c) 2013 Sun Junyi, MIT licence (LICENSE-jieba beside this file).\n"
LEAST = 25
"""Rarer words are left out."""
KEPT = "vdpcrutmqfanbsijlz"
"""Parts of speech by jieba's first letter; nr, ns, nt are names."""


def main(dictionary: Path) -> None:
    """Read the dictionary once and write both files."""
    words: dict[tuple[str, int], set[str]] = defaultdict(set)
    first, second, single = Counter(), Counter(), Counter()
    for line in dictionary.read_text("utf-8").splitlines():
        word, frequency, tag = line.split()
        word = fold(word)
        if tag == "nr" and word[0] in SURNAMES and len(word) in (2, 3) and word[:2] not in COMMON_STARTS:
            if len(word) == 3:
                first[word[1]] += 1
                second[word[2]] += 1
            else:
                single[word[1]] += 1
        kept = tag[0] in KEPT and tag[:2] not in ("nr", "ns", "nt")
        proper = tag in ("ns", "nrt") and len(word) >= (2 if tag == "ns" else 3)
        if (kept or proper) and len(word) <= 4 and int(frequency) >= LEAST:
            letter = "G" if proper else "n" if tag in ("vn", "an") else tag[0]
            words[letter, round(math.log(int(frequency)))].add(word)
    lines = [f"{letter} {size} {' '.join(sorted(each))}" for (letter, size), each in sorted(words.items())]
    (HOME / "words.txt").write_text(HEAD + "\n".join(lines) + "\n", "utf-8")
    lines = [
        f"{name} {size} {''.join(sorted(c for c, n in counts.items() if round(2 * math.log(n + 1)) == size))}"
        for name, counts in (("first", first), ("second", second), ("single", single))
        for size in range(1, 17)
    ]
    (HOME / "given_names.txt").write_text(HEAD + "\n".join(lines) + "\n", "utf-8")


if __name__ == "__main__":
    main(Path(sys.argv[1]))
