"""RL107 under aiohttp: what was set on another response or after the head is not there."""

from __future__ import annotations

from typing import Any

from tests.proofs.harness import Proof

PAGES = ("ships", "login", "berth", "tide", "fog", "log", "nothing")


def probe(client: Any) -> dict[str, object]:
    found: dict[str, object] = {}
    for page in PAGES:
        response = client.get(f"/{page}")
        names = [name for name in ("Set-Cookie", "X-Pier") if name in response.headers]
        kind = response.headers["Content-Type"].partition(";")[0]
        found[page] = (response.status_code, names, kind)
    return found


PROOFS = [
    Proof(
        probe=probe,
        bad={
            "ships": (200, [], "application/json"),
            "login": (302, [], "text/plain"),
            "berth": (403, [], "application/json"),
            "tide": (200, [], "application/octet-stream"),
            "fog": (200, [], "application/octet-stream"),
            "log": (200, [], "application/octet-stream"),
            "nothing": (404, [], "text/plain"),
        },
        good={
            "ships": (200, ["Set-Cookie"], "application/json"),
            "login": (302, ["Set-Cookie"], "text/plain"),
            "berth": (403, ["X-Pier"], "application/json"),
            "tide": (200, ["X-Pier"], "application/octet-stream"),
            "fog": (200, ["Set-Cookie"], "application/octet-stream"),
            "log": (200, [], "text/csv"),
            "nothing": (404, ["X-Pier"], "text/plain"),
        },
    ),
]
