"""Showing how far a long piece of work has come."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from typing import Protocol, TypeVar

from rich.console import Console
from rich.progress import BarColumn, MofNCompleteColumn, Progress, TextColumn, TimeElapsedColumn

T = TypeVar("T")


class Reporter(Protocol):
    """Told what is being done; decides nothing."""

    def track(self, stage: str, items: Iterable[T], *, total: int | None) -> Iterator[T]:
        """Yield the items and count them under a stage's name."""


class Silent:
    """Reports nothing."""

    def track(self, stage: str, items: Iterable[T], *, total: int | None) -> Iterator[T]:
        """Yield the items."""
        yield from items


class Bar:
    """A progress bar a stage, on the error stream, so that output can be piped."""

    def track(self, stage: str, items: Iterable[T], *, total: int | None) -> Iterator[T]:
        """Yield the items under a bar with the count and the time."""
        columns = (
            TextColumn("{task.description:<12}"),
            BarColumn(bar_width=30),
            MofNCompleteColumn(),
            TimeElapsedColumn(),
        )
        with Progress(*columns, console=Console(stderr=True)) as progress:
            task = progress.add_task(stage, total=total)
            for item in items:
                yield item
                progress.advance(task)
