"""Whether the event loop stands still while a request is answered: a heart beats on it."""

from __future__ import annotations

import asyncio
import http.server
import os
import threading
import time
from collections.abc import Awaitable, Callable, Iterable, Iterator, Mapping
from contextlib import contextmanager
from typing import Any

STALLS, GOES_ON = "stalls", "goes on"
_BEAT = 0.005
#: What blocks in a fixture takes 50 ticks and more.
_MANY = 15


class Heart:
    """Beats on a loop while a clock ticks in a thread. Ticks are what time is measured in: a machine
    with too much to do holds up both. `longest` is the largest number of them between two beats."""

    def __init__(self) -> None:
        self.longest = 0
        self._ticks = 0
        self._stopped = False
        self._clock = threading.Thread(target=self._tick, daemon=True)
        self._clock.start()

    def _tick(self) -> None:
        while not self._stopped:
            time.sleep(_BEAT)
            self._ticks += 1

    async def beat(self) -> None:
        last = self._ticks
        while not self._stopped:
            await asyncio.sleep(_BEAT)
            self.longest = max(self.longest, self._ticks - last)
            last = self._ticks

    def stop(self) -> None:
        self._stopped = True

    @property
    def verdict(self) -> str:
        return STALLS if self.longest > _MANY else GOES_ON


@contextmanager
def listening(loop: asyncio.AbstractEventLoop) -> Iterator[Heart]:
    """A heart on a loop that runs in another thread."""
    heart = Heart()
    beating = asyncio.run_coroutine_threadsafe(heart.beat(), loop)
    time.sleep(4 * _BEAT)
    try:
        yield heart
    finally:
        time.sleep(4 * _BEAT)
        heart.stop()
        beating.result(10)


async def watched(send: Callable[[], Awaitable[int]]) -> tuple[int, str]:
    """The status that `send` gives, and whether the loop that it runs on went on meanwhile."""
    heart = Heart()
    beating = asyncio.create_task(heart.beat())
    await asyncio.sleep(2 * _BEAT)
    status = await send()
    await asyncio.sleep(4 * _BEAT)
    heart.stop()
    await beating
    return status, heart.verdict


def of_asgi(
    app: Any, requests: Mapping[str, str] | Iterable[str], **options: Any
) -> dict[str, object]:
    """Status and verdict for paths of an ASGI application, or for labels -> "METHOD /path"."""
    import httpx

    named = dict(requests) if isinstance(requests, Mapping) else {path: path for path in requests}

    async def all_of_them() -> dict[str, object]:
        transport = httpx.ASGITransport(app=app, raise_app_exceptions=False)
        found: dict[str, object] = {}
        async with httpx.AsyncClient(transport=transport, base_url="http://test") as client:
            for label, request in named.items():
                method, _, path = request.rpartition(" ")

                async def send(method: str = method or "GET", path: str = path) -> int:
                    given = options if method in ("POST", "PUT") else {}
                    return (await client.request(method, path, timeout=20, **given)).status_code

                found[label] = await watched(send)
        return found

    return asyncio.run(all_of_them())


@contextmanager
def slow_server(variable: str = "UPSTREAM", seconds: float = 0.25) -> Iterator[None]:
    """A server that takes its time; its URL is in the environment."""

    class Slow(http.server.BaseHTTPRequestHandler):
        def do_GET(self) -> None:
            time.sleep(seconds)
            self.send_response(200)
            self.send_header("Content-Length", "2")
            self.end_headers()
            self.wfile.write(b"{}")

        do_POST = do_GET

        def log_message(self, *args: object) -> None:
            pass

    server = http.server.ThreadingHTTPServer(("127.0.0.1", 0), Slow)
    thread = threading.Thread(target=server.serve_forever, daemon=True)
    thread.start()
    os.environ[variable] = f"http://127.0.0.1:{server.server_port}/"
    try:
        yield
    finally:
        del os.environ[variable]
        server.shutdown()
        thread.join(5)
        server.server_close()
