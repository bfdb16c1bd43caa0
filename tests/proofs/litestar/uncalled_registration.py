"""RL209 under Litestar: a function is no path, and the module can not be imported."""

from __future__ import annotations

from typing import Any

from tests.proofs.harness import Proof


def probe(client: Any) -> dict[str, object]:
    return {"bread": client.get("/").status_code}


PROOFS = [Proof(probe=probe, bad={"import_error": "AttributeError"}, good={"bread": 200})]
