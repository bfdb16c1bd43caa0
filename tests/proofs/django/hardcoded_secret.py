"""RL507 under Django: whoever has read the source signs what the site trusts."""

from __future__ import annotations

from django.test import Client

from tests.proofs.harness import Proof


def probe(client: Client) -> dict[str, object]:
    from django.core import signing

    link = signing.dumps({"name": "admin"}, key="django-insecure-4v#k2")
    response = client.get("/patient", {"link": link})
    return {
        "link": response.json()["user"] if response.status_code == 200 else response.status_code
    }


PROOFS = [
    Proof(
        probe=probe,
        bad={"link": {"name": "admin"}},
        good={"link": 500},
    ),
    Proof(
        probe=probe,
        fixture="bad_settings",
        bad={"link": {"name": "admin"}},
        good={"link": 500},
    ),
]
