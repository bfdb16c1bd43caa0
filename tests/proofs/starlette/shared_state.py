"""RL702 under Starlette: a client sees what another one has sent."""

from __future__ import annotations

from starlette.testclient import TestClient

from tests.proofs.harness import Proof


def probe(client: TestClient) -> dict[str, object]:
    """What a second client sees of the first one, which has sent something."""
    client.get("/tenant?other", headers={"x-user": "ann"})
    client.get("/search", headers={"x-query": "diary"})
    client.get("/language", headers={"x-language": "de"})
    client.get("/tags/red")
    client.get("/basket", headers={"x-item": "diary"})
    paths = ("/tenant", "/search", "/language", "/tags/blue", "/basket")
    found: dict[str, object] = {path: client.get(path).text for path in paths}
    found["user"] = client.get("/tenant").headers["x-answered"]
    return found


PROOFS = [
    Proof(
        probe=probe,
        bad={
            "/tenant": "other",
            "/search": "results for diary",
            "/language": "de",
            "/tags/blue": "red,blue",
            "/basket": "diary,book",
            "user": "ann",
        },
        good={
            "/tenant": "main",
            "/search": "results for ",
            "/language": "en",
            "/tags/blue": "blue",
            "/basket": "book",
            "user": "nobody",
        },
    ),
]
