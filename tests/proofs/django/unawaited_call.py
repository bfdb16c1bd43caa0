"""RL602 under Django: 200 for rows that are not there."""

from __future__ import annotations

from typing import Any

from django.urls import resolve

from tests.proofs.harness import Proof


def probe(client: Any) -> dict[str, object]:
    """Status, what was saved, and for the groups whether the answer has their number."""
    from django.contrib.auth.models import Group

    found: dict[str, object] = {}
    saved = resolve("/saved").func.__globals__["SAVED"]
    for path in ("/saved", "/plain", "/group", "/shown", "/guests"):
        ask = client.post if path == "/group" else client.get
        status = ask(path).status_code
        found[path] = (status, list(saved))
        saved.clear()
    found["rows"] = Group.objects.count()
    found["/groups"] = client.get("/groups").content.decode()[:1].isdigit()
    return found


PROOFS = [
    Proof(
        probe=probe,
        bad={
            "/saved": (200, []),
            "/plain": (200, []),
            "/group": (200, []),
            "/shown": (500, []),
            "/guests": (500, []),
            "rows": 0,
            "/groups": False,
        },
        good={
            "/saved": (200, ["saved"]),
            "/plain": (200, ["plain"]),
            "/group": (200, ["group"]),
            "/shown": (200, []),
            "/guests": (200, []),
            "rows": 1,
            "/groups": True,
        },
        fixed={
            "/saved": (200, ["saved"]),
            "/plain": (200, []),
            "/group": (200, []),
            "/shown": (500, []),
            "/guests": (200, []),
            "rows": 1,
            "/groups": True,
        },
    )
]
