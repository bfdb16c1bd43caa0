"""RL105 under Tornado: a method that says nothing is finished for it, with nothing in the answer."""

from __future__ import annotations

from tests.proofs.harness import Proof
from tests.proofs.tornado.client import Client


def probe(client: Client) -> dict[str, object]:
    found: dict[str, object] = {}
    for path in ("/books/9", "/search", "/shelves/top"):
        answer = client.ask(path)
        found[path] = (answer.status, "" if answer.text.startswith("<html>") else answer.text)
    return found


PROOFS = [
    Proof(
        probe=probe,
        bad={"/books/9": (200, ""), "/search": (200, ""), "/shelves/top": (200, "")},
        good={"/books/9": (404, ""), "/search": (204, ""), "/shelves/top": (404, "")},
    ),
]
