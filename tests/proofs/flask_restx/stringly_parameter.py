"""RL703 under Flask-RESTX: texts are true, never equal a number, and can't be calculated with."""

from __future__ import annotations

from tests.proofs.harness import Proof
from tests.proofs.texts import answers

PATHS = {
    "bool": "/archived?archived=false",
    "type": "/converted?archived=false",
    "path": "/books/5",
    "sum": "/next?page=2",
    "default": "/next",
}

BAD: dict[str, object] = {
    "bool": "true",
    "type": "true",
    "path": "false",
    "sum": 500,
    "default": "2",
}

GOOD: dict[str, object] = {
    "bool": "false",
    "type": "false",
    "path": "true",
    "sum": "3",
    "default": "2",
}

PROOFS = [
    Proof(
        probe=answers(PATHS),
        bad=BAD,
        good=GOOD,
        fixed={**BAD, "bool": GOOD["bool"], "sum": GOOD["sum"]},
    )
]
