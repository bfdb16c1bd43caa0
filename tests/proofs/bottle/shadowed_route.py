"""RL203 under Bottle: the first of two rules with wildcards answers."""

from __future__ import annotations

from werkzeug.test import Client

from tests.proofs.harness import Proof


def probe(client: Client) -> dict[str, object]:
    paths = ("/books/emma", "/books/7", "/books/emma/cover", "/loans/ann", "/loans/7")
    return {path: client.get(path).get_data(as_text=True) for path in paths}


PROOFS = [
    Proof(
        probe=probe,
        bad={
            "/books/emma": "book",
            "/books/7": "book",
            "/books/emma/cover": "cover",
            "/loans/ann": "loans",
            "/loans/7": "loans",
        },
        good={
            "/books/emma": "book",
            "/books/7": "book by number",
            "/books/emma/cover": "cover of a book",
            "/loans/ann": "loans",
            "/loans/7": "loan",
        },
    )
]
