"""RL201 under Bottle: applications whose routes are copied lose their error handlers."""

from __future__ import annotations

from werkzeug.test import Client

from tests.proofs.harness import Proof


def probe(client: Client) -> dict[str, object]:
    def seen(path: str) -> tuple[int, str]:
        response = client.get(path)
        body = response.get_data(as_text=True).strip()
        return response.status_code, "" if body.startswith("<!DOCTYPE") else body

    return {"order": seen("/orders/1"), "invoice": seen("/invoices/1")}


PROOFS = [
    Proof(
        probe=probe,
        bad={"order": (404, ""), "invoice": (410, "")},
        good={"order": (404, "no such order"), "invoice": (410, "the invoice was written off")},
    )
]
