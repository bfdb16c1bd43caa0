"""A WSGI application below the handler of `wsgiref`, which is strict about the protocol."""

from __future__ import annotations

import io
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any
from wsgiref.handlers import SimpleHandler
from wsgiref.util import setup_testing_defaults

from tests.proofs.harness import loaded


class Client:
    """Asks the application `app` of a fixture; `module` is the fixture."""

    def __init__(self, module: Any) -> None:
        self.module = module

    def ask(
        self, path: str, method: str = "GET", body: bytes = b"", **headers: str
    ) -> tuple[int, dict[str, str], bytes]:
        """Status, headers (their last values) and body of what a client gets."""
        environ: dict[str, Any] = {"PATH_INFO": path, "REQUEST_METHOD": method}
        environ.update((f"HTTP_{name.upper()}", value) for name, value in headers.items())
        setup_testing_defaults(environ)
        if body:
            environ["CONTENT_LENGTH"] = str(len(body))
        sent = io.BytesIO()
        handler = SimpleHandler(
            io.BytesIO(body), sent, io.StringIO(), environ, multithread=False, multiprocess=False
        )
        handler.run(self.module.app)
        head, _, content = sent.getvalue().partition(b"\r\n\r\n")
        lines = head.decode("latin-1").split("\r\n")
        named = dict(line.split(": ", 1) for line in lines[1:] if ": " in line)
        return int(lines[0].split()[1]), named, content

    def seen(self, path: str, method: str = "GET", **headers: str) -> tuple[int, str]:
        """Status and body; that of a failure is what the server says."""
        status, _, body = self.ask(path, method, **headers)
        return status, body.decode()


@contextmanager
def client(path: Path) -> Iterator[Client]:
    with loaded(path) as module:
        yield Client(module)
