"""RL803 under Starlette: what answers an error says that all is well."""

from __future__ import annotations

from starlette.testclient import TestClient

from tests.proofs.harness import Proof

PAGES = ("nothing", "light", "storm")


def probe(client: TestClient) -> dict[str, object]:
    return {page: client.get(f"/{page}").status_code for page in PAGES}


PROOFS = [
    Proof(
        probe=probe,
        bad={"nothing": 200, "light": 200, "storm": 200},
        good={"nothing": 404, "light": 403, "storm": 409},
        fixed={"nothing": 404, "light": 403, "storm": 200},
    ),
]
