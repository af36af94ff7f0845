"""Showing how far a long piece of work has come."""

from __future__ import annotations

import signal
from collections.abc import Iterable, Iterator
from types import FrameType
from typing import Protocol, TypeVar

from rich.console import Console
from rich.progress import BarColumn, MofNCompleteColumn, Progress, TextColumn, TimeElapsedColumn

T = TypeVar("T")


class Interruption:
    """Remembers Ctrl-C: compiled code can swallow the exception that tells of it, and long work would go on."""

    def __init__(self) -> None:
        """Nothing was pressed yet."""
        self._pressed = False

    def watch(self) -> None:
        """Be told of Ctrl-C from now on; what happens at once is as usual."""
        signal.signal(signal.SIGINT, self._press)

    def check(self) -> None:
        """Stop here if Ctrl-C was pressed before.

        Raises:
            KeyboardInterrupt: once for each press that went unheard.
        """
        if self._pressed:
            self._pressed = False
            raise KeyboardInterrupt

    def _press(self, _: int, __: FrameType | None) -> None:
        self._pressed = True
        raise KeyboardInterrupt


INTERRUPTION = Interruption()
"""The one of this process."""


class Reporter(Protocol):
    """Told what is being done; decides nothing."""

    def track(self, stage: str, items: Iterable[T], *, total: int | None) -> Iterator[T]:
        """Yield the items and count them under a stage's name."""


class Silent:
    """Reports nothing."""

    def track(self, stage: str, items: Iterable[T], *, total: int | None) -> Iterator[T]:
        """Yield the items."""
        for item in items:
            INTERRUPTION.check()
            yield item


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
                INTERRUPTION.check()
                yield item
                progress.advance(task)
