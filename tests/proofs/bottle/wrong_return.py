"""RL108 under Bottle: no body can be made of a tuple or a number."""

from __future__ import annotations

from werkzeug.test import Client

from tests.proofs.harness import Proof


def probe(client: Client) -> dict[str, object]:
    def seen(path: str) -> tuple[int, str]:
        response = client.get(f"/{path}")
        body = response.get_data(as_text=True).strip()
        page = body.startswith(("<!DOCTYPE", "<h1>"))
        return response.status_code, "" if page else body

    pages = ("pair", "text-pair", "number?all=1", "error-class", "helper", "unknown", "fine?old=1")
    return {page: seen(page) for page in pages}


PROOFS = [
    Proof(
        probe=probe,
        bad={
            "pair": (500, ""),
            "text-pair": (500, ""),
            "number?all=1": (500, ""),
            "error-class": (500, ""),
            "helper": (500, ""),
            "unknown": (500, ""),
            "fine?old=1": (410, "gone"),
        },
        good={
            "pair": (404, '{"error":"no such bike"}'),
            "text-pair": (404, "no such bike"),
            "number?all=1": (200, "5"),
            "error-class": (403, ""),
            "helper": (404, '{"error":"no such bike"}'),
            "unknown": (404, "missing"),
            "fine?old=1": (410, "gone"),
        },
        fixed={
            "pair": (500, ""),
            "text-pair": (500, ""),
            "number?all=1": (500, ""),
            "error-class": (500, ""),
            "helper": (500, ""),
            "unknown": (500, ""),
            "fine?old=1": (410, "gone"),
        },
    ),
]
