"""RL201 under REST framework: a refusal and an unknown patient become a crash."""

from __future__ import annotations

from django.test import Client

from tests.proofs.harness import Proof


def probe(client: Client) -> dict[str, object]:
    return {
        path: client.get(path).status_code
        for path in ("/files", "/files/ann", "/files/eve", "/broken")
    }


_CRASHES = {"/files": 500, "/files/ann": 200, "/files/eve": 500, "/broken": 500}
_ANSWERS = {"/files": 403, "/files/ann": 200, "/files/eve": 404, "/broken": 500}

PROOFS = [
    Proof(probe=probe, bad=_CRASHES, good=_ANSWERS),
    Proof(
        probe=probe,
        fixture="bad_unanswered.py",
        corrected="good_unanswered.py",
        bad=_CRASHES,
        good=_ANSWERS,
    ),
]
