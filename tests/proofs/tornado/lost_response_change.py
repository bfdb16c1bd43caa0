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
    for method in ("GET", "POST"):
        answer = client.ask("/stock", method)
        names = {"Set-Cookie", "WWW-Authenticate", "Www-Authenticate", "X-Shop"} & set(
            answer.headers
        )
        found[f"stock {method}"] = (answer.status, sorted(names))
    return found


PROOFS = [
    Proof(
        probe=probe,
        bad={
            "GET": (200, []),
            "POST": (302, []),
            "PUT": (200, []),
            "DELETE": (403, []),
            "stock GET": (401, []),
            "stock POST": (409, []),
        },
        good={
            "GET": (200, ["Set-Cookie"]),
            "POST": (302, ["X-Shop"]),
            "PUT": (201, []),
            "DELETE": (403, ["Set-Cookie"]),
            "stock GET": (401, ["Www-Authenticate", "X-Shop"]),
            "stock POST": (409, ["Set-Cookie", "X-Shop"]),
        },
    ),
]
