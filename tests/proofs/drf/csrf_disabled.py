"""RL309 under REST framework: whether requests without a token get through with a visitor's cookies."""

from __future__ import annotations

from django.test import Client

from tests.proofs.harness import Proof


def visitor() -> Client:
    """A browser for which tokens are looked for (they aren't for Django's test client), signed in."""
    from django.contrib.auth import get_user_model

    client = Client(enforce_csrf_checks=True, raise_request_exception=False)
    user, _ = get_user_model().objects.get_or_create(username="ann")
    client.force_login(user)
    return client


def probe(client: Client) -> dict[str, object]:
    stranger = Client().post("/transfer", {"amount": "10"})
    return {
        "stranger": stranger.status_code,
        "visitor": visitor().post("/transfer", {"amount": "10"}).status_code,
    }


PROOFS = [
    Proof(
        probe=probe,
        bad={"stranger": 403, "visitor": 200},
        good={"stranger": 403, "visitor": 403},
    )
]
