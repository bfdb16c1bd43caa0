"""RL502 under Litestar: sites that pass for a known one."""

from __future__ import annotations

from typing import Any

from tests.proofs.harness import Proof

ASKED = (
    ("/dot/order", "https://appXpharmacy.example"),
    ("/suffix/order", "https://evilpharmacy.example"),
    ("/prefix/order", "https://pharmacy.evil.example"),
    ("/by_hand/prices", "https://stranger.example"),
    ("/by_hand/offers", "https://evilpharmacy.example"),
    ("/suffix/order", "https://www.pharmacy.example"),
)


def probe(client: Any) -> dict[str, object]:
    found: dict[str, object] = {}
    for path, origin in ASKED:
        headers = client.get(path, headers={"Origin": origin, "Cookie": "session=1"}).headers
        found[f"{path} for {origin}"] = headers.get("access-control-allow-origin")
    return found


PROOFS = [
    Proof(
        probe=probe,
        bad={
            "/dot/order for https://appXpharmacy.example": "https://appXpharmacy.example",
            "/suffix/order for https://evilpharmacy.example": "https://evilpharmacy.example",
            "/prefix/order for https://pharmacy.evil.example": "https://pharmacy.evil.example",
            "/by_hand/prices for https://stranger.example": "https://stranger.example",
            "/by_hand/offers for https://evilpharmacy.example": "https://evilpharmacy.example",
            "/suffix/order for https://www.pharmacy.example": "https://www.pharmacy.example",
        },
        good={
            "/dot/order for https://appXpharmacy.example": None,
            "/suffix/order for https://evilpharmacy.example": None,
            "/prefix/order for https://pharmacy.evil.example": None,
            "/by_hand/prices for https://stranger.example": None,
            "/by_hand/offers for https://evilpharmacy.example": None,
            "/suffix/order for https://www.pharmacy.example": "https://www.pharmacy.example",
        },
    ),
]
