"""RL801 under Django: a view that does not look at the method does everything by GET."""

from __future__ import annotations

from typing import Any

from tests.proofs.harness import Proof

GROUPS = ("dropped", "deleted", "renamed", "disbanded", "left", "removed")
LINKS = (
    "/groups/deleted/delete",
    "/groups/dropped/drop",
    "/groups/renamed/rename?to=new",
    "/groups/disbanded/disband",
    "/groups/left/leave",
    "/groups/add?name=added",
    "/users/ann/deactivate",
    "/files/1.txt/delete",
    "/invited/ann/delete",
    "/invited/ben/remind",
)


def probe(client: Any) -> dict[str, object]:
    """What is left after all links were followed."""
    from django.contrib.auth.models import Group, User
    from django.core import mail

    for name in GROUPS:
        Group.objects.create(name=name)
    ann = User.objects.create_user("ann")
    ann.groups.add(Group.objects.first())
    mail.outbox = []
    found: dict[str, object] = {}
    client.get("/groups/clear")
    found["members"] = ann.groups.count()
    removed = Group.objects.get(name="removed").pk
    for link in (*LINKS, f"/groups/{removed}/remove"):
        client.get(link)
    found.update(client.get("/groups").json())
    ann.refresh_from_db()
    found["active"] = ann.is_active
    found["mails"] = len(mail.outbox)
    return found


PROOFS = [
    Proof(
        probe=probe,
        bad={
            "members": 0,
            "groups": ["added", "new"],
            "invited": ["ben"],
            "files": [],
            "active": False,
            "mails": 1,
        },
        good={
            "members": 1,
            "groups": sorted(GROUPS),
            "invited": ["ann", "ben"],
            "files": ["1.txt"],
            "active": True,
            "mails": 0,
        },
    ),
]
