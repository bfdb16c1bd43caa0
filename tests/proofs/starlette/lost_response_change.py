"""RL107 under Starlette: what was set on another response is not there."""

from __future__ import annotations

from starlette.testclient import TestClient

from tests.proofs.harness import Proof


def probe(client: TestClient) -> dict[str, object]:
    found: dict[str, object] = {}
    for page in ("ships", "moor", "tide", "fog"):
        response = client.get(f"/{page}", follow_redirects=False)
        names = {"set-cookie", "x-pier"} & set(response.headers)
        fog = response.headers.get("x-fog") == "yes"
        found[page] = (response.status_code, sorted(names), fog)
    return found


PROOFS = [
    Proof(
        probe=probe,
        bad={
            "ships": (200, [], False),
            "moor": (307, [], False),
            "tide": (503, [], False),
            "fog": (404, [], False),
        },
        good={
            "ships": (200, ["x-pier"], False),
            "moor": (307, ["set-cookie"], False),
            "tide": (503, ["x-pier"], False),
            "fog": (404, [], True),
        },
    ),
]
