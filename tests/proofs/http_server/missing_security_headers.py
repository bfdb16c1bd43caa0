"""RL509 under http.server: whether pages come with headers that protect them."""

from __future__ import annotations

from typing import Any

from tests.proofs.harness import Proof
from tests.proofs.pages import OPEN, PROTECTED, shown


def headers(text: str) -> dict[str, str]:
    lines = text.partition("\n\n")[0].splitlines()[1:]
    return dict(line.split(": ", 1) for line in lines)


def probe(client: Any) -> dict[str, object]:
    return {"page": shown(headers(client.wire("/")))}


PROOFS = [Proof(probe=probe, bad={"page": OPEN}, good={"page": PROTECTED})]
