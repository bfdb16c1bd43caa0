"""RL602 under Flask: 200 for what was not saved, 500 for what was not loaded."""

from __future__ import annotations

from typing import Any

from tests.proofs.harness import Proof


def probe(client: Any) -> dict[str, object]:
    """Status, and what was saved."""
    found: dict[str, object] = {}
    saved = client.application.view_functions["saved"].__globals__["SAVED"]
    for path in ("/saved", "/saved/plain", "/entry", "/page", "/page/plain"):
        status = client.get(path).status_code
        found[path] = (status, list(saved))
        saved.clear()
    return found


PROOFS = [
    Proof(
        probe=probe,
        bad={
            "/saved": (200, []),
            "/saved/plain": (200, []),
            "/entry": (500, []),
            "/page": (500, []),
            "/page/plain": (500, []),
        },
        good={
            "/saved": (200, ["note", "saved"]),
            "/saved/plain": (200, ["note", "plain"]),
            "/entry": (200, ["note"]),
            "/page": (200, ["note"]),
            "/page/plain": (200, ["note"]),
        },
        fixed={
            "/saved": (200, ["note", "saved"]),
            "/saved/plain": (200, ["note"]),
            "/entry": (200, ["note"]),
            "/page": (200, ["note"]),
            "/page/plain": (500, ["note"]),
        },
    )
]
