"""RL401 under Pyramid: bodies of any size are read."""

from __future__ import annotations

import json

from werkzeug.test import Client

from tests.proofs.harness import Proof

BIG = 3 * 1024 * 1024


def probe(client: Client) -> dict[str, object]:
    written = client.put("/notes/big", data=b"x" * BIG)
    changed = client.patch("/notes/big", data=json.dumps("x" * BIG))
    sent = client.post("/forms", data={"text": "x" * BIG})
    small = client.put("/notes/small", data=b"x")
    return {
        "body": written.status_code,
        "json": changed.status_code,
        "form": sent.status_code,
        "small": small.status_code,
    }


def probe_views(client: Client) -> dict[str, object]:
    return {
        "big": client.post("/write", data=b"x" * BIG).status_code,
        "small": client.post("/write", data=b"x").status_code,
    }


PROOFS = [
    Proof(
        probe=probe,
        bad={"body": 200, "json": 200, "form": 200, "small": 200},
        good={"body": 413, "json": 413, "form": 413, "small": 200},
    ),
    Proof(
        fixture="", corrected="good_views.py", probe=probe_views, good={"big": 413, "small": 200}
    ),
]
