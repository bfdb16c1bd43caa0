"""RL101 under Pyramid: the refusal that was built and dropped refuses nobody."""

from __future__ import annotations

from werkzeug.test import Client

from tests.proofs.harness import Proof
from tests.proofs.pyramid.client import seen

ANN = {"Authorization": "token-of-ann"}
PAGES = ("", "salary", "bonus", "pages/unknown", "contracts", "letters", "plans", "archive")


def probe(client: Client) -> dict[str, object]:
    found: dict[str, object] = {page or "home": seen(client, f"/{page}") for page in PAGES}
    found["profile"] = seen(client, "/profile?format=json")
    found["change plans"] = seen(client, "/plans", "POST")
    found["at night"] = seen(client, "/salary", X_Clock="night", **ANN)
    found["maintenance"] = seen(client, "/salary", X_Maintenance="yes", **ANN)
    found["blocked"] = seen(client, "/salary", X_Blocked="yes", **ANN)
    found["timed"] = seen(client, "/salary", X_Timing="yes", **ANN)
    return found


GOOD = {
    "home": (302, ""),
    "salary": (403, ""),
    "bonus": (302, ""),
    "pages/unknown": (404, ""),
    "contracts": (403, ""),
    "letters": (401, "sign in first"),
    "plans": (403, "sign in first"),
    "archive": (403, "sign in first"),
    "profile": (200, '{"name": "Ann"}'),
    "change plans": (401, "sign in first"),
    "at night": (503, ""),
    "maintenance": (503, ""),
    "blocked": (403, "blocked"),
    "timed": (200, "secret"),
}

PROOFS = [
    Proof(
        probe=probe,
        bad={
            "home": (200, "home"),
            "salary": (200, "secret"),
            "bonus": (200, '{"bonus": "secret"}'),
            "pages/unknown": (200, "an empty page"),
            "contracts": (200, "secret"),
            "letters": (200, "secret"),
            "plans": (200, "secret"),
            "archive": (200, "secret"),
            "profile": (200, "Ann"),
            "change plans": (200, "changed"),
            "at night": (200, "secret"),
            "maintenance": (200, "secret"),
            "blocked": (200, "secret"),
            "timed": (500, "TypeError"),
        },
        good=GOOD,
        fixed={
            **GOOD,
            "plans": (403, ""),
            "archive": (403, ""),
            "pages/unknown": (200, "an empty page"),
            "contracts": (200, "secret"),
        },
    )
]
