"""RL403 under Tornado: an application keeps the limit as a setting that nothing reads; a server that
is given a text drops every request with a body."""

from __future__ import annotations

import asyncio
import http.client
from typing import Any

from tests.proofs.harness import Proof
from tests.proofs.tornado.client import Client


def probe(client: Client) -> dict[str, object]:
    return {
        "small": client.seen("/parcels", "POST", body=b"x" * 10),
        "large": client.seen("/parcels", "POST", body=b"x" * 2000),
    }


def limited_server(client: Client) -> dict[str, object]:
    """The server of `main()`, with the limit that it is given, on a port of its own."""
    import tornado.httpserver
    import tornado.testing

    made: dict[str, Any] = {}

    class Server(tornado.httpserver.HTTPServer):
        def listen(self, port: int, *args: Any, **kwargs: Any) -> None:
            listener, made["port"] = tornado.testing.bind_unused_port()
            self.add_sockets([listener])
            made["server"] = self

    async def start() -> None:
        client.module.HTTPServer = Server
        for name in ("cards", "annex"):
            getattr(client.module, name, client.module.cards).listen = lambda *args, **kwargs: None
        client.module.main()

    async def stop() -> None:
        made["server"].stop()
        await made["server"].close_all_connections()

    asyncio.run_coroutine_threadsafe(start(), client.loop).result(10)
    try:
        found: dict[str, object] = {}
        for name, size in (("small", 10), ("large", 2000)):
            connection = http.client.HTTPConnection("127.0.0.1", made["port"], timeout=3)
            try:
                connection.request("POST", "/letters", b"x" * size)
                found[name] = connection.getresponse().status
            except (http.client.HTTPException, OSError):
                found[name] = "dropped"
            finally:
                connection.close()
        return found
    finally:
        asyncio.run_coroutine_threadsafe(stop(), client.loop).result(10)


PROOFS = [
    Proof(
        probe=probe,
        bad={"small": (200, "10 bytes"), "large": (200, "2000 bytes")},
        good={"small": (200, "10 bytes"), "large": (400, "")},
    ),
    Proof(
        probe=limited_server,
        bad={"small": "dropped", "large": "dropped"},
        good={"small": 200, "large": 400},
        fixed={"small": 200, "large": 400},
    ),
]
