"""RL204 under Litestar: names and types of parameters don't tell routes apart, and the last wins."""

from __future__ import annotations

from typing import Any

from tests.proofs.harness import Proof


def probe(client: Any) -> dict[str, object]:
    found: dict[str, object] = {}
    for path in ("/rooms/7", "/rooms/attic", "/paintings/3", "/tours/monday"):
        response = client.get(path)
        found[path] = (response.status_code, response.text)
    found["lend"] = client.post("/paintings/3").text
    return found


PROOFS = [
    Proof(
        probe=probe,
        bad={
            "/rooms/7": (200, "the 7 room"),
            "/rooms/attic": (200, "the attic room"),
            "/paintings/3": (200, "catalogue entry 3"),
            "/tours/monday": (200, "tours by monday"),
            "lend": "lent 3",
        },
        good={
            "/rooms/7": (200, "room 7"),
            "/rooms/attic": (200, "the attic"),
            "/paintings/3": (200, "painting 3"),
            "/tours/monday": (200, "tours on monday"),
            "lend": "lent 3",
        },
    ),
]
