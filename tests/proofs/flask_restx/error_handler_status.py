"""RL803 under Flask-RESTX: what answers an error says that all is well."""

from __future__ import annotations

from typing import Any

from tests.proofs.harness import Proof

PAGES = ("GET", "POST", "PUT")


def probe(client: Any) -> dict[str, object]:
    return {page: client.open("/plants", method=page).status_code for page in PAGES}


PROOFS = [
    Proof(
        probe=probe,
        bad={"GET": 500, "POST": 500, "PUT": 405},
        good={"GET": 404, "POST": 403, "PUT": 500},
        fixed={"GET": 404, "POST": 403, "PUT": 405},
    ),
]
