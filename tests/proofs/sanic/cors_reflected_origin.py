"""RL502 under Sanic: strangers whose names only look like ours."""

from __future__ import annotations

from tests.proofs.harness import Proof
from tests.proofs.sanic.client import Client


def allowed(client: Client, path: str, origin: str) -> bool:
    """Whether a page of this origin may read the answer with its visitor's cookies."""
    headers = client.get(path, headers={"origin": origin, "cookie": "a=b"}).headers
    return (
        headers.get("access-control-allow-origin") == origin
        and headers.get("access-control-allow-credentials") == "true"
    )


def probe(client: Client) -> dict[str, object]:
    return {
        "any": allowed(client, "/me", "https://evil.example"),
        "end": allowed(client, "/users/", "https://evilexample.com"),
        "start": allowed(client, "/letters/", "https://app.example.com.evil.example"),
        "handler": allowed(client, "/own", "https://evil.example"),
    }


def probe_expression(client: Client) -> dict[str, object]:
    return {
        "start": allowed(client, "/me", "https://app.example.com.evil.example"),
        "dot": allowed(client, "/you", "https://appxexample.com"),
        "end": allowed(client, "/they", "https://evilexample.com"),
        "ours": allowed(client, "/me", "https://app.example.com"),
    }


PROOFS = [
    Proof(
        probe=probe,
        bad={"any": True, "end": True, "start": True, "handler": True},
        good={"any": False, "end": False, "start": False, "handler": False},
    ),
    Proof(
        probe=probe_expression,
        fixture="bad_expression.py",
        bad={"start": True, "dot": True, "end": True, "ours": True},
        good={"start": False, "dot": False, "end": False, "ours": True},
    ),
]
