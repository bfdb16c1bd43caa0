"""RL105 under http.server: a method that says nothing leaves the client without an answer."""

from __future__ import annotations

from tests.proofs.harness import Proof
from tests.proofs.http_server.client import Client

REQUESTS = (("GET", "/else"), ("GET", "/books/9"), ("PUT", "/books/9"), ("DELETE", "/books/9"))


def probe(client: Client) -> dict[str, object]:
    found: dict[str, object] = {}
    for method, path in REQUESTS:
        found[f"{method} {path}"] = client.answers(path, method)[0]
    return found


PROOFS = [
    Proof(
        probe=probe,
        bad={
            "GET /else": [],
            "GET /books/9": [],
            "PUT /books/9": [],
            "DELETE /books/9": [],
        },
        good={
            "GET /else": [404],
            "GET /books/9": [404],
            "PUT /books/9": [404],
            "DELETE /books/9": [204],
        },
    ),
]
