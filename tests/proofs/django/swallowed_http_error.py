"""RL604 under Django: Http404 and PermissionDenied are exceptions; a broad except takes them."""

from __future__ import annotations

from django.test import Client

from tests.proofs.harness import Proof


def statuses(client: Client, paths: str) -> dict[str, object]:
    return {path: client.get(f"/{path}").status_code for path in paths.split()}


def probe(client: Client) -> dict[str, object]:
    letters = client.get("/letters")
    return {
        **statuses(
            client,
            "groups/7 groups/7/members groups diary documents/7 photos archive/7 previews/7",
        ),
        "letters": letters.content.decode() if letters.status_code == 200 else letters.status_code,
        "new group": client.post("/groups", {"name": "x"}).status_code,
    }


def probe_near(client: Client) -> dict[str, object]:
    return statuses(client, "settings owners/7 statistics/7 jump documents/1")


PROOFS = [
    Proof(
        probe=probe,
        bad={
            "groups/7": 500,
            "groups/7/members": 200,
            "groups": 200,
            "diary": 200,
            "documents/7": 200,
            "photos": 200,
            "archive/7": 500,
            "previews/7": 200,
            "letters": "two letters",
            "new group": 400,
        },
        good={
            "groups/7": 404,
            "groups/7/members": 404,
            "groups": 403,
            "diary": 403,
            "documents/7": 404,
            "photos": 403,
            "archive/7": 404,
            "previews/7": 404,
            "letters": "none",
            "new group": 403,
        },
        fixed={
            "groups/7": 404,
            "groups/7/members": 404,
            "groups": 404,
            "diary": 403,
            "documents/7": 404,
            "photos": 403,
            "archive/7": 404,
            "previews/7": 404,
            "letters": 403,
            "new group": 403,
        },
    ),
    Proof(
        probe=probe_near,
        fixture="",
        corrected="good.py",
        good={
            "settings": 200,
            "owners/7": 404,
            "statistics/7": 404,
            "jump": 302,
            "documents/1": 200,
        },
    ),
]
