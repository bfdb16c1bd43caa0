"""RL103 under Tornado: the decorated method runs, whatever the client is told."""

from __future__ import annotations

from tests.proofs.harness import Proof
from tests.proofs.tornado.client import Client

REQUESTS = (
    ("POST", "/parcels/lamp"),
    ("DELETE", "/parcels/lamp"),
    ("POST", "/letters"),
    ("PUT", "/letters?twice=1"),
)


def probe(client: Client) -> dict[str, object]:
    found: dict[str, object] = {}
    for method, path in REQUESTS:
        client.module.PARCELS.clear()
        answer = client.ask(path, method)
        client.settle()
        text = "" if answer.text.startswith("<html>") else answer.text
        found[f"{method} {path}"] = (answer.status, text, list(client.module.PARCELS))
    return found


PROOFS = [
    Proof(
        probe=probe,
        bad={
            "POST /parcels/lamp": (403, "clerks only", ["lamp"]),
            "DELETE /parcels/lamp": (302, "", ["no lamp"]),
            "POST /letters": (400, "weight is missing. accepted", ["letter"]),
            "PUT /letters?twice=1": (200, "", ["stamp", "stamp"]),
        },
        good={
            "POST /parcels/lamp": (403, "clerks only", []),
            "DELETE /parcels/lamp": (302, "", []),
            "POST /letters": (400, "", []),
            "PUT /letters?twice=1": (202, "", ["stamp"]),
        },
        fixed={
            "POST /parcels/lamp": (403, "clerks only", []),
            "DELETE /parcels/lamp": (302, "", []),
            "POST /letters": (400, "weight is missing. accepted", ["letter"]),
            "PUT /letters?twice=1": (200, "", ["stamp", "stamp"]),
        },
    ),
]
