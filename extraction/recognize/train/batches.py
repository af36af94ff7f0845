"""Texts of like length in one batch, cut into pieces, as tensors."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from random import Random

import numpy as np
import numpy.typing as npt
import torch
from torch import Tensor

from extraction.encoder import Cut
from extraction.recognize.tagger.inputs import InputMaker
from extraction.recognize.tagger.labels import label_ids
from extraction.recognize.train.items import GUIDELINES, Item

LONGEST = 250
"""Characters of the longest text in a batch; longer ones are cut."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Batch:
    """Texts of like length as tensors."""

    embedded: Tensor  # (texts, tokens, hidden): the frozen embeddings of the pieces
    mask: Tensor  # (texts, tokens): whether there is a piece
    token_of: Tensor  # (texts, characters): the piece of each character
    place: Tensor  # (texts, characters)
    characters: Tensor  # (texts, characters, hidden): each character as a piece of its own
    character_mask: Tensor  # (texts, characters)
    guideline: Tensor  # (texts,)
    labels: Tensor  # (texts, characters), -100 past the end
    lengths: npt.NDArray[np.int64]


class Batches:
    """Makes batches with the vocabulary and the embeddings the product runs with."""

    def __init__(self) -> None:
        """Prepare the vocabulary and the embeddings."""
        self.maker = InputMaker()

    def epoch(self, items: Sequence[Item], *, budget: int, chance: Random) -> Iterator[Batch]:
        """The items in batches of at most `budget` pieces (padding counted), in random order."""
        items = [part for item in items for part in shortened(item) if part.text]
        chance.shuffle(items)
        for first in range(0, len(items), 2000):
            pool = items[first : first + 2000]
            cuts = [self.maker.pieces.cut(item.text) for item in pool]
            order = sorted(range(len(pool)), key=lambda n: len(cuts[n]))
            groups = list(_groups(order, cuts, budget))
            chance.shuffle(groups)
            for group in groups:
                yield self.batch([pool[n] for n in group], [cuts[n] for n in group])

    def batch(self, items: Sequence[Item], cuts: Sequence[Cut] | None = None) -> Batch:
        """Some texts as one batch."""
        made = self.maker.make([item.text for item in items], cuts)
        longest = made.token_of.shape[1]
        labels = np.full((len(items), longest), -100)
        for n, item in enumerate(items):
            labels[n, : len(item.text)] = label_ids(len(item.text), list(item.spans))
        return Batch(
            embedded=torch.from_numpy(made.embedded),
            mask=torch.from_numpy(made.mask),
            token_of=torch.from_numpy(made.token_of),
            place=torch.from_numpy(made.place),
            characters=torch.from_numpy(self.maker.rows(self.maker.alone_ids[made.alone])),
            character_mask=torch.from_numpy((np.arange(longest) < made.lengths[:, None]).astype(np.float32)),
            guideline=torch.tensor([GUIDELINES.index(item.guideline) for item in items]),
            labels=torch.from_numpy(labels),
            lengths=made.lengths,
        )


def _groups(order: Sequence[int], cuts: Sequence[Cut], budget: int) -> Iterator[list[int]]:
    group: list[int] = []
    for n in order:  # in order of length, so the last is the longest
        if group and (len(cuts[n]) + 2) * (len(group) + 1) > budget:
            yield group
            group = []
        group.append(n)
    if group:
        yield group


def shortened(item: Item) -> list[Item]:
    """A text in parts no longer than LONGEST characters, three times that in Russian, cut beside no name."""
    limit = LONGEST * (3 if item.lang == "ru" else 1)
    if len(item.text) <= limit:
        return [item]
    inside = {place for start, end, _ in item.spans for place in range(start + 1, end)}
    ends = [
        n + 1
        for n, letter in enumerate(item.text[:limit])
        if letter in "。！？\n；.;，, " and n + 1 not in inside
    ]
    cut = next((one for one in reversed(ends) if one > limit // 2), limit)
    while cut in inside:
        cut -= 1
    first = Item(
        text=item.text[:cut],
        spans=tuple(one for one in item.spans if one[1] <= cut),
        lang=item.lang,
        guideline=item.guideline,
        source=item.source,
    )
    rest = Item(
        text=item.text[cut:],
        spans=tuple((s - cut, e - cut, kind) for s, e, kind in item.spans if s >= cut),
        lang=item.lang,
        guideline=item.guideline,
        source=item.source,
    )
    return [first, *shortened(rest)]
