"""django-ninja freezes routers and their API when the URLs are taken."""

from __future__ import annotations

from typing import Any

from tests.proofs.harness import Proof


def probe(client: Any) -> dict[str, object]:
    return {path: client.get(f"/api/{path}").status_code for path in ("rolls", "cakes/tarts")}


GOOD = {"rolls": 200, "cakes/tarts": 200}
BAD = {"import_error": "ConfigError"}

PROOFS = [
    Proof(probe=probe, bad=BAD, good=GOOD),
    Proof(probe=probe, fixture="bad_router.py", corrected="good.py", bad=BAD, good=GOOD),
    Proof(probe=probe, fixture="bad_nested.py", corrected="good.py", bad=BAD, good=GOOD),
]
