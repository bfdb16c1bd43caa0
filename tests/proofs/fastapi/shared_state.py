"""RL702 under FastAPI: a client sees what another one has sent."""

from __future__ import annotations

from starlette.testclient import TestClient

from tests.proofs.harness import Proof


def probe(client: TestClient) -> dict[str, object]:
    """What a second client sees of the first one, which has sent something."""
    client.get("/tenant?other", headers={"x-user": "ann"})
    client.get("/search", headers={"x-query": "diary"})
    client.get("/language", headers={"x-language": "de"})
    client.get("/tags/red")
    paths = ("/tenant", "/search", "/language", "/tags/blue")
    found: dict[str, object] = {path: client.get(path).text for path in paths}
    found["user"] = client.get("/tenant").headers["x-answered"]
    return found


def probe_modules(client: TestClient) -> dict[str, object]:
    client.get("/me", headers={"x-user": "ann"})
    return {"/me": client.get("/me").json()}


PROOFS = [
    Proof(
        probe=probe,
        bad={
            "/tenant": "other",
            "/search": "results for diary",
            "/language": "de",
            "/tags/blue": "red,blue",
            "user": "ann",
        },
        good={
            "/tenant": "main",
            "/search": "results for ",
            "/language": "en",
            "/tags/blue": "blue",
            "user": "nobody",
        },
    ),
    Proof(
        fixture="bad_modules",
        probe=probe_modules,
        bad={"/me": "hello ann"},
        good={"/me": "hello nobody"},
    ),
]
