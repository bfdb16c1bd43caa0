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


def probe_second_place(client: Any) -> dict[str, object]:
    """What is closed at one place ought to be at the other one."""
    return {
        page: tuple(client.get(f"{place}/{page}").status_code for place in ("/v1", "/v2"))
        for page in ("reports/raw", "reports/june")
    }


PROOFS = [
    Proof(
        fixture="bad_second_place.py",
        probe=probe_second_place,
        bad={"reports/raw": (403, 200), "reports/june": (200, 200)},
        good={"reports/raw": (403, 403), "reports/june": (200, 200)},
    ),
    Proof(
        probe=probe,
        bad={**dict.fromkeys(PATHS, 200), **dict.fromkeys(CLOSED, 401)},
        good=dict.fromkeys({**PATHS, **CLOSED}, 401),
    ),
]
