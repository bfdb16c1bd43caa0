"""RL107 in ASGI: what is put into a message that was sent is not there."""

from __future__ import annotations

from typing import Any

from tests.proofs.harness import Proof


def probe(client: Any) -> dict[str, object]:
    response = client.get("/")
    return {"halls": (response.status_code, response.text, response.headers.get("x-hall"))}


PROOFS = [
    Proof(
        probe=probe,
        bad={"halls": (200, "halls", None)},
        good={"halls": (203, "halls", "2")},
    ),
]
