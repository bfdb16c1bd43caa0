"""Sanic's own server on a loopback port, in a thread, asked by HTTPX."""

from __future__ import annotations

import asyncio
import logging
import socket
import threading
import time
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from types import ModuleType
from typing import Any

import httpx
from sanic import Sanic
from websockets.exceptions import ConnectionClosed, InvalidStatus
from websockets.sync.client import connect

from tests.proofs.harness import loaded

_LOGGERS = ("sanic.root", "sanic.error", "sanic.access", "sanic.server", "sanic.websockets")


class Client(httpx.Client):
    """Redirects are answers. `module` is the fixture's, `loop` the server's."""

    def __init__(self, module: ModuleType, port: int, loop: asyncio.AbstractEventLoop) -> None:
        # A connection for each request: Sanic closes those of which it has refused the body.
        super().__init__(
            base_url=f"http://127.0.0.1:{port}",
            timeout=10,
            limits=httpx.Limits(max_keepalive_connections=0),
        )
        self.module = module
        self.port = port
        self.loop = loop

    def seen(self, path: str, method: str = "GET", **headers: str) -> tuple[int, str]:
        """Status and body; what Sanic makes of exceptions is cut down to its message. Keywords are
        headers, with `_` for `-`. A status of 0 means that nothing came back."""
        sent = {name.replace("_", "-"): value for name, value in headers.items()}
        try:
            response = self.request(method, path, headers=sent)
        except httpx.HTTPError as error:
            return 0, type(error).__name__
        text = response.text
        if '"description":' in text and '"message":' in text:
            text = str(response.json()["message"])
        if text.startswith("⚠"):
            text = text.strip().splitlines()[-1]
        return response.status_code, text.strip()

    def talk(self, path: str) -> list[object]:
        """What a WebSocket receives, and the code with which it is closed."""
        found: list[object] = []
        try:
            with connect(f"ws://127.0.0.1:{self.port}{path}", open_timeout=5) as websocket:
                while len(found) < 5:
                    found.append(websocket.recv(timeout=5))
        except ConnectionClosed as closed:
            found.append(None if closed.rcvd is None else closed.rcvd.code)
        except InvalidStatus as refused:
            found.append(refused.response.status_code)
        return found

    def settle(self) -> None:
        """Waits for what handlers do after their answer."""
        time.sleep(0.05)


@contextmanager
def client(path: Path) -> Iterator[Client]:
    """Raises what the fixture raises while it is imported, or when its application starts."""
    Sanic.test_mode = True
    known = dict(Sanic._app_registry)
    loop = asyncio.new_event_loop()
    thread = threading.Thread(target=loop.run_forever, daemon=True)
    thread.start()
    try:
        with loaded(path) as module, socket.socket() as listener:
            listener.bind(("127.0.0.1", 0))

            for name in _LOGGERS:
                logging.getLogger(name).setLevel(logging.CRITICAL + 1)

            async def start() -> Any:
                server = await module.app.create_server(
                    sock=listener, return_asyncio_server=True, access_log=False
                )
                await server.startup()
                await server.before_start()
                await server.after_start()
                await server.start_serving()
                return server

            server = asyncio.run_coroutine_threadsafe(start(), loop).result(10)
            try:
                with Client(module, listener.getsockname()[1], loop) as found:
                    yield found
            finally:

                async def stop() -> None:
                    await server.before_stop()
                    await server.close()
                    for connection in list(server.connections):
                        connection.abort()
                    await server.after_stop()

                asyncio.run_coroutine_threadsafe(stop(), loop).result(10)
    finally:
        loop.call_soon_threadsafe(loop.stop)
        thread.join(5)
        loop.close()
        Sanic._app_registry.clear()
        Sanic._app_registry.update(known)
