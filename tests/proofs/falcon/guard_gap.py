"""RL304 under Falcon: what a client without a token gets."""

from __future__ import annotations

from typing import Any

from falcon import testing

from tests.proofs.harness import Proof


def probe(client: Any) -> dict[str, object]:
    rooms = ("/desk", "/night-desk", "/till", "/night-till")
    found: dict[str, object] = {
        path: testing.simulate_get(client.module.rooms, path).status_code for path in rooms
    }
    return {**found, **{path: client.seen(path)[0] for path in ("/bookings", "/legacy/all")}}


PROOFS = [
    Proof(
        probe=probe,
        bad={
            "/desk": 401,
            "/night-desk": 200,
            "/till": 401,
            "/night-till": 200,
            "/bookings": 401,
            "/legacy/all": 200,
        },
        good={
            "/desk": 401,
            "/night-desk": 401,
            "/till": 401,
            "/night-till": 401,
            "/bookings": 401,
            "/legacy/all": 401,
        },
    ),
]
