"""How fast and how lean linking is; run by `dangmai test --benchmarks`. A hundred thousand mentions of a million."""

from __future__ import annotations

import resource
import time

import pytest

from extraction.link import AuthorityLinker
from extraction.steps import Marked
from kg.bench import papers
from ontology.authority import load_authority

pytestmark = pytest.mark.benchmark
MENTIONS = 100_000


def test_linking_a_plausible_archive(capsys: pytest.CaptureFixture[str]) -> None:
    """Cost of the processor a mention, and memory; a million mentions must fit in 15 minutes and 4 GB."""
    linker = AuthorityLinker(load_authority())
    archive = (Marked(record=p.record, mentions=p.mentions, dates=p.dates) for p in papers(MENTIONS))
    started = time.process_time()

    linked = linker.link(archive)

    seconds = time.process_time() - started
    memory = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss // 1024
    each = seconds / len(linked.links)
    with capsys.disabled():
        print(f"\n{len(linked.links)} mentions, {len(linked.entities)} things, {seconds:.0f} s, {memory} MB")
    assert each * 1_000_000 < 900
