"""RL102 in raw ASGI: the second response never arrives, but the work for it is done."""

from __future__ import annotations

from typing import Any

import httpx
from starlette.testclient import TestClient
from websockets.exceptions import InvalidStatus
from websockets.sync.client import connect

from tests.proofs.harness import Proof, serve


def ask(url: str, method: str) -> object:
    try:
        response = httpx.request(method, url)
    except httpx.HTTPError as exc:
        return type(exc).__name__
    return response.status_code, response.text


def feed(url: str) -> object:
    try:
        with connect(url.replace("http", "ws", 1)) as websocket:
            return websocket.recv()
    except InvalidStatus as exc:
        return exc.response.status_code


def probe(client: TestClient) -> dict[str, object]:
    app: Any = client.app
    work = app.__globals__["WORK"]
    found: dict[str, object] = {}
    # The application works on after the client has its answer: the end of the server awaits it.
    for label, method, path in (
        ("report", "GET", "/report"),
        ("archive", "POST", "/archive"),
        ("summary", "GET", "/summary"),
        ("export", "GET", "/export?format=pdf"),
    ):
        work.clear()
        with serve(app) as url:
            seen = ask(url + path, method)
        found[label] = (seen, list(work))
    work.clear()
    with serve(app) as url:
        seen = feed(url + "/feed")
    found["feed"] = (seen, list(work))
    return found


PROOFS = [
    Proof(
        probe=probe,
        bad={
            "report": ((403, "denied"), ["report"]),
            "archive": ((405, "read-only"), ["archive"]),
            "summary": ((403, "denied"), ["summary"]),
            "export": ("RemoteProtocolError", ["export"]),
            "feed": (403, ["feed"]),
        },
        good={
            "report": ((403, "denied"), []),
            "archive": ((405, "read-only"), []),
            "summary": ((403, "denied"), []),
            "export": ((415, "salaries"), ["export"]),
            "feed": (403, []),
        },
        fixed={
            "report": ((403, "denied"), []),
            "archive": ((405, "read-only"), []),
            "summary": ((403, "denied"), []),
            "export": ("RemoteProtocolError", ["export"]),
            "feed": (403, []),
        },
    )
]
