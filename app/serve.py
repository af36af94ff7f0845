"""Starting the staff app: Streamlit on 127.0.0.1, and waiting until it answers."""

from __future__ import annotations

import os
import socket
import subprocess
import sys
import time
import urllib.error
import urllib.request
from pathlib import Path

from app.workspace import Workspace
from ontology.errors import ArchiveError, BadInput

MAIN = Path(__file__).resolve().parent / "main.py"
HOST = "127.0.0.1"
TRIES = 50
"""How many ports after the wished one are tried."""


def free_port(wished: int) -> int:
    """The wished port, or the next one that nobody listens on."""
    if not 0 < wished < 65536:
        raise BadInput(f"port {wished}", "there is no such port", "Choose one from 1024 to 65535.")
    for port in range(wished, min(wished + TRIES, 65536)):
        with socket.socket(socket.AF_INET, socket.SOCK_STREAM) as probe:
            probe.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
            try:
                probe.bind((HOST, port))
            except OSError:
                continue
            return port
    raise ArchiveError(f"{HOST}:{wished}", "no free port near this one", "Choose another with --port.")


def start(workspace: Workspace, *, port: int) -> subprocess.Popen[bytes]:
    """Start the app for a workspace; it listens on this machine alone."""
    command = [sys.executable, "-m", "streamlit", "run", str(MAIN)]
    flags = [f"--server.port={port}", f"--server.address={HOST}", "--server.headless=true"]
    surroundings = {**os.environ, "DANGMAI_WORKSPACE": str(workspace.folder.resolve())}
    return subprocess.Popen([*command, *flags], env=surroundings, stdout=subprocess.DEVNULL)


def wait_until_serving(process: subprocess.Popen[bytes], *, port: int, seconds: float = 60.0) -> str:
    """The app's address as soon as it answers.

    Raises:
        ArchiveError: when it ends or does not answer in time.
    """
    address = f"http://{HOST}:{port}"
    deadline = time.monotonic() + seconds
    while time.monotonic() < deadline and process.poll() is None:
        try:
            with urllib.request.urlopen(f"{address}/_stcore/health", timeout=2) as answer:
                if answer.status == 200:
                    return address
        except (urllib.error.URLError, ConnectionError, TimeoutError):
            time.sleep(0.1)
    process.terminate()
    process.wait(timeout=10)
    raise ArchiveError(address, "the app did not start", "Read its message above; try another --port.")
