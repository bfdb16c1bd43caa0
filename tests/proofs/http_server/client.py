"""A server of the standard library on a loopback port; what it writes is read as it stands."""

from __future__ import annotations

import re
import socket
import threading
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from http.server import ThreadingHTTPServer
from pathlib import Path
from types import ModuleType
from typing import Any

from tests.proofs.harness import loaded

_CHANGING = re.compile(r"^(?:Server|Date): .*\n", re.MULTILINE)


@dataclass
class Client:
    """Asks the `Handler` of a fixture, one connection for each request."""

    module: ModuleType
    port: int
    timeout: float = 1

    def wire(self, path: str, method: str = "GET", body: bytes = b"", **headers: str) -> str:
        """All that comes back until the server closes, without what changes, with plain line ends;
        "waiting" when it does not close. Keywords are headers, with `_` for `-`."""
        lines = [f"{method} {path} HTTP/1.0"]
        lines += [f"{name.replace('_', '-')}: {value}" for name, value in headers.items()]
        if body:
            lines.append(f"Content-Length: {len(body)}")
        received = b""
        with socket.create_connection(("127.0.0.1", self.port), timeout=self.timeout) as connection:
            connection.sendall("\r\n".join([*lines, "", ""]).encode() + body)
            try:
                while piece := connection.recv(65536):
                    received += piece
            except TimeoutError:
                return "waiting"
            except OSError:
                pass
        return _CHANGING.sub("", received.decode().replace("\r\n", "\n"))

    def answers(self, path: str, method: str = "GET", **rest: Any) -> tuple[list[int], str]:
        """The statuses on the wire, and what follows the last headers."""
        text = self.wire(path, method, **rest)
        statuses = [int(code) for code in re.findall(r"HTTP/1\.[01] (\d{3}) ", text)]
        return statuses, text.rpartition("\n\n")[2]


@contextmanager
def client(path: Path) -> Iterator[Client]:
    with loaded(path) as module:
        server = ThreadingHTTPServer(("127.0.0.1", 0), module.Handler)
        server.handle_error = lambda request, address: None  # type: ignore[method-assign]
        server.daemon_threads = True
        thread = threading.Thread(target=server.serve_forever, args=(0.02,), daemon=True)
        thread.start()
        try:
            yield Client(module, server.server_address[1])
        finally:
            server.shutdown()
            server.server_close()
            thread.join(5)
