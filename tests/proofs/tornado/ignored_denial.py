"""RL104 under Tornado: prepare() stops nothing by a status, and the method adds its answer."""

from __future__ import annotations

from tests.proofs.harness import Proof
from tests.proofs.tornado.client import Client


def probe(client: Client) -> dict[str, object]:
    found: dict[str, object] = {}
    for path in ("/vault", "/drawer", "/safe"):
        client.module.OPENED.clear()
        answer = client.ask(path)
        text = "" if answer.text.startswith("<html>") else answer.text
        found[path] = (answer.status, text, list(client.module.OPENED))
    return found


PROOFS = [
    Proof(
        probe=probe,
        bad={
            "/vault": (401, '{"error": "no key"}{"gold": 7}', ["vault"]),
            "/drawer": (403, "letters", ["drawer"]),
            "/safe": (403, '{"error": "no key"}{"bonds": 3}', ["safe"]),
        },
        good={
            "/vault": (401, '{"error": "no key"}', []),
            "/drawer": (403, "", []),
            "/safe": (403, '{"error": "no key"}', []),
        },
    ),
]
