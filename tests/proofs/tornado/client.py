"""A Tornado server on a loopback port, with its loop in a thread of its own."""

from __future__ import annotations

import asyncio
import http.client
import logging
import threading
from collections.abc import Callable, Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from types import ModuleType
from typing import Any

from tests.proofs.harness import loaded


@dataclass
class Answer:
    """`text` is the body; `error` tells why there is none ("" when there is an answer)."""

    status: int
    text: str
    headers: Mapping[str, str]
    error: str = ""


@dataclass
class Client:
    """Asks the application of a fixture, one connection for each request; redirects are answers."""

    module: ModuleType
    port: int
    loop: asyncio.AbstractEventLoop
    timeout: float = 3

    def ask(
        self, path: str, method: str = "GET", body: bytes | str | None = None, **headers: str
    ) -> Answer:
        """Keywords are headers, with `_` for `-`. A status of 0 means that nothing came back."""
        sent = {name.replace("_", "-"): value for name, value in headers.items()}
        connection = http.client.HTTPConnection("127.0.0.1", self.port, timeout=self.timeout)
        try:
            connection.request(method, path, body, sent)
            response = connection.getresponse()
            try:
                text = response.read().decode()
            except (http.client.HTTPException, OSError) as error:
                return Answer(response.status, "", dict(response.headers), type(error).__name__)
            return Answer(response.status, text, dict(response.headers))
        except (http.client.HTTPException, OSError) as error:
            return Answer(0, "", {}, type(error).__name__)
        finally:
            connection.close()

    def seen(self, path: str, method: str = "GET", **rest: Any) -> tuple[int, str]:
        """Status and body."""
        answer = self.ask(path, method, **rest)
        return answer.status, answer.text

    def settle(self) -> None:
        """Waits for what handlers do after their answer."""
        asyncio.run_coroutine_threadsafe(asyncio.sleep(0.02), self.loop).result(10)

    def in_loop(self, call: Callable[[], Any]) -> Any:
        """What the coroutine function `call` gives, run in the server's loop."""
        return asyncio.run_coroutine_threadsafe(call(), self.loop).result(10)


@contextmanager
def client(path: Path) -> Iterator[Client]:
    """A fixture may set the arguments of its HTTP server in `SERVER_OPTIONS`."""
    import tornado.httpserver
    import tornado.testing

    for name in ("tornado.access", "tornado.application", "tornado.general"):
        logging.getLogger(name).setLevel(logging.CRITICAL + 1)
    loop = asyncio.new_event_loop()
    thread = threading.Thread(target=loop.run_forever, daemon=True)
    thread.start()
    try:
        with loaded(path) as module:

            async def start() -> tuple[Any, int]:
                server = tornado.httpserver.HTTPServer(
                    module.app, **getattr(module, "SERVER_OPTIONS", {})
                )
                listener, port = tornado.testing.bind_unused_port()
                server.add_sockets([listener])
                return server, port

            server, port = asyncio.run_coroutine_threadsafe(start(), loop).result(10)
            try:
                yield Client(module, port, loop)
            finally:

                async def stop() -> None:
                    server.stop()
                    await server.close_all_connections()

                asyncio.run_coroutine_threadsafe(stop(), loop).result(10)
    finally:
        loop.call_soon_threadsafe(loop.stop)
        thread.join(5)
        loop.close()
