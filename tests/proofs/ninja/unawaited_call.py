"""RL602 under django-ninja: 200 for tickets that are not sold."""

from __future__ import annotations

from typing import Any

from tests.proofs.harness import Proof


def probe(client: Any) -> dict[str, object]:
    found: dict[str, object] = {
        path: client.get(f"/api/{path}").status_code
        for path in ("sold", "plain", "found", "found/plain")
    }
    found["list"] = client.get("/api/list").json()
    return found


PROOFS = [
    Proof(
        probe=probe,
        bad={"sold": 200, "plain": 200, "found": 500, "found/plain": 500, "list": []},
        good={"sold": 200, "plain": 200, "found": 200, "found/plain": 200, "list": ["one", "two"]},
        # What stands in a plain function can't be awaited.
        fixed={"sold": 200, "plain": 200, "found": 200, "found/plain": 500, "list": ["one"]},
    )
]
