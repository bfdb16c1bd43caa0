"""RL108 under Tornado: what methods return is awaited, or dropped."""

from __future__ import annotations

from tests.proofs.harness import Proof
from tests.proofs.tornado.client import Client


def probe(client: Client) -> dict[str, object]:
    def seen(path: str, method: str = "GET", **headers: str) -> tuple[int, str]:
        status, text = client.seen(path, method, **headers)
        return status, "" if text.startswith("<html>") else text

    return {
        "error": seen("/notes/9"),
        "error of a coroutine": seen("/notes/9", "POST"),
        "helper": seen("/notes/9", "PUT"),
        "dictionary": seen("/data"),
        "dictionary of a coroutine": seen("/data", "POST"),
        "list": seen("/data", "PUT"),
        "status": seen("/data", "PATCH"),
        "prepare": seen("/admin", X_Closed="yes"),
    }


def probe_errors(client: Client) -> dict[str, object]:
    def seen(path: str) -> tuple[int, str]:
        status, text = client.seen(path)
        return status, "" if text.startswith("<html>") else text

    return {path: seen(path) for path in ("/notes/1", "/notes/9", "/texts/1", "/texts/2")}


PROOFS = [
    Proof(
        probe=probe,
        bad={
            "error": (500, ""),
            "error of a coroutine": (200, ""),
            "helper": (500, ""),
            "dictionary": (500, ""),
            "dictionary of a coroutine": (200, ""),
            "list": (500, ""),
            "status": (500, ""),
            "prepare": (500, ""),
        },
        good={
            "error": (404, ""),
            "error of a coroutine": (404, ""),
            "helper": (404, ""),
            "dictionary": (200, '{"notes": 1}'),
            "dictionary of a coroutine": (201, '{"notes": 1}'),
            "list": (200, '{"notes": ["buy lamps"]}'),
            "status": (404, "no such note"),
            "prepare": (503, ""),
        },
        fixed={
            "error": (404, ""),
            "error of a coroutine": (404, ""),
            "helper": (500, ""),
            "dictionary": (500, ""),
            "dictionary of a coroutine": (200, ""),
            "list": (500, ""),
            "status": (500, ""),
            "prepare": (500, ""),
        },
    ),
    Proof(
        probe=probe_errors,
        fixture="bad_errors.py",
        bad={
            "/notes/1": (200, "note: buy lamps"),
            "/notes/9": (200, "note: HTTP 404: Not Found"),
            "/texts/1": (200, '{"text": "buy lamps"}'),
            "/texts/2": (500, ""),
        },
        good={
            "/notes/1": (200, "note: buy lamps"),
            "/notes/9": (404, ""),
            "/texts/1": (200, '{"text": "buy lamps"}'),
            "/texts/2": (423, "locked"),
        },
        fixed={
            "/notes/1": (200, "note: buy lamps"),
            "/notes/9": (404, ""),
            "/texts/1": (200, '{"text": "buy lamps"}'),
            "/texts/2": (423, "locked"),
        },
    ),
]
