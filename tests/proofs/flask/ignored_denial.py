"""RL104 under Flask: hooks whose return value means "go on", or nothing at all."""

from __future__ import annotations

from flask.testing import FlaskClient

from tests.proofs.harness import Proof


def probe(client: FlaskClient) -> dict[str, object]:
    token = {"Authorization": "token-of-ann"}
    requests = {
        "report without token": ("/reports/", {}),
        "report with token": ("/reports/", token),
        "bill without token": ("/billing/", {}),
        "bill without role": ("/billing/", token),
        "bill": ("/billing/", {**token, "X-Role": "accountant"}),
        "volume without token": ("/archive/1999", {}),
        "volume": ("/archive/1999", token),
        "banned client": ("/reports/", {**token, "X-Client": "banned"}),
        "outdated client": ("/reports/", {**token, "X-Client-Version": "1.4"}),
    }
    return {
        label: client.get(path, headers=headers).status_code
        for label, (path, headers) in requests.items()
    }


PROOFS = [
    Proof(
        probe=probe,
        bad={
            "report without token": 200,
            "report with token": 200,
            "bill without token": 200,
            "bill without role": 200,
            "bill": 200,
            "volume without token": 200,
            "volume": 200,
            "banned client": 200,
            "outdated client": 200,
        },
        good={
            "report without token": 401,
            "report with token": 200,
            "bill without token": 401,
            "bill without role": 403,
            "bill": 200,
            "volume without token": 302,
            "volume": 200,
            "banned client": 403,
            "outdated client": 426,
        },
    ),
]
