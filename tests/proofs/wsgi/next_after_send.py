"""RL103 under WSGI: the application runs behind a refusal, and then the server fails."""

from __future__ import annotations

from tests.proofs.harness import Proof
from tests.proofs.wsgi.client import Client


def probe(client: Client) -> dict[str, object]:
    def asked(path: str, **headers: str) -> tuple[int, int]:
        before = len(client.module.shipped)
        status, _ = client.seen(path, "POST", **headers)
        return status, len(client.module.shipped) - before

    return {
        "a stranger": asked("/drivers"),
        "ann": asked("/drivers", authorization="token-of-ann"),
        "sunday": asked("/sundays", x_day="sunday"),
        "strike": asked("/strike", x_strike="yes"),
        "warm": asked("/warm"),
    }


def probe_good(client: Client) -> dict[str, object]:
    return {path: client.seen(path) for path in ("/challenge", "/policy")}


PROOFS = [
    Proof(
        probe=probe,
        bad={
            "a stranger": (500, 1),
            "ann": (200, 1),
            "sunday": (500, 1),
            "strike": (500, 1),
            "warm": (200, 2),
        },
        good={
            "a stranger": (401, 0),
            "ann": (200, 1),
            "sunday": (403, 0),
            "strike": (403, 0),
            "warm": (200, 1),
        },
    ),
    Proof(
        fixture="",
        corrected="good.py",
        probe=probe_good,
        good={"/challenge": (200, "shipped"), "/policy": (200, "shipped")},
    ),
]
