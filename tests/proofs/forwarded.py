"""What a client and one proxy, which adds the address that it sees, write into headers; and servers
as the `start()` of a fixture would run them."""

from __future__ import annotations

import http.client
import socket
import threading
import time
from types import ModuleType
from typing import Any
from unittest import mock

#: The client says that it is in the office; the proxy sees where it is.
SPOOFED = {
    "X-Forwarded-For": "10.0.0.1, 93.184.216.34",
    "X-Forwarded-Host": "evil.example",
}
EVIL = "evil.example"


def _status(port: int) -> int:
    """What a client without any proxy gets, which says where it likes to be."""
    connection = http.client.HTTPConnection("127.0.0.1", port, timeout=5)
    try:
        connection.request("GET", "/drafts", headers={"X-Forwarded-For": "10.0.0.1"})
        return connection.getresponse().status
    finally:
        connection.close()


def under_waitress(module: ModuleType) -> int:
    """The status of `/drafts` for a client that says that it is in the office."""
    import waitress

    found: list[int] = []

    def serve(app: Any, **options: Any) -> None:
        server = waitress.create_server(app, **{**options, "host": "127.0.0.1", "port": 0})
        answered = threading.Event()

        def run() -> None:
            while not answered.is_set():
                server.asyncore.loop(timeout=0.02, map=server._map, count=1)

        thread = threading.Thread(target=run, daemon=True)
        thread.start()
        found.append(_status(int(server.effective_port)))
        answered.set()
        thread.join(5)
        server.task_dispatcher.shutdown()
        server.close()

    with mock.patch("waitress.serve", serve):
        if hasattr(module, "serve"):
            module.serve = serve
        module.start()
    return found[0]


def under_uvicorn(module: ModuleType) -> int:
    """The same under uvicorn."""
    import uvicorn

    found: list[int] = []

    def run(app: Any, **options: Any) -> None:
        options.pop("port", None)
        with socket.socket() as listener:
            listener.bind(("127.0.0.1", 0))
            server = uvicorn.Server(uvicorn.Config(app, log_level="critical", **options))
            thread = threading.Thread(
                target=server.run, kwargs={"sockets": [listener]}, daemon=True
            )
            thread.start()
            deadline = time.monotonic() + 10
            while not server.started and time.monotonic() < deadline:
                time.sleep(0.005)
            found.append(_status(listener.getsockname()[1]))
            server.should_exit = True
            thread.join(5)

    with mock.patch("uvicorn.run", run):
        module.start()
    return found[0]
