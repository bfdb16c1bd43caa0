"""RL401 under Flask-RESTful: how much of 100 kB a resource takes."""

from __future__ import annotations

from flask.testing import FlaskClient

from tests.proofs.harness import Proof

TEXT = "x" * 100_000


def probe(client: FlaskClient) -> dict[str, object]:
    report = client.post("/reports", json={"text": TEXT})
    return {"parser": (report.status_code, (report.get_json() or {}).get("length"))}


PROOFS = [Proof(probe=probe, bad={"parser": (201, len(TEXT))}, good={"parser": (413, None)})]
