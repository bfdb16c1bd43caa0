"""RL703 under aiohttp: texts are true, never equal a number, and can't be calculated with."""

from __future__ import annotations

from tests.proofs.harness import Proof
from tests.proofs.texts import answers

PATHS = {
    "bool": "/archived?archived=false",
    "condition": "/tested?archived=false",
    "True": "/equal?archived=true",
    "path": "/books/5",
    "sum": "/next?page=2",
    "default": "/next",
    "order": "/many?n=7",
    "product": "/twice?n=5",
}

BAD: dict[str, object] = {
    "bool": "true",
    "condition": '"archive"',
    "True": "false",
    "path": "false",
    "sum": 500,
    "default": "2",
    "order": 500,
    "product": '"55"',
}

GOOD: dict[str, object] = {
    "bool": "false",
    "condition": '"shop"',
    "True": "true",
    "path": "true",
    "sum": "3",
    "default": "2",
    "order": "true",
    "product": "10",
}

PROOFS = [
    Proof(
        probe=answers(PATHS),
        bad=BAD,
        good=GOOD,
        fixed={**BAD, "bool": GOOD["bool"]},
    )
]
