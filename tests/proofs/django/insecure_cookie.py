"""RL504 under Django: the flags of the cookies."""

from __future__ import annotations

from django.test import Client

from tests.proofs.cookies import ALL, flags
from tests.proofs.harness import Proof


def probe(client: Client) -> dict[str, object]:
    found: dict[str, object] = {}
    for path in ("/login", "/token", "/visit"):
        cookies = client.get(path).cookies.values()
        found.update(flags(morsel.OutputString() for morsel in cookies))
    return found


GOOD = {"auto-login": ALL, "patient": "httponly samesite=strict secure", "sessionid": ALL}

PROOFS = [
    Proof(
        probe=probe,
        bad={"auto-login": "httponly", "patient": "", "sessionid": ""},
        good=GOOD,
        fixed={**GOOD, "patient": ALL},
    ),
]
