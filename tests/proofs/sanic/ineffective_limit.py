"""RL403 under Sanic: which limits hold."""

from __future__ import annotations

from tests.proofs.harness import Proof
from tests.proofs.sanic.client import Client


def probe(client: Client) -> dict[str, object]:
    return {"letters": client.post("/letters", content=b"x" * 5000).status_code}


def probe_large(client: Client) -> dict[str, object]:
    """More than Sanic takes by default."""
    return {"letters": client.post("/letters", content=b"x" * 101_000_000).status_code}


REFUSED = {"letters": 413}

PROOFS = [
    Proof(probe=probe, bad={"letters": 200}, good=REFUSED, fixed=REFUSED),
    Proof(probe=probe_large, fixture="bad_infinite.py", bad={"letters": 200}, good=REFUSED),
    Proof(
        probe=probe,
        fixture="bad_text.py",
        corrected="good.py",
        bad={"import_error": "TypeError"},
        good=REFUSED,
        fixed=REFUSED,
    ),
    Proof(
        probe=probe,
        fixture="bad_none.py",
        corrected="good.py",
        bad={"import_error": "TypeError"},
        good=REFUSED,
    ),
    Proof(
        probe=probe,
        fixture="bad_config.py",
        corrected="good.py",
        bad={"import_error": "TypeError"},
        good=REFUSED,
        fixed=REFUSED,
    ),
    Proof(
        probe=probe_large,
        fixture="bad_huge.py",
        corrected="good_infinite.py",
        bad={"letters": 200},
        good=REFUSED,
    ),
]
