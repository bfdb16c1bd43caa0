"""django-ninja answers `null` for an operation without a value, and fails where a schema is declared."""

from __future__ import annotations

from typing import Any

from tests.proofs.harness import Proof

PATHS = {
    "operation": "parcels/8",
    "with a schema": "parcels/8/details",
    "with a schema for 200": "parcels/8/sender",
    "decorator": "stamps?closed",
    "error handler": "stamps/200?quiet",
}
ONLY_GOOD = {
    "None is declared": "parcels/8/note",
    "None is annotated": "parcels/8/receiver",
    "None is declared by a name": "parcels/8/stamp",
}


def probe(client: Any) -> dict[str, object]:
    return _ask(client, PATHS)


def probe_good(client: Any) -> dict[str, object]:
    return _ask(client, ONLY_GOOD)


def _ask(client: Any, paths: dict[str, str]) -> dict[str, object]:
    found: dict[str, object] = {}
    for label, path in paths.items():
        response = client.get(f"/api/{path}")
        body = response.content.decode()
        found[label] = (response.status_code, "" if response.status_code == 500 else body)
    return found


PROOFS = [
    Proof(
        probe=probe,
        bad={
            "operation": (200, "null"),
            "with a schema": (500, ""),
            "with a schema for 200": (500, ""),
            "decorator": (200, "null"),
            "error handler": (500, ""),
        },
        good={
            "operation": (404, '{"detail": "no such parcel"}'),
            "with a schema": (204, ""),
            "with a schema for 200": (200, "null"),
            "decorator": (503, '{"detail": "closed"}'),
            "error handler": (400, ""),
        },
    ),
    Proof(
        probe=probe_good,
        fixture="",
        corrected="good.py",
        good={
            "None is declared": (200, "null"),
            "None is annotated": (200, "null"),
            "None is declared by a name": (200, "null"),
        },
    ),
]
