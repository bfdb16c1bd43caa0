"""RL501 under Flask-RESTX: what crossdomain() tells browsers."""

from __future__ import annotations

from flask.testing import FlaskClient

from tests.proofs.harness import Proof

PATHS = {"for all": "/accounts/balance", "for one method": "/rates"}


def probe(client: FlaskClient) -> dict[str, object]:
    seen: dict[str, object] = {}
    for label, path in PATHS.items():
        headers = client.get(path, headers={"Origin": "https://thief.example"}).headers
        names = ("Access-Control-Allow-Origin", "Access-Control-Allow-Credentials")
        seen[label] = tuple(headers.get(name) for name in names)
    return seen


PROOFS = [
    Proof(
        probe=probe,
        bad=dict.fromkeys(PATHS, ("*", "true")),
        good={"for all": ("https://bank.example", "true"), "for one method": ("*", None)},
    )
]
