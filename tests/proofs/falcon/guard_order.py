"""RL302 under Falcon: who is refused has been served; a hook on a function breaks it."""

from __future__ import annotations

from tests.proofs.falcon.client import Client
from tests.proofs.harness import Proof

ADMIN = {"Authorization": "admin"}


def probe(client: Client) -> dict[str, object]:
    journal = client.module.JOURNAL
    found: dict[str, object] = {}
    for method, path in (("DELETE", "/reports"), ("POST", "/orders"), ("PUT", "/orders")):
        journal.clear()
        found[f"{method} {path}"] = (client.ask(path, method).status_code, *journal)
    found["proxy"] = client.seen("/old/1", headers=ADMIN)
    return found


PROOFS = [
    Proof(
        probe=probe,
        bad={
            "DELETE /reports": (403, "deleted"),
            "POST /orders": (401, "ordered"),
            "PUT /orders": (401, "changed"),
            "proxy": (500, ""),
        },
        good={
            "DELETE /reports": (403,),
            "POST /orders": (401,),
            "PUT /orders": (401,),
            "proxy": (200, "proxied"),
        },
    )
]
