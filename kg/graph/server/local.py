"""A Neo4j Community server of one's own on this machine, without Docker: start, stop, status.

The jars come from Maven into a cache folder that all workspaces share. The server listens on the loopback
address alone; web interface, file and network imports and usage reports are off.
"""

from __future__ import annotations

import json
import os
import secrets
import shutil
import signal
import socket
import subprocess
import time
from dataclasses import asdict, dataclass
from pathlib import Path

from ontology.errors import MissingPart, StoreUnavailable

VERSION = "5.26.20"
USER = "neo4j"
_POM = Path(__file__).resolve().parent / "pom.xml"
_COPY = "org.apache.maven.plugins:maven-dependency-plugin:3.6.1:copy-dependencies"
_STARTING = 120.0
_STOPPING = 60.0
_HELLO = b"\x60\x60\xb0\x17" + bytes((0, 4, 4, 5, 0, 0, 4, 4)) + bytes(8)  # Bolt 5.0–5.4 or 4.4
_OPENED = (
    "java.base/java.nio",
    "java.base/java.io",
    "java.base/sun.nio.ch",
    "java.base/java.util.concurrent",
)
_CONF = """\
# Written by dangmai at every start.
server.bolt.enabled=true
server.bolt.listen_address=127.0.0.1:{port}
server.http.enabled=false
server.https.enabled=false
server.memory.pagecache.size=512m
db.tx_log.preallocate=false
dbms.usage_report.enabled=false
dbms.security.allow_csv_import_from_file_urls=false
internal.dbms.cypher_ip_blocklist=0.0.0.0/0,::/0
"""
_children: dict[int, subprocess.Popen[bytes]] = {}
"""Servers that this process started, so that it can wait for their end."""


@dataclass(frozen=True, slots=True, kw_only=True)
class RunningServer:
    """A server that answers: where, for whom, and as which process."""

    uri: str
    user: str
    password: str
    pid: int


def start(folder: Path, *, version: str = VERSION, cache: Path | None = None) -> RunningServer:
    """Start the server whose data lie in a folder; the one that runs there already is given back."""
    running = status(folder)
    if running:
        return running
    jars = _jars(cache or default_cache(version), version)
    java = _program("java", "openjdk-17-jre-headless")
    (folder / "conf").mkdir(parents=True, exist_ok=True)
    (folder / "logs").mkdir(exist_ok=True)
    port = _free_port()
    (folder / "conf" / "neo4j.conf").write_text(_CONF.format(port=port), encoding="utf-8")
    password = _password(folder, java, jars)
    pid = _launch(folder, java, jars)
    running = RunningServer(uri=f"bolt://127.0.0.1:{port}", user=USER, password=password, pid=pid)
    _note(folder, running)
    _wait_until_it_answers(folder, running, port)
    return running


def stop(folder: Path) -> bool:
    """End the server of a folder and wait until it has written everything; false where none ran."""
    running = status(folder)
    if running is None:
        return False
    os.kill(running.pid, signal.SIGTERM)
    if not _ends(running.pid, _STOPPING):
        raise StoreUnavailable(
            str(folder), "the Neo4j server does not end", f"Look at process {running.pid}."
        )
    (folder / "server.json").unlink(missing_ok=True)
    return True


def status(folder: Path) -> RunningServer | None:
    """The server of a folder, when it runs."""
    try:
        kept = json.loads((folder / "server.json").read_text(encoding="utf-8"))
        password = _password_file(folder).read_text(encoding="utf-8")
        running = RunningServer(uri=kept["uri"], user=USER, password=password, pid=int(kept["pid"]))
    except (OSError, ValueError, KeyError):
        return None
    return running if _is_ours(running.pid, folder) else None


def default_cache(version: str = VERSION) -> Path:
    """Where the jars of a version are kept for all workspaces of this user."""
    base = os.environ.get("XDG_CACHE_HOME") or str(Path.home() / ".cache")
    return Path(base) / "dangmai" / f"neo4j-{version}"


def missing_parts(*, version: str = VERSION, cache: Path | None = None) -> tuple[str, ...]:
    """The programs that are needed to start a server and are not installed."""
    has_jars = ((cache or default_cache(version)) / "lib").is_dir()
    wanted = ("java",) if has_jars else ("java", "mvn")
    return tuple(name for name in wanted if shutil.which(name) is None)


def _program(name: str, package: str) -> str:
    found = shutil.which(name)
    if found is None:
        raise MissingPart(name, "is not installed", f"Install it with `sudo apt-get install {package}`.")
    return found


def _jars(cache: Path, version: str) -> Path:
    """The folder with the server's jars, fetched when it is missing."""
    lib = cache / "lib"
    if lib.is_dir():
        return lib
    mvn = _program("mvn", "maven")
    part = cache / f"lib.{os.getpid()}"  # renamed when complete, so that a broken download is never used
    part.mkdir(parents=True, exist_ok=True)
    goal = (_COPY, f"-Dneo4j.version={version}", "-DincludeScope=runtime", f"-DoutputDirectory={part}")
    done = subprocess.run(
        [mvn, "-q", "-B", "-f", str(_POM), *goal], capture_output=True, text=True, check=False
    )
    if done.returncode:
        shutil.rmtree(part, ignore_errors=True)
        reason = next(iter(done.stdout.strip().splitlines()), "Maven gave no reason")
        raise MissingPart(
            "Neo4j", f"its jars could not be fetched ({reason})", "Check the network, then try again."
        )
    part.rename(lib)
    return lib


def _password_file(folder: Path) -> Path:
    return folder / "password"


def new_password() -> str:
    """A password nobody guesses, of letters and digits alone: one that begins with - would be read as an option."""
    return secrets.token_hex(24)


def _password(folder: Path, java: str, jars: Path) -> str:
    """The password of this folder's server; made up before its first start."""
    kept = _password_file(folder)
    if kept.is_file():
        return kept.read_text(encoding="utf-8")
    password = new_password()
    command = [java, "-cp", f"{jars}/*", "org.neo4j.cli.AdminTool", "dbms", "set-initial-password", password]
    done = subprocess.run(command, env=_environment(folder), capture_output=True, text=True, check=False)
    if done.returncode:
        reason = next(iter(done.stderr.strip().splitlines()), "no reason given")
        raise StoreUnavailable(
            str(folder), f"the first password could not be set ({reason})", "Empty the folder."
        )
    with os.fdopen(os.open(kept, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600), "w", encoding="utf-8") as file:
        file.write(password)
    return password


def _environment(folder: Path) -> dict[str, str]:
    return {**os.environ, "NEO4J_HOME": str(folder.resolve()), "NEO4J_CONF": str(folder.resolve() / "conf")}


def _launch(folder: Path, java: str, jars: Path) -> int:
    home = folder.resolve()
    opened = [f"--add-opens={package}=ALL-UNNAMED" for package in _OPENED]
    heap = ["-Xms256m", "-Xmx1g"]
    where = [f"--home-dir={home}", f"--config-dir={home / 'conf'}"]
    main = "org.neo4j.server.CommunityEntryPoint"
    with (home / "logs" / "console.log").open("ab") as log:
        process = subprocess.Popen(
            [java, *heap, *opened, "-cp", f"{jars}/*", main, *where],
            env=_environment(folder),
            stdin=subprocess.DEVNULL,
            stdout=log,
            stderr=log,
            start_new_session=True,  # it goes on when this program ends
        )
    _children[process.pid] = process
    return process.pid


def _note(folder: Path, running: RunningServer) -> None:
    plain = {name: value for name, value in asdict(running).items() if name != "password"}
    (folder / "server.json").write_text(json.dumps(plain, sort_keys=True), encoding="utf-8")


def _wait_until_it_answers(folder: Path, running: RunningServer, port: int) -> None:
    deadline = time.monotonic() + _STARTING
    while time.monotonic() < deadline:
        if not _is_alive(running.pid):
            break
        if _speaks_bolt(port):
            return
        time.sleep(0.2)
    raise StoreUnavailable(
        str(folder), "the Neo4j server did not come up", f"Read {folder / 'logs' / 'console.log'}."
    )


def _speaks_bolt(port: int) -> bool:
    try:
        with socket.create_connection(("127.0.0.1", port), timeout=2) as line:
            line.sendall(_HELLO)
            chosen = line.recv(4)
    except OSError:
        return False
    return len(chosen) == 4 and any(chosen)


def _free_port() -> int:
    with socket.socket() as taken:
        taken.bind(("127.0.0.1", 0))
        return int(taken.getsockname()[1])


def _is_ours(pid: int, folder: Path) -> bool:
    """Whether the process is the server of this folder, and not another that got its number later."""
    if not _is_alive(pid):
        return False
    command = Path("/proc") / str(pid) / "cmdline"
    if not command.exists():
        return True
    return f"--home-dir={folder.resolve()}".encode() in command.read_bytes().split(b"\0")


def _is_alive(pid: int) -> bool:
    child = _children.get(pid)
    if child is not None:
        return child.poll() is None
    try:
        os.kill(pid, 0)
    except OSError:
        return False
    return True


def _ends(pid: int, seconds: float) -> bool:
    deadline = time.monotonic() + seconds
    while _is_alive(pid):
        if time.monotonic() > deadline:
            return False
        time.sleep(0.1)
    _children.pop(pid, None)
    return True
