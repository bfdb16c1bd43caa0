"""RL103 under Flask-RESTful: the resource has run, or runs twice."""

from __future__ import annotations

import sys

from flask.testing import FlaskClient

from tests.proofs.harness import Proof

REQUESTS = {
    "of the API": ("POST", "/orders", {}),
    "of the class": ("PUT", "/stock/shelves", {"X-Clerk": "yes"}),
    "twice": ("POST", "/stock/mail?retry", {"X-Clerk": "yes"}),
}


def probe(client: FlaskClient) -> dict[str, object]:
    done = sys.modules[client.application.import_name].DONE
    seen: dict[str, object] = {}
    for label, (method, path, headers) in REQUESTS.items():
        done.clear()
        status = client.open(path, method=method, headers=headers).status_code
        seen[label] = (status, list(done))
    return seen


PROOFS = [
    Proof(
        probe=probe,
        bad={
            "of the API": (403, ["ordered"]),
            "of the class": (403, ["sorted"]),
            "twice": (200, ["mailed", "mailed"]),
        },
        good={
            "of the API": (403, []),
            "of the class": (403, []),
            "twice": (200, ["mailed"]),
        },
    )
]
