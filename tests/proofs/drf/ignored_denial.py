"""RL104 under REST framework: what permissions and hooks return is no answer."""

from __future__ import annotations

import sys

from django.test import Client

from tests.proofs.harness import Proof


def probe(client: Client) -> dict[str, object]:
    from django.urls import resolve

    saved = sys.modules[resolve("/notes").func.__module__].SAVED
    saved.clear()
    seen: dict[str, object] = {
        path: client.get(path).status_code
        for path in ("/files", "/files/ann", "/rota", "/salaries")
    }
    note = client.post("/notes", '{"text": "cough"}', content_type="application/json")
    return {**seen, "note": note.status_code, "saved": list(saved)}


def probe_used(client: Client) -> dict[str, object]:
    letter = client.post("/letters", '{"text": "cough"}', content_type="application/json")
    return {"letter": letter.status_code}


PROOFS = [
    Proof(
        probe=probe,
        bad={
            "/files": 200,
            "/files/ann": 200,
            "/rota": 200,
            "/salaries": 200,
            "note": 201,
            "saved": [],
        },
        good={
            "/files": 403,
            "/files/ann": 403,
            "/rota": 403,
            "/salaries": 403,
            "note": 403,
            "saved": [],
        },
    ),
    Proof(probe=probe_used, fixture="", corrected="good.py", good={"letter": 403}),
]
