"""RL502 under Falcon: origins of strangers that pass for ours."""

from __future__ import annotations

from tests.proofs.falcon.client import Client
from tests.proofs.harness import Proof

ANYBODY = "https://stranger.example"
ENDING = "https://notshop.example"
LONGER = "https://www.shop.example.stranger.example"
ALIKE = "https://wwwXshop.example"
OURS = "https://www.shop.example"


def let_in(client: Client, path: str) -> list[str]:
    """The origins that may read `path` with the visitor's cookies."""
    found = []
    for origin in (ANYBODY, ENDING, LONGER, ALIKE, OURS):
        headers = client.ask(path, headers={"Origin": origin}).headers
        if (
            headers.get("access-control-allow-origin") == origin
            and headers.get("access-control-allow-credentials") == "true"
        ):
            found.append(origin)
    return found


def probe(client: Client) -> dict[str, object]:
    return {path: let_in(client, path) for path in ("/api/profile", "/shop", "/partner", "/news")}


PROOFS = [
    Proof(
        probe=probe,
        bad={
            "/api/profile": [ANYBODY, ENDING, LONGER, ALIKE, OURS],
            "/shop": [ENDING, ALIKE, OURS],
            "/partner": [ENDING, ALIKE, OURS],
            "/news": [ENDING, LONGER, ALIKE, OURS],
        },
        good={"/api/profile": [OURS], "/shop": [OURS], "/partner": [OURS], "/news": []},
    )
]
