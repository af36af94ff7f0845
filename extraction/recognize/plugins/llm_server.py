"""One question to an OpenAI-compatible address and what comes back; with the standard library alone."""

from __future__ import annotations

import http.client
import json
from collections.abc import Mapping
from dataclasses import dataclass
from email.message import Message
from time import monotonic
from typing import IO
from urllib.error import HTTPError, URLError
from urllib.parse import urlsplit
from urllib.request import HTTPRedirectHandler, OpenerDirector, ProxyHandler, Request, build_opener

from ontology.errors import BadInput

_MOST_BYTES = 2_000_000
_AGAIN = frozenset((408, 409, 425, 429))
_HERE = frozenset(("127.0.0.1", "localhost", "::1"))


@dataclass(frozen=True, slots=True, kw_only=True)
class Address:
    """A language model and where it is asked."""

    url: str  # up to and without /chat/completions, for instance http://127.0.0.1:8080/v1
    model: str
    key: str = ""
    timeout: float = 120.0  # seconds a server may be silent
    max_tokens: int = 2_048


@dataclass(frozen=True, slots=True, kw_only=True)
class Reply:
    """What a model answered."""

    content: str
    cut: bool  # whether it stopped for want of tokens
    prompt_tokens: int | None
    completion_tokens: int | None


class Unanswered(Exception):
    """A try that brought nothing and may be repeated; its text is the reason in two words."""


class Refused(BadInput):
    """A server that is there and will not answer what it was asked; another form of the question may help."""

    def __init__(self, place: str, reason: str, remedy: str, *, status: int) -> None:
        """Keep the status of HTTP beside the sentence."""
        super().__init__(place, reason, remedy)
        self.status = status


class _NoRedirect(HTTPRedirectHandler):
    """A key is not carried to another address."""

    def redirect_request(
        self, req: Request, fp: IO[bytes], code: int, msg: str, headers: Message, newurl: str
    ) -> None:
        """Follow nothing."""


def address_of(argument: str, *, key: str = "") -> Address:
    """The address in a setting of the form URL|MODEL.

    Raises:
        BadInput: for another form, or an address that is not http or https.
    """
    url, bar, model = (part.strip() for part in argument.partition("|"))
    try:
        parts = urlsplit(url)
        right = parts.scheme in ("http", "https") and bool(parts.hostname) and (parts.port or 1) > 0
    except ValueError:
        right = False
    if not right or not bar or not model:
        raise BadInput(
            argument or "plug-in llm",
            "this is no address of a language model",
            "Write llm:URL|MODEL, for instance llm:http://127.0.0.1:8080/v1|qwen.",
        )
    return Address(url=url.rstrip("/"), model=model, key=key)


def ask(address: Address, body: Mapping[str, object]) -> Reply:
    """Put one question.

    Raises:
        Unanswered: for what a second try may mend: silence, a busy or failing server, an answer that is no JSON.
        Refused: where the server is there and will not answer.
        BadInput: where nothing listens.
    """
    headers = {"Content-Type": "application/json"} | (
        {"Authorization": f"Bearer {address.key}"} if address.key else {}
    )
    data = json.dumps(body, ensure_ascii=False).encode("utf-8")
    request = Request(f"{address.url}/chat/completions", data=data, headers=headers, method="POST")
    try:
        with _opener(address.url).open(request, timeout=address.timeout) as answer:
            raw = _read(answer, until=monotonic() + address.timeout)
    except HTTPError as error:
        error.close()
        raise _refused(address, error.code) from None
    except TimeoutError:
        raise Unanswered("timeout") from None
    except URLError as error:
        raise _unreached(address, error.reason) from None
    except (http.client.HTTPException, OSError):
        raise Unanswered("broken connection") from None
    return _reply(raw)


def _read(answer: http.client.HTTPResponse, *, until: float) -> bytes:
    """The whole answer, if it comes in time: one byte now and then keeps a connection awake, not us."""
    parts: list[bytes] = []
    size = 0
    while part := answer.read1(65_536):
        parts.append(part)
        size += len(part)
        if size > _MOST_BYTES:
            raise Unanswered("endless answer")
        if monotonic() > until:
            raise Unanswered("timeout")
    return b"".join(parts)


def _opener(url: str) -> OpenerDirector:
    here = urlsplit(url).hostname in _HERE  # a proxy has no way to this machine
    return build_opener(_NoRedirect(), *([ProxyHandler({})] if here else []))


def _refused(address: Address, status: int) -> Exception:
    if status >= 500 or status in _AGAIN:
        return Unanswered(f"HTTP {status}")
    remedies = {401: "Give the right key in DANGMAI_LLM_KEY.", 403: "Give the right key in DANGMAI_LLM_KEY."}
    remedy = remedies.get(status, "Correct the address or the model's name in the settings.")
    said = f"the language model's server refuses with HTTP {status}"
    return Refused(address.url, said, remedy, status=status)


def _unreached(address: Address, reason: object) -> Exception:
    if isinstance(reason, TimeoutError):
        return Unanswered("timeout")
    if isinstance(reason, ConnectionResetError):
        return Unanswered("broken connection")
    return BadInput(
        address.url, f"no language model answers there ({reason})", "Start its server or correct the address."
    )


def _reply(raw: bytes) -> Reply:
    try:
        answer = json.loads(raw.decode("utf-8"))
        choice = answer["choices"][0]
        content, reason = choice["message"]["content"], choice.get("finish_reason")
    except (ValueError, RecursionError, KeyError, IndexError, TypeError, AttributeError):
        raise Unanswered("no JSON") from None
    if not isinstance(content, str):
        raise Unanswered("no text")
    usage = answer.get("usage")
    usage = usage if isinstance(usage, dict) else {}
    return Reply(
        content=content,
        cut=reason == "length",
        prompt_tokens=_number(usage.get("prompt_tokens")),
        completion_tokens=_number(usage.get("completion_tokens")),
    )


def _number(value: object) -> int | None:
    return value if isinstance(value, int) and not isinstance(value, bool) and value >= 0 else None
