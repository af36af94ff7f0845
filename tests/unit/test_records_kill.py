"""A writer that is killed leaves a file that can be completed."""

from __future__ import annotations

import os
import signal
import subprocess
import sys
from pathlib import Path

from kg.records import open_archive
from tests.builders import a_record

ROOT = Path(__file__).resolve().parents[2]
RECORDS = 60
WRITER = """
import sys
from pathlib import Path
from kg.records import open_archive
from tests.builders import a_record, a_mention
archive = open_archive(Path(sys.argv[1]))
for number in range(int(sys.argv[2])):
    record = a_record("杨靖宇在濛江。" * 200 + str(number), key=f"KILL:{number:04}")
    with archive.transaction():
        archive.save_record(record)
        mentions = [a_mention(record, "杨靖宇", nth=nth) for nth in range(40)]
        if number == 30 and "stop" in sys.argv:
            print("in the middle", flush=True)
            sys.stdin.read()
        archive.save_marked(record.id, "run", mentions=mentions, dates=[])
"""


def _write(path: Path, *, stop: bool) -> None:
    command = [sys.executable, "-c", WRITER, str(path), str(RECORDS), *(["stop"] if stop else [])]
    with subprocess.Popen(command, cwd=ROOT, stdout=subprocess.PIPE, stdin=subprocess.PIPE) as process:
        assert process.stdout is not None
        if stop:
            process.stdout.readline()
            os.kill(process.pid, signal.SIGKILL)
        process.wait()


def test_killed_writer_leaves_a_file_that_can_be_completed(tmp_path: Path) -> None:
    """Pull the plug in the middle of a record, start again, and nothing is missing or double."""
    killed, undisturbed = tmp_path / "killed.db", tmp_path / "whole.db"
    _write(killed, stop=True)
    with open_archive(killed) as archive:
        done = archive.runs("marked")
        half = a_record(key="KILL:0030").id
        found = len(archive.record_ids())

    _write(killed, stop=False)
    _write(undisturbed, stop=False)

    assert 30 == found == len(done)
    assert half not in done
    with open_archive(killed) as again, open_archive(undisturbed) as whole:
        assert RECORDS == len(again.record_ids())
        assert whole.digest() == again.digest()
