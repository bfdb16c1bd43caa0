"""RL105 in raw ASGI: uvicorn answers 500 for an application that said nothing."""

from __future__ import annotations

from typing import Any

import httpx
from starlette.testclient import TestClient

from tests.proofs.harness import Proof, serve


def ask(url: str) -> object:
    try:
        response = httpx.get(url, headers={"X-Hour": "23"})
    except httpx.HTTPError as exc:
        return type(exc).__name__
    return response.status_code, response.text


def probe(client: TestClient) -> dict[str, object]:
    app: Any = client.app
    with serve(app) as url:
        return {
            name: ask(f"{url}/{name}/{path}")
            for name, path in (
                ("page", "about"),
                ("unfinished", "about"),
                ("hours", "home"),
                ("members", "home"),
            )
        }


def probe_start_up(client: TestClient) -> dict[str, object]:
    app: Any = client.app
    with serve(app) as url:
        return {name: ask(f"{url}/{name}") for name in ("health", "tea")}


PROOFS = [
    Proof(
        probe=probe,
        bad={
            "page": (500, "Internal Server Error"),
            "unfinished": "RemoteProtocolError",
            "hours": (500, "Internal Server Error"),
            "members": (500, "Internal Server Error"),
        },
        good={
            "page": (404, "no such page"),
            "unfinished": (200, ""),
            "hours": (503, "closed"),
            "members": (404, "no such page"),
        },
    ),
    Proof(
        fixture="bad_start_up.py",
        probe=probe_start_up,
        bad={"health": (200, "healthy"), "tea": (200, "no prices")},
        good={"health": (200, "healthy"), "tea": (200, "4")},
    ),
]
