"""RL201 under Pyramid: inside of EXCVIEW a tween also catches refusals; outside, no view sees it."""

from __future__ import annotations

from werkzeug.test import Client

from tests.proofs.harness import Proof
from tests.proofs.pyramid.client import seen


def probe(client: Client) -> dict[str, object]:
    return {
        "account": seen(client, "/accounts/1"),
        "unknown account": seen(client, "/accounts/9"),
        "unknown path": seen(client, "/nothing"),
        "refused": seen(client, "/api/transfers"),
        "too many": seen(client, "/accounts/1", X_Calls="too many"),
    }


PROOFS = [
    Proof(
        probe=probe,
        bad={
            "account": (200, "100"),
            "unknown account": (500, "we are sorry"),
            "unknown path": (500, "we are sorry"),
            "refused": (500, '{"error":"HTTPForbidden"}'),
            "too many": (500, "QuotaExceeded"),
        },
        good={
            "account": (200, "100"),
            "unknown account": (404, ""),
            "unknown path": (404, ""),
            "refused": (403, ""),
            "too many": (429, "slow down"),
        },
    )
]
