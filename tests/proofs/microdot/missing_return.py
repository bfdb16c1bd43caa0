"""RL101 under Microdot: the refusal is built, and the handler goes on."""

from __future__ import annotations

from tests.proofs.harness import Proof
from tests.proofs.microdot.client import Client

PAGES = ("/salary", "/bonus", "/plants/oak", "/contracts", "/letters", "/valves", "/plans")


def probe(client: Client) -> dict[str, object]:
    found: dict[str, object] = {path: client.get(path).status for path in PAGES}
    found["night"] = client.get("/handbook", {"X-Clock": "night"}).status
    found["handbook"] = client.get("/handbook", {"Authorization": "token-of-ann"}).text[:12]
    found["unknown"] = client.get("/unknown").status
    return found


GOOD = {
    "/salary": 302,
    "/bonus": 302,
    "/plants/oak": 404,
    "/contracts": 302,
    "/letters": 401,
    "/valves": 401,
    "/plans": 401,
    "night": 503,
    "handbook": '"""The green',
    "unknown": 404,
}

PROOFS = [
    Proof(
        probe=probe,
        bad={**dict.fromkeys(PAGES, 200), "night": 200, "handbook": "handbook", "unknown": 204},
        good=GOOD,
        # No fix knows what was meant by a name that nobody reads, or by `or`.
        fixed={**GOOD, "handbook": '"""A greenho', "/plants/oak": 200, "/contracts": 200},
    )
]
