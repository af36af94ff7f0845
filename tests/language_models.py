"""A language model's server on this machine, for tests: well-behaved, or misbehaving in every way we know of."""

from __future__ import annotations

import json
import threading
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from typing import Any

Answering = Callable[["Server", BaseHTTPRequestHandler, dict[str, Any]], None]


@dataclass
class Server:
    """A server of one behaviour, or of several in turn; the last one stays."""

    behaviours: list[Answering]
    asked: list[dict[str, Any]] = field(default_factory=list)
    keys: list[str | None] = field(default_factory=list)
    url: str = ""

    def next(self) -> Answering:
        """What this question meets."""
        return self.behaviours.pop(0) if len(self.behaviours) > 1 else self.behaviours[0]


@contextmanager
def servers() -> Iterator[Callable[..., Server]]:
    """Starts servers on this machine and stops them at the end."""
    running: list[ThreadingHTTPServer] = []

    def start(*behaviours: Answering) -> Server:
        server = Server(behaviours=list(behaviours))

        class Handler(BaseHTTPRequestHandler):
            def do_POST(self) -> None:
                length = int(self.headers["Content-Length"])
                body = json.loads(self.rfile.read(length))
                server.asked.append({"path": self.path, **body})
                server.keys.append(self.headers.get("Authorization"))
                server.next()(server, self, body)

            def log_message(self, *_: object) -> None:
                pass

        http = ThreadingHTTPServer(("127.0.0.1", 0), Handler)
        http.daemon_threads = True
        running.append(http)
        threading.Thread(target=http.serve_forever, kwargs={"poll_interval": 0.02}, daemon=True).start()
        server.url = f"http://127.0.0.1:{http.server_port}/v1"
        return server

    try:
        yield start
    finally:
        for http in running:
            http.shutdown()
            http.server_close()


def send(handler: BaseHTTPRequestHandler, raw: bytes, *, status: int = 200) -> None:
    """Send bytes as they are."""
    handler.send_response(status)
    handler.send_header("Content-Length", str(len(raw)))
    handler.end_headers()
    handler.wfile.write(raw)


def says(content: object, *, reason: str = "stop", usage: object = None) -> Answering:
    """A well-formed reply with this content."""
    reply = {"choices": [{"message": {"role": "assistant", "content": content}, "finish_reason": reason}]}
    raw = json.dumps(reply | ({"usage": usage} if usage is not None else {})).encode()
    return lambda _server, handler, _body: send(handler, raw)


def raw(content: bytes, *, status: int = 200) -> Answering:
    """These bytes and nothing else."""
    return lambda _server, handler, _body: send(handler, content, status=status)


def sleepy(_server: Server, handler: BaseHTTPRequestHandler, _body: dict[str, Any]) -> None:
    """Says nothing until the other side has gone."""
    time.sleep(0.6)


def dribbling(_server: Server, handler: BaseHTTPRequestHandler, _body: dict[str, Any]) -> None:
    """Sends a blank now and then, so that the line is never silent."""
    handler.send_response(200)
    handler.end_headers()
    for _ in range(12):
        handler.wfile.write(b" ")
        handler.wfile.flush()
        time.sleep(0.05)


def breaking_off(_server: Server, handler: BaseHTTPRequestHandler, _body: dict[str, Any]) -> None:
    """Promises more than it sends."""
    handler.send_response(200)
    handler.send_header("Content-Length", "5000")
    handler.end_headers()
    handler.wfile.write(b'{"choices": [')
    handler.close_connection = True


def hanging_up(_server: Server, handler: BaseHTTPRequestHandler, _body: dict[str, Any]) -> None:
    """Closes the line without a word."""
    handler.close_connection = True
