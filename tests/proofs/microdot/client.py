"""Microdot's own server, given what a connection would bring; no port is opened.

https://microdot.readthedocs.io/en/latest/api/core_api.html ; a fixture that starts its server is not
read any further, as it would not be under a real one.
"""

from __future__ import annotations

import asyncio
from collections.abc import Iterator, Mapping
from contextlib import ExitStack, contextmanager
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any
from unittest import mock

import microdot
from microdot.websocket import WebSocket

from tests.proofs.harness import loaded


class _Started(Exception):
    def __init__(self, app: Any) -> None:
        self.app = app


def _start(app: Any, *args: object, **options: object) -> None:
    raise _Started(app)


class _Writer:
    def __init__(self) -> None:
        self.sent = b""

    def get_extra_info(self, name: str) -> tuple[str, int]:
        return ("127.0.0.1", 1234)

    async def awrite(self, data: bytes) -> None:
        self.sent += data

    async def aclose(self) -> None:
        pass


@dataclass(frozen=True)
class Answer:
    status: int
    text: str
    headers: Mapping[str, str] = field(default_factory=dict)


class Client:
    def __init__(self, app: Any, module: Any) -> None:
        self.app = app
        self.module = module

    def talk(self, sent: bytes) -> bytes:
        """What comes back for these bytes; raises what breaks the connection."""
        return asyncio.run(self.answered(sent))

    async def answered(self, sent: bytes) -> bytes:
        """The same, on a loop that runs already."""
        reader, writer = asyncio.StreamReader(), _Writer()
        reader.feed_data(sent)
        reader.feed_eof()
        await self.app.handle_request(reader, writer)
        return writer.sent

    async def status(self, path: str) -> int:
        """The status of an answer, on a loop that runs already."""
        sent = await self.answered(f"GET {path} HTTP/1.0\r\nHost: testserver\r\n\r\n".encode())
        return int(sent.split()[1])

    def raw(self, request: bytes) -> Answer | str:
        """The answer to these bytes, or the exception with which the connection breaks."""
        try:
            head, _, body = self.talk(request).partition(b"\r\n\r\n")
        except Exception as error:
            return type(error).__name__
        first, *lines = head.decode().split("\r\n")
        headers = dict(line.split(": ", 1) for line in lines)
        return Answer(int(first.split()[1]), body.decode(), headers)

    def request(
        self,
        method: str,
        path: str,
        headers: Mapping[str, str] | None = None,
        body: bytes | None = None,
    ) -> Answer:
        """One request; a body is announced with its length. Raises AssertionError when the
        connection breaks."""
        sent = {"Host": "testserver", **(headers or {})}
        if body is not None:
            sent["Content-Length"] = str(len(body))
        lines = [f"{method} {path} HTTP/1.0", *(f"{k}: {v}" for k, v in sent.items()), "", ""]
        found = self.raw("\r\n".join(lines).encode() + (body or b""))
        assert isinstance(found, Answer), found
        return found

    def get(self, path: str, headers: Mapping[str, str] | None = None) -> Answer:
        return self.request("GET", path, headers)

    def post(
        self, path: str, headers: Mapping[str, str] | None = None, body: bytes | None = None
    ) -> Answer:
        return self.request("POST", path, headers, body)

    def websocket(
        self, path: str, messages: list[str], headers: Mapping[str, str] | None = None
    ) -> list[str]:
        """What a client receives that sends these messages whatever it is told; "closed" where the
        server closes the connection."""
        handshake = {
            "Upgrade": "websocket",
            "Connection": "Upgrade",
            "Sec-WebSocket-Key": "dGhlIHNhbXBsZSBub25jZQ==",
            **(headers or {}),
        }
        lines = [f"GET {path} HTTP/1.1", *(f"{k}: {v}" for k, v in handshake.items()), "", ""]
        frames = [WebSocket._encode_websocket_frame(WebSocket.TEXT, text) for text in messages]
        sent = "\r\n".join(lines).encode() + b"".join(map(bytes, frames))
        _, _, received = self.talk(sent).partition(b"\r\n\r\n")
        heard = []
        while received:
            kind, length = received[0] & 15, received[1]
            heard.append("closed" if kind == WebSocket.CLOSE else received[2 : 2 + length].decode())
            received = received[2 + length :]
        return heard


@contextmanager
def client(path: Path) -> Iterator[Client]:
    with ExitStack() as stack:
        stack.enter_context(mock.patch.object(microdot.Microdot, "run", _start))
        for name in ("max_content_length", "max_body_length"):
            value = getattr(microdot.Request, name)
            stack.enter_context(mock.patch.object(microdot.Request, name, value))
        stack.enter_context(mock.patch("microdot.microdot.print_exception"))
        try:
            module: Any = stack.enter_context(loaded(path))
            app = module.app
        except _Started as started:
            app, module = started.app, None
        yield Client(app, module)
