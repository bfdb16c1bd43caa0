"""django-ninja: whoever picks a path that looks right gets in."""

from __future__ import annotations

from typing import Any

from tests.proofs.harness import Proof

PATHS = {
    "prefix": "login-history",
    "substring": "members/publican",
    "end": "v2/members/help",
    "expression": "v2/newsletter-readers",
}
CLOSED = {"member": "members/ann", "newer member": "v2/members/ann"}


def probe(client: Any) -> dict[str, object]:
    paths = {**PATHS, **CLOSED}
    return {label: client.get(f"/api/{path}").status_code for label, path in paths.items()}


PROOFS = [
    Proof(
        probe=probe,
        bad={**dict.fromkeys(PATHS, 200), **dict.fromkeys(CLOSED, 401)},
        good=dict.fromkeys({**PATHS, **CLOSED}, 401),
    )
]
