"""RL206 under Falcon: a refusal that the page can't read, since it has no CORS headers."""

from __future__ import annotations

from tests.proofs.falcon.client import Client
from tests.proofs.harness import Proof

SHOP = {"Origin": "https://shop.example"}


def asked(client: Client, **headers: str) -> tuple[int, str | None]:
    answer = client.ask("/profile", headers={**SHOP, **headers})
    return answer.status_code, answer.headers.get("access-control-allow-origin")


def probe(client: Client) -> dict[str, object]:
    return {"nobody": asked(client), "ann": asked(client, Authorization="ann")}


def probe_enabled(client: Client) -> dict[str, object]:
    return {"open": asked(client), "closed": asked(client, **{"X-Closed": "1"})}


def probe_strict(client: Client) -> dict[str, object]:
    client.module.app = client.module.strict
    return {**probe_enabled(client), "no member": asked(client, **{"X-Member": "no"})}


PROOFS = [
    Proof(
        probe=probe,
        bad={"nobody": (401, None), "ann": (200, "https://shop.example")},
        good={"nobody": (401, "https://shop.example"), "ann": (200, "https://shop.example")},
    ),
    Proof(
        probe=probe_enabled,
        fixture="bad_enabled.py",
        bad={"open": (200, "*"), "closed": (503, None)},
        good={"open": (200, "*"), "closed": (503, "*")},
    ),
    Proof(
        probe=probe_strict,
        fixture="",
        corrected="good_enabled.py",
        good={"open": (200, "*"), "closed": (503, "*"), "no member": (403, "*")},
    ),
]
