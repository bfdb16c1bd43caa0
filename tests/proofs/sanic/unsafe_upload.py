"""RL404 under Sanic: the name of an upload is what the client sent."""

from __future__ import annotations

from tests.proofs.harness import Proof
from tests.proofs.sanic.client import Client


def probe(client: Client) -> dict[str, object]:
    found: dict[str, object] = {}
    for path in ("upload", "photos/first", "photos/all"):
        name = path.replace("/", "-")
        files = {"photo": (f"../{name}", b"a photo")}
        status = client.post(f"/{path}", files=files).status_code
        found[path] = status, (client.module.ROOT / name).exists()
    return found


PATHS = ("upload", "photos/first", "photos/all")

PROOFS = [
    Proof(
        probe=probe,
        bad=dict.fromkeys(PATHS, (200, True)),
        good=dict.fromkeys(PATHS, (200, False)),
    )
]
