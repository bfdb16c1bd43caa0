"""RL803 under FastAPI: what answers an error says that all is well."""

from __future__ import annotations

from starlette.testclient import TestClient

from tests.proofs.harness import Proof

PAGES = ("nothing", "ships/3", "ships/x", "cargo", "crash")


def probe(client: TestClient) -> dict[str, object]:
    return {page: client.get(f"/{page}").status_code for page in PAGES}


PROOFS = [
    Proof(
        probe=probe,
        bad={"nothing": 200, "ships/3": 200, "ships/x": 200, "cargo": 200, "crash": 200},
        good={"nothing": 404, "ships/3": 409, "ships/x": 422, "cargo": 410, "crash": 500},
        fixed={"nothing": 404, "ships/3": 409, "ships/x": 422, "cargo": 200, "crash": 500},
    ),
]
