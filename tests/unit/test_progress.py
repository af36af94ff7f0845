"""Ctrl-C in long work."""

import signal
from contextlib import suppress

import pytest

from app.progress import INTERRUPTION, Bar, Reporter, Silent


@pytest.mark.parametrize("reporter", [Silent(), Bar()])
def test_an_interrupt_that_was_swallowed_stops_the_work_at_the_next_item(reporter: Reporter) -> None:
    """Compiled code may swallow the exception; what is tracked ends all the same."""
    before = signal.getsignal(signal.SIGINT)
    INTERRUPTION.watch()
    try:
        items = reporter.track("read", [1, 2, 3], total=3)
        first = next(items)
        with suppress(KeyboardInterrupt):
            signal.raise_signal(signal.SIGINT)

        with pytest.raises(KeyboardInterrupt):
            next(items)
    finally:
        signal.signal(signal.SIGINT, before)

    assert first == 1
    assert list(reporter.track("read", [1, 2], total=2)) == [1, 2]
