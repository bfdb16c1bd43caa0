"""RL504 under Microdot: the flags of the cookies."""

from __future__ import annotations

from tests.proofs.cookies import flags
from tests.proofs.harness import Proof
from tests.proofs.microdot.client import Client


def probe(client: Client) -> dict[str, object]:
    return dict(flags([client.get("/login").headers["Set-Cookie"]]))


GOOD = {"session_id": "httponly secure"}

PROOFS = [Proof(probe=probe, bad={"session_id": "httponly"}, good=GOOD, fixed=GOOD)]
