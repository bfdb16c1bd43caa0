"""RL301 under Flask-RESTful: whoever picks a path or name that looks right gets in."""

from __future__ import annotations

from flask.testing import FlaskClient

from tests.proofs.harness import Proof

REQUESTS = {
    "prefix": ("GET", "/login-history"),
    "name": ("GET", "/readers"),
    "member": ("GET", "/members"),
}


def probe(client: FlaskClient) -> dict[str, object]:
    return {
        label: client.open(path, method=method).status_code
        for label, (method, path) in REQUESTS.items()
    }


PROOFS = [
    Proof(
        probe=probe,
        bad={"prefix": 200, "name": 200, "member": 401},
        good={"prefix": 401, "name": 401, "member": 401},
    ),
]
