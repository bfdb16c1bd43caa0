"""RL107 under Flask: what was set on another response is not there."""

from __future__ import annotations

from flask.testing import FlaskClient

from tests.proofs.harness import Proof

PAGES = ("films", "shows", "moved", "members", "hall", "greeting")


def probe(client: FlaskClient) -> dict[str, object]:
    found: dict[str, object] = {}
    for page in PAGES:
        response = client.get(f"/{page}")
        names = [name for name in ("Set-Cookie", "X-Hall") if name in response.headers]
        found[page] = (response.status_code, names)
    return found


def probe_helper(client: FlaskClient) -> dict[str, object]:
    response = client.get("/halls/2")
    return {"hall": (response.text, "Set-Cookie" in response.headers)}


PROOFS = [
    Proof(
        probe=probe,
        bad={
            "films": (200, []),
            "shows": (200, []),
            "moved": (302, []),
            "members": (403, []),
            "hall": (200, []),
            "greeting": (200, []),
        },
        good={
            "films": (200, ["Set-Cookie"]),
            "shows": (200, ["X-Hall"]),
            "moved": (302, ["Set-Cookie"]),
            "members": (403, ["Set-Cookie"]),
            "hall": (203, []),
            "greeting": (200, ["X-Hall"]),
        },
    ),
    Proof(
        fixture="bad_helper",
        probe=probe_helper,
        bad={"hall": ("hall 2", False)},
        good={"hall": ("hall 2", True)},
    ),
]
