"""RL105 under Bottle: a 200 without a body."""

from __future__ import annotations

from werkzeug.test import Client

from tests.proofs.harness import Proof


def probe(client: Client) -> dict[str, object]:
    def seen(path: str, **headers: str) -> tuple[int, str]:
        response = client.get(path, headers=headers)
        body = response.get_data(as_text=True)
        return response.status_code, "" if body.strip().startswith("<!DOCTYPE") else body.strip()

    return {
        "known ticket": seen("/tickets/1"),
        "unknown ticket": seen("/tickets/99"),
        "search": seen("/search?name=Ann"),
        "empty search": seen("/search"),
        "counter": seen("/counter"),
        "counter at night": seen("/counter", **{"X-Clock": "night"}),
        "train": seen("/trains/next"),
    }


PROOFS = [
    Proof(
        probe=probe,
        bad={
            "known ticket": (200, "Berlin"),
            "unknown ticket": (200, ""),
            "search": (200, "Ann"),
            "empty search": (200, ""),
            "counter": (200, "open"),
            "counter at night": (200, ""),
            "train": (200, ""),
        },
        good={
            "known ticket": (200, "Berlin"),
            "unknown ticket": (404, ""),
            "search": (200, "Ann"),
            "empty search": (303, ""),
            "counter": (200, "open"),
            "counter at night": (503, ""),
            "train": (200, "in 5 minutes"),
        },
    )
]
