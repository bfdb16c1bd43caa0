"""RL702 under Django: middleware is one object for all requests; a client sees what another has sent."""

from __future__ import annotations

from django.test import Client

from tests.proofs.harness import Proof


def probe(client: Client) -> dict[str, object]:
    """What a second client sees of the first one, which has sent something."""
    for path in ("/search?q=diary", "/tags/red", "/basket?item=diary", "/page?tenant=other"):
        client.get(path, headers={"X-User": "ann"})
    paths = ("/search", "/tags/blue", "/basket", "/page")
    found: dict[str, object] = {path: client.get(path).content.decode() for path in paths}
    answer = client.get("/page")
    return {**found, "user": answer["X-Answered"], "tenant": answer["X-Tenant"]}


PROOFS = [
    Proof(
        probe=probe,
        bad={
            "/search": "results for diary",
            "/tags/blue": "red,blue",
            "/basket": "diary,book",
            "/page": "ann",
            "user": "ann",
            "tenant": "other",
        },
        good={
            "/search": "results for ",
            "/tags/blue": "blue",
            "/basket": "book",
            "/page": "nobody",
            "user": "nobody",
            "tenant": "main",
        },
    ),
]
