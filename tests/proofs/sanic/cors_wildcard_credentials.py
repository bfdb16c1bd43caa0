"""RL501 under Sanic: what a page of a stranger gets to read."""

from __future__ import annotations

from tests.proofs.harness import Proof
from tests.proofs.sanic.client import Client

STRANGER = "https://evil.example"


def allowed(client: Client, path: str) -> tuple[str | None, str | None]:
    """The origin that may read, and whether with credentials."""
    headers = client.get(path, headers={"origin": STRANGER, "cookie": "a=b"}).headers
    return (
        headers.get("access-control-allow-origin"),
        headers.get("access-control-allow-credentials"),
    )


def probe(client: Client) -> dict[str, object]:
    return {path: allowed(client, path) for path in ("/me", "/users/", "/users/all")}


def probe_me(client: Client) -> dict[str, object]:
    return {"/me": allowed(client, "/me")}


def probe_hand(client: Client) -> dict[str, object]:
    return {path: allowed(client, path) for path in ("/me", "/you", "/they")}


OPEN = (STRANGER, "true")
CLOSED = (None, None)

PROOFS = [
    Proof(
        probe=probe,
        bad={"/me": OPEN, "/users/": OPEN, "/users/all": OPEN},
        good={"/me": CLOSED, "/users/": (STRANGER, None), "/users/all": CLOSED},
    ),
    Proof(
        probe=probe_me,
        fixture="bad_star.py",
        bad={"import_error": "SanicException"},
        good={"/me": CLOSED},
    ),
    Proof(probe=probe_me, fixture="bad_extend.py", bad={"/me": OPEN}, good={"/me": CLOSED}),
    Proof(
        probe=probe_hand,
        fixture="bad_hand.py",
        bad={"/me": ("*", "true"), "/you": OPEN, "/they": OPEN},
        good={
            "/me": ("https://app.example.com", "true"),
            "/you": CLOSED,
            "/they": (STRANGER, None),
        },
    ),
]
