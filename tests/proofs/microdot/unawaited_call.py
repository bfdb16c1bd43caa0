"""RL602 under Microdot: connections that break on coroutines, and what was not done."""

from __future__ import annotations

from tests.proofs.harness import Proof
from tests.proofs.microdot.client import Answer, Client

PAGES = ("/bid", "/page", "/plain")


def seen(client: Client, path: str) -> tuple[int, str] | str:
    """Status and body, or the exception with which the connection breaks."""
    answer = client.raw(f"GET {path} HTTP/1.0\r\nHost: testserver\r\n\r\n".encode())
    return (answer.status, answer.text) if isinstance(answer, Answer) else answer


def probe(client: Client) -> dict[str, object]:
    found: dict[str, object] = {path: seen(client, path) for path in PAGES}
    found["bids"] = list(client.module.BIDS)
    found["secrets"] = client.websocket("/secrets", [])
    return found


GOOD = {
    "/bid": (200, "ok"),
    "/page": (200, "page"),
    "/plain": (200, "plain"),
    "bids": ["ann"],
    "secrets": ["first", "second", "closed"],
}
PROOFS = [
    Proof(
        probe=probe,
        bad={
            "/bid": (200, "ok"),
            "/page": "TypeError",
            "/plain": "TypeError",
            "bids": [],
            "secrets": ["second", "closed"],
        },
        good=GOOD,
        # Nobody can await in a plain function.
        fixed={**GOOD, "/plain": "TypeError"},
    )
]
