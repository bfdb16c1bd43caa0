"""RL604 under Tornado: the clause for surprises takes the 404, and the end of the answer, too."""

from __future__ import annotations

from tests.proofs.harness import Proof
from tests.proofs.tornado.client import Client

REQUESTS = (
    ("GET", "/books/9"),
    ("POST", "/books/9"),
    ("DELETE", "/books/1"),
    ("PUT", "/books/9"),
    ("GET", "/books/1"),
)


def probe(client: Client) -> dict[str, object]:
    found: dict[str, object] = {}
    for method, path in REQUESTS:
        status, text = client.seen(path, method)
        found[f"{method} {path}"] = (status, "" if text.startswith("<html>") else text)
    return found


_FINE = {
    "GET /books/9": (404, ""),
    "DELETE /books/1": (403, "members only"),
    "PUT /books/9": (404, ""),
    "GET /books/1": (200, '{"title": "Dune"}'),
}

PROOFS = [
    Proof(
        probe=probe,
        bad={
            "GET /books/9": (500, '{"error": "please try again"}'),
            "POST /books/9": (200, '{"error": "HTTPError"}'),
            "DELETE /books/1": (403, "members only"),
            "PUT /books/9": (500, '{"error": "please try again"}'),
            "GET /books/1": (200, '{"title": "Dune"}'),
        },
        good={**_FINE, "POST /books/9": (404, '{"error": "HTTPError"}')},
        fixed={**_FINE, "POST /books/9": (404, "")},
    ),
]
