"""RL104 under Pyramid: what a subscriber returns refuses nobody."""

from __future__ import annotations

from werkzeug.test import Client

from tests.proofs.harness import Proof
from tests.proofs.pyramid.client import seen

ANN = {"Authorization": "token-of-ann"}


def probe(client: Client) -> dict[str, object]:
    return {
        "no token": seen(client, "/stock/bolts"),
        "other token": seen(client, "/stock/bolts", Authorization="token-of-eve"),
        "blocked network": seen(client, "/stock/bolts", X_Network="blocked", **ANN),
        "draft": seen(client, "/stock/bolts?draft=1", **ANN),
        "robot": seen(client, "/stock/bolts", User_Agent="a bot", **ANN),
        "old site": seen(client, "/stock/bolts", X_Site="old", **ANN),
        "ann": seen(client, "/stock/bolts", **ANN),
    }


PROOFS = [
    Proof(
        probe=probe,
        bad={
            "no token": (200, "secret"),
            "other token": (200, "secret"),
            "blocked network": (403, "secret"),
            "draft": (200, "secret"),
            "robot": (200, "secret"),
            "old site": (200, "secret"),
            "ann": (200, "secret"),
        },
        good={
            "no token": (401, ""),
            "other token": (403, ""),
            "blocked network": (403, ""),
            "draft": (404, ""),
            "robot": (403, ""),
            "old site": (302, ""),
            "ann": (200, "secret"),
        },
    )
]
