"""RL309 under Django: whether requests without a token get through with a visitor's cookies."""

from __future__ import annotations

from django.test import Client

from tests.proofs.harness import Proof


def visitor() -> Client:
    """A browser that looks for tokens as Django does (its test client does not), signed in."""
    from django.contrib.auth import get_user_model

    client = Client(enforce_csrf_checks=True, raise_request_exception=False)
    user, _ = get_user_model().objects.get_or_create(username="ann")
    client.force_login(user)
    return client


def probe(client: Client) -> dict[str, object]:
    browser = visitor()
    return {page: browser.post(f"/{page}").status_code for page in ("card", "address", "close")} | {
        "transfer": browser.post("/transfer", {"amount": "10"}).status_code,
        "limit": browser.put("/limit").status_code,
    }


def probe_transfer(client: Client) -> dict[str, object]:
    return {"visitor": visitor().post("/transfer", {"amount": "10"}).status_code}


def probe_project(client: Client) -> dict[str, object]:
    browser = visitor()
    session = browser.session
    session["user_id"] = 1
    session.save()
    return {"visitor": browser.post("/transfer", {"amount": "10"}).status_code}


OPEN, CLOSED = {"visitor": 200}, {"visitor": 403}

PROOFS = [
    Proof(
        probe=probe,
        bad=dict.fromkeys(("card", "address", "close", "limit", "transfer"), 200),
        good=dict.fromkeys(("card", "address", "close", "limit", "transfer"), 403),
    ),
    *(
        Proof(probe=probe_transfer, fixture=f"bad_{name}.py", bad=OPEN, good=CLOSED)
        for name in ("missing", "flag", "override")
    ),
    Proof(probe=probe_project, fixture="bad_project", bad=OPEN, good=CLOSED),
]
