"""RL702 under Quart: a client sees what another one has sent."""

from __future__ import annotations

from starlette.testclient import TestClient

from tests.proofs.harness import Proof


def probe(client: TestClient) -> dict[str, object]:
    """What a second client sees of the first one, which has sent something."""
    ann = {"X-User": "ann"}
    first = (
        "/me",
        "/search?q=diary",
        "/tags/red",
        "/basket?item=diary",
        "/page",
        "/language?lang=de",
    )
    for path in first:
        client.get(path, headers=ann)
    second = ("/me", "/search", "/tags/blue", "/basket", "/page", "/language")
    return {path: client.get(path).text for path in second}


PROOFS = [
    Proof(
        probe=probe,
        bad={
            "/me": "ann",
            "/search": "results for diary",
            "/tags/blue": "red,blue",
            "/basket": "diary,book",
            "/page": "page of ann",
            "/language": "de",
        },
        good={
            "/me": "nobody",
            "/search": "results for ",
            "/tags/blue": "blue",
            "/basket": "book",
            "/page": "page of nobody",
            "/language": "en",
        },
    ),
]
