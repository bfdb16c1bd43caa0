"""RL401 under Flask-RESTX: how much of 100 kB a resource takes."""

from __future__ import annotations

from flask.testing import FlaskClient

from tests.proofs.harness import Proof

TEXT = "x" * 100_000


def probe(client: FlaskClient) -> dict[str, object]:
    report = client.post("/reports", json={"text": TEXT})
    form = client.put("/reports", data={"text": TEXT})
    return {
        "payload": (report.status_code, (report.get_json() or {}).get("length")),
        "parser": (form.status_code, (form.get_json() or {}).get("length")),
    }


PROOFS = [
    Proof(
        probe=probe,
        bad={"payload": (201, len(TEXT)), "parser": (200, len(TEXT))},
        good={"payload": (413, None), "parser": (413, None)},
    )
]
