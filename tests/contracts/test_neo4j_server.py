"""The Neo4j server of one's own: started once, closed to the outside, ended cleanly."""

from __future__ import annotations

import os
import stat
import sys
from pathlib import Path

import pytest

from kg.graph import Node, Projection, server
from kg.graph.neo4j import Neo4jGraphStore
from ontology.access import Audience
from ontology.errors import MissingPart, StoreUnavailable


def _connect(running: server.RunningServer) -> Neo4jGraphStore:
    return Neo4jGraphStore(running.uri, user=running.user, password=running.password)


def test_starting_again_gives_the_server_that_runs(neo4j_folder: Path) -> None:
    """Two screens share one server."""
    running = server.status(neo4j_folder)

    assert running == server.start(neo4j_folder)
    assert running is not None
    assert running.uri.startswith("bolt://127.0.0.1:")


def test_password_is_for_its_owner_alone(neo4j_folder: Path) -> None:
    """No other user of the machine reads it, and it is in no other file of ours."""
    kept = neo4j_folder / "password"
    password = kept.read_text(encoding="utf-8")

    others = [neo4j_folder / "server.json", neo4j_folder / "conf" / "neo4j.conf"]

    assert 0o600 == stat.S_IMODE(kept.stat().st_mode)
    assert len(password) >= 24
    assert not any(password in one.read_text(encoding="utf-8") for one in others)


def test_wrong_password_gives_one_sentence(neo4j_folder: Path) -> None:
    """The sentence says what to check, and never repeats the password."""
    running = server.status(neo4j_folder)
    assert running is not None

    with pytest.raises(StoreUnavailable, match="refuses this user or password") as caught:
        Neo4jGraphStore(running.uri, user=running.user, password="wrong-password")

    assert "wrong-password" not in str(caught.value)


@pytest.mark.parametrize(
    ("address", "reason"),
    [
        ("file:///etc/hostname", "'dbms.security.allow_csv_import_from_file_urls' is false"),
        ("http://127.0.0.1:1/x.csv", "is blocked via the configuration"),
    ],
)
def test_server_reads_no_files_and_no_addresses(neo4j_folder: Path, address: str, reason: str) -> None:
    """Cypher that reads the machine or its network is refused by the server itself."""
    running = server.status(neo4j_folder)
    assert running is not None
    neo4j = pytest.importorskip("neo4j")

    with (
        neo4j.GraphDatabase.driver(running.uri, auth=(running.user, running.password)) as driver,
        pytest.raises(neo4j.exceptions.Neo4jError, match=reason),
    ):
        driver.execute_query("LOAD CSV FROM $address AS line RETURN line", address=address)


def test_stopped_server_comes_back_with_its_graph(neo4j_folder: Path, tmp_path: Path) -> None:
    """A restart keeps the password and what was loaded; stopping nothing is no error."""
    own = tmp_path / "own"
    first = server.start(own)
    store = _connect(first)
    store.load(Projection(nodes=(Node(id="a", kind="PERSON", label="甲", canonical="甲"),)), Audience.OPEN)
    store.close()

    assert server.stop(own)
    assert server.status(own) is None
    assert not server.stop(own)
    with pytest.raises(StoreUnavailable):
        _connect(first)
    again = server.start(own)
    store = _connect(again)
    held = (store.counts()["nodes"], store.audience())
    store.close()
    server.stop(own)

    assert first.password == again.password
    assert (1, Audience.OPEN) == held


@pytest.mark.parametrize(("program", "package"), [("java", "openjdk-17-jre-headless"), ("mvn", "maven")])
def test_missing_program_names_its_package(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, program: str, package: str
) -> None:
    """Without Java or Maven the sentence holds the line to type."""
    cache = tmp_path / "cache"
    if program == "java":
        (cache / "lib").mkdir(parents=True)
    monkeypatch.setenv("PATH", str(tmp_path))

    with pytest.raises(MissingPart, match=f"sudo apt-get install {package}"):
        server.start(tmp_path / "server", cache=cache)

    assert program in server.missing_parts(cache=cache)


def _program(folder: Path, name: str, *lines: str) -> None:
    """A small real program of that name, found before any other."""
    script = folder / name
    script.write_text("\n".join(("#!/bin/sh", *lines)) + "\n", encoding="utf-8")
    script.chmod(0o755)


def _programs_first(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    folder = tmp_path / "bin"
    folder.mkdir()
    monkeypatch.setenv("PATH", f"{folder}:{os.environ['PATH']}")
    return folder


def test_jars_that_cannot_be_fetched_leave_no_half_cache(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """A broken download is told with its first line, and the next try begins anew."""
    _program(_programs_first(tmp_path, monkeypatch), "mvn", "echo the mirror is away", "exit 1")
    cache = tmp_path / "cache"

    with pytest.raises(MissingPart, match="the mirror is away"):
        server.start(tmp_path / "server", cache=cache)

    assert [] == list(cache.iterdir())


@pytest.mark.parametrize(
    ("lines", "sentence"),
    [
        (("echo no room >&2", "exit 1"), "first password could not be set .no room"),
        (('case "$*" in *AdminTool*) exit 0 ;; esac', "exit 1"), "did not come up"),
    ],
)
def test_server_that_fails_says_where_to_look(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, lines: tuple[str, ...], sentence: str
) -> None:
    """Java is there and does not do it: one sentence, and no server is noted as running."""
    programs = _programs_first(tmp_path, monkeypatch)
    _program(
        programs,
        "mvn",
        'for one; do case "$one" in -DoutputDirectory=*) touch "${one#*=}/a.jar" ;; esac; done',
    )
    _program(programs, "java", *lines)

    with pytest.raises(StoreUnavailable, match=sentence):
        server.start(tmp_path / "server", cache=tmp_path / "cache")

    assert server.status(tmp_path / "server") is None
    assert (tmp_path / "cache" / "lib" / "a.jar").is_file()


def test_missing_driver_names_its_extra(monkeypatch: pytest.MonkeyPatch) -> None:
    """Without the driver the sentence holds the line to type."""
    monkeypatch.setitem(sys.modules, "neo4j", None)

    with pytest.raises(MissingPart, match=r"pip install 'dangmai\[neo4j\]'"):
        Neo4jGraphStore("bolt://127.0.0.1:9", user="neo4j", password="x")


def test_cache_follows_the_usual_variable(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """The jars go where the user keeps such things."""
    monkeypatch.setenv("XDG_CACHE_HOME", str(tmp_path))

    assert tmp_path / "dangmai" / "neo4j-9.9" == server.default_cache("9.9")


def test_stale_note_is_no_server(tmp_path: Path) -> None:
    """A note of a process that is gone, or that is now another program, is not believed."""
    (tmp_path / "password").write_text("x", encoding="utf-8")
    for pid in (1, 2**22 + 1):
        (tmp_path / "server.json").write_text(
            f'{{"uri": "bolt://127.0.0.1:1", "pid": {pid}}}', encoding="utf-8"
        )

        assert server.status(tmp_path) is None


def test_what_others_put_into_the_server_stays(neo4j_folder: Path) -> None:
    """A researcher's own notes in the same database survive a load."""
    running = server.status(neo4j_folder)
    assert running is not None
    store = _connect(running)
    neo4j = pytest.importorskip("neo4j")
    with neo4j.GraphDatabase.driver(running.uri, auth=(running.user, running.password)) as driver:
        driver.execute_query("CREATE (:Note {text: 'mine'})")

        store.load(Projection(), store.audience() or Audience.STAFF)

        kept = driver.execute_query("MATCH (n:Note) WITH n, n.text AS text DELETE n RETURN text").records
    store.close()
    assert ["mine"] == [row["text"] for row in kept]
