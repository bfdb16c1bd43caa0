"""RL309 under django-ninja: whether requests without a token get through with a visitor's cookies."""

from __future__ import annotations

from django.test import Client

from tests.proofs.harness import Proof


def visitor() -> Client:
    """A browser for which tokens are looked for (they aren't for Django's test client), signed in."""
    from django.contrib.auth import get_user_model

    client = Client(enforce_csrf_checks=True, raise_request_exception=False)
    user, _ = get_user_model().objects.get_or_create(username="ann")
    client.force_login(user)
    client.cookies["visitor"] = "ann"
    return client


def probe(client: Client) -> dict[str, object]:
    browser = visitor()
    return {
        "transfer": browser.post("/api/transfer?amount=10").status_code,
        "card": browser.delete("/api/card").status_code,
        "address": browser.put("/api/address?street=High").status_code,
        "close": browser.post("/api/close").status_code,
        "stranger": Client().post("/api/transfer?amount=10").status_code,
    }


PROOFS = [
    Proof(
        probe=probe,
        bad={"transfer": 200, "card": 200, "address": 200, "close": 200, "stranger": 401},
        good={"transfer": 403, "card": 403, "address": 403, "close": 403, "stranger": 401},
        fixed={"transfer": 403, "card": 403, "address": 200, "close": 200, "stranger": 401},
    )
]
