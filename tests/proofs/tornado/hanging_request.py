"""RL105 under Tornado: a method that says nothing is finished for it, with nothing in the answer. Where a
method leaves its answer open, its client waits until somebody finishes it."""

from __future__ import annotations

from pathlib import Path
from typing import Any
from unittest import mock

import tornado.web

from tests.proofs.harness import Proof
from tests.proofs.tornado.client import Client, client


def probe(server: Client) -> dict[str, object]:
    found: dict[str, object] = {}
    for path in ("/books/9", "/search", "/shelves/top"):
        answer = server.ask(path)
        found[path] = (answer.status, "" if answer.text.startswith("<html>") else answer.text)
    server.timeout = 0.5
    for method, path in (
        ("GET", "/records/9"),
        ("GET", "/records/1"),
        ("POST", "/loans/9"),
        ("POST", "/loans/2"),
        ("POST", "/reservations/9"),
        ("POST", "/reservations/2"),
        ("POST", "/returns/9"),
        ("POST", "/returns/2"),
    ):
        answer = server.ask(path, method, "" if method == "POST" else None)
        found[path] = answer.error or answer.status
    return found


def asynchronous(method: Any) -> Any:
    """What Tornado 5 does to a plain method: https://www.tornadoweb.org/en/branch5.1/web.html"""

    def wrapper(self: Any, *args: Any) -> None:
        self._auto_finish = False
        method(self, *args)

    return wrapper


def legacy(path: Path) -> dict[str, object]:
    found: dict[str, object] = {}
    with (
        mock.patch.object(tornado.web, "asynchronous", asynchronous, create=True),
        client(path) as server,
    ):
        server.timeout = 0.5
        for number in "129":
            answer = server.ask(f"/titles/{number}")
            found[number] = answer.error or answer.status
    return found


PROOFS = [
    Proof(
        probe=probe,
        bad={
            "/books/9": (200, ""),
            "/search": (200, ""),
            "/shelves/top": (200, ""),
            "/records/9": "TimeoutError",
            "/records/1": 200,
            "/loans/9": "TimeoutError",
            "/loans/2": 200,
            "/reservations/9": "TimeoutError",
            "/reservations/2": 200,
            "/returns/9": "TimeoutError",
            "/returns/2": 200,
        },
        good={
            "/books/9": (404, ""),
            "/search": (204, ""),
            "/shelves/top": (404, ""),
            "/records/9": 404,
            "/records/1": 200,
            "/loans/9": 200,
            "/loans/2": 200,
            "/reservations/9": 200,
            "/reservations/2": 200,
            "/returns/9": 404,
            "/returns/2": 200,
        },
    ),
    Proof(
        fixture="bad_legacy.py",
        probe=legacy,
        loads=False,
        bad={"1": 200, "2": "TimeoutError", "9": 404},
        good={"1": 200, "2": 200, "9": 404},
    ),
]
