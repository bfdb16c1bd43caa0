"""RL509 under Django: whether pages come with headers that protect them."""

from __future__ import annotations

from typing import Any

from tests.proofs.harness import Proof
from tests.proofs.pages import OPEN, PROTECTED, shown


def probe(client: Any) -> dict[str, object]:
    return {path: shown(client.get(path).headers) for path in ("/", "/about")}


PROOFS = [
    Proof(probe=probe, bad={"/": OPEN, "/about": OPEN}, good={"/": PROTECTED, "/about": PROTECTED})
]
