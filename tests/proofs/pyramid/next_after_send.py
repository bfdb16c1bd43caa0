"""RL103 under Pyramid: the parcel is shipped although the client is refused."""

from __future__ import annotations

import json

from werkzeug.test import Client

from tests.proofs.harness import Proof
from tests.proofs.pyramid.client import seen

ANN = {"Authorization": "token-of-ann"}


def probe(client: Client) -> dict[str, object]:
    def shipped(path: str, **headers: str) -> tuple[int, int]:
        before = len(json.loads(seen(client, "/shipped")[1]))
        status, _ = seen(client, path, "POST", **headers)
        return status, len(json.loads(seen(client, "/shipped")[1])) - before

    return {
        "a stranger": shipped("/parcels"),
        "ann": shipped("/parcels", **ANN),
        "sunday": shipped("/letters", X_Day="sunday"),
        "strike": shipped("/letters", X_Strike="yes"),
        "express": shipped("/express/parcels"),
    }


PROOFS = [
    Proof(
        probe=probe,
        bad={
            "a stranger": (403, 1),
            "ann": (200, 1),
            "sunday": (403, 1),
            "strike": (403, 1),
            "express": (200, 2),
        },
        good={
            "a stranger": (403, 0),
            "ann": (200, 1),
            "sunday": (403, 0),
            "strike": (403, 0),
            "express": (200, 1),
        },
    )
]
