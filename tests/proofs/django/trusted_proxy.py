"""RL510 under Django: who says that he is in the office gets in."""

from __future__ import annotations

from typing import Any

from tests.proofs.forwarded import EVIL, SPOOFED
from tests.proofs.harness import Proof

PAGES = ("/office/marks", "/exams")


def probe(client: Any) -> dict[str, object]:
    found: dict[str, object] = {p: client.get(p, headers=SPOOFED).status_code for p in PAGES}
    inside = {"X-Client-IP": "10.0.0.1"}
    found["/salaries"] = client.get("/salaries", headers=inside).status_code
    for page in ("/password", "/invitation"):
        found[page] = EVIL in client.get(page, headers=SPOOFED).content.decode()
    return found


def probe_helper(client: Any) -> dict[str, object]:
    return {"marks": client.get("/marks", headers=SPOOFED).status_code}


def probe_database(client: Any) -> dict[str, object]:
    from django.contrib.auth.models import Group

    Group.objects.create(name="10.0.0.1")
    return {"marks": client.get("/marks", headers=SPOOFED).status_code}


PROOFS = [
    Proof(
        probe=probe,
        bad={
            **dict.fromkeys((*PAGES, "/salaries"), 200),
            "/password": True,
            "/invitation": True,
        },
        good={
            **dict.fromkeys((*PAGES, "/salaries"), 403),
            "/password": False,
            "/invitation": False,
        },
    ),
    Proof(
        probe=probe_helper,
        fixture="bad_helper",
        bad={"marks": 200},
        good={"marks": 403},
    ),
    Proof(
        probe=probe_database,
        fixture="bad_database.py",
        bad={"marks": 200},
        good={"marks": 403},
    ),
]
