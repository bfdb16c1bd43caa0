"""RL602 under Sanic: 200 for what was not done, a secret for those who were refused."""

from __future__ import annotations

from typing import Any

from tests.proofs.harness import Proof


def probe(client: Any) -> dict[str, object]:
    found: dict[str, object] = {
        path: client.seen(path)[0] for path in ("/counted", "/moved", "/page", "/file")
    }
    found["/refused"] = client.seen("/refused")
    found["/moved/plain"] = client.seen("/moved/plain")
    client.settle()
    found["/list"] = client.seen("/list")[1]
    found["/feed"] = client.talk("/feed")[0]
    return found


GOOD = {
    "/counted": 200,
    "/moved": 200,
    "/page": 200,
    "/file": 200,
    "/refused": (401, "no key"),
    "/moved/plain": (200, "ok"),
    "/list": "parcel,plain",
    "/feed": "first",
}

PROOFS = [
    Proof(
        probe=probe,
        bad={
            "/counted": 500,
            "/moved": 200,
            "/page": 500,
            "/file": 500,
            "/refused": (200, "secret"),
            "/moved/plain": (200, "ok"),
            "/list": "",
            "/feed": "second",
        },
        good=GOOD,
        # What stands in a plain function can't be awaited.
        fixed={**GOOD, "/list": "parcel"},
    )
]
