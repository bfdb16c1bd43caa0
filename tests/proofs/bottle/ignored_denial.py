"""RL104 under Bottle: what a hook returns is dropped, and a status alone keeps nobody out."""

from __future__ import annotations

from werkzeug.test import Client

from tests.proofs.harness import Proof

ANN = {"Authorization": "token-of-ann"}


def probe(client: Client) -> dict[str, object]:
    def seen(query: str = "", **headers: str) -> tuple[int, bool]:
        response = client.get(f"/stock/nails{query}", headers=headers)
        return response.status_code, "secret" in response.get_data(as_text=True)

    return {
        "stranger": seen(),
        "another member": seen(Authorization="token-of-bob"),
        "robot": seen(**ANN, **{"User-Agent": "bot"}),
        "network": seen(**ANN, **{"X-Network": "blocked"}),
        "draft": seen("?draft=1", **ANN),
        "night": seen(**ANN, **{"X-Clock": "night"}),
        "ann": seen(**ANN),
    }


BAD = {
    "stranger": (403, True),
    "another member": (403, True),
    "robot": (200, True),
    "network": (403, True),
    "draft": (200, True),
    "night": (200, True),
    "ann": (200, True),
}

GOOD = {
    "stranger": (401, False),
    "another member": (403, False),
    "robot": (403, False),
    "network": (403, False),
    "draft": (404, False),
    "night": (503, False),
    "ann": (200, True),
}

PROOFS = [Proof(probe=probe, bad=BAD, good=GOOD)]
