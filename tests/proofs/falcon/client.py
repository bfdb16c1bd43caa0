"""Falcon's own test client, which serves WSGI and ASGI applications."""

from __future__ import annotations

import io
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from types import ModuleType
from typing import Any

from falcon import testing

from tests.proofs.harness import loaded


@dataclass
class Client:
    """Asks the application of a fixture; `module` is the fixture itself."""

    module: ModuleType

    def ask(self, path: str, method: str = "GET", **rest: Any) -> testing.Result:
        """What the client gets; `rest` goes to `falcon.testing.simulate_request`."""
        app = self.module.app
        if not app._ASGI:
            rest["wsgierrors"] = io.StringIO()
        return testing.simulate_request(app, method, path, **rest)

    def seen(self, path: str, method: str = "GET", **rest: Any) -> tuple[int, str]:
        """Status and body; the body of Falcon's own error documents is left out."""
        answer = self.ask(path, method, **rest)
        text = answer.text
        return answer.status_code, "" if text.startswith('{"title": "') else text


@contextmanager
def client(path: Path) -> Iterator[Client]:
    with loaded(path) as module:
        yield Client(module)
