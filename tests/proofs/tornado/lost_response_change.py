"""RL107 under Tornado: what is set when the head was sent is not there."""

from __future__ import annotations

from tests.proofs.harness import Proof
from tests.proofs.tornado.client import Client


def probe(client: Client) -> dict[str, object]:
    found: dict[str, object] = {}
    for method in ("GET", "POST", "PUT", "DELETE"):
        answer = client.ask("/cookie", method, X_Member="ann")
        names = {"Set-Cookie", "X-Shop"} & set(answer.headers)
        found[method] = (answer.status, sorted(names))
    return found


PROOFS = [
    Proof(
        probe=probe,
        bad={"GET": (200, []), "POST": (302, []), "PUT": (200, []), "DELETE": (403, [])},
        good={
            "GET": (200, ["Set-Cookie"]),
            "POST": (302, ["X-Shop"]),
            "PUT": (201, []),
            "DELETE": (403, ["Set-Cookie"]),
        },
    ),
]
