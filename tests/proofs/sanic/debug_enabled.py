"""RL505 under Sanic: whether the page of an error holds the traceback."""

from __future__ import annotations

from unittest import mock

from sanic import Sanic

from tests.proofs.harness import Proof
from tests.proofs.sanic.client import Client


def probe(client: Client) -> dict[str, object]:
    """Asks after `serve()` has done all but open a second port."""
    with mock.patch.object(Sanic, "serve"), mock.patch.object(Sanic, "serve_single"):
        client.module.serve()
    text = client.get("/prices", headers={"accept": "text/html"}).text
    return {"traceback": "ZeroDivisionError" in text}


OPEN, CLOSED = {"traceback": True}, {"traceback": False}

PROOFS = [Proof(probe=probe, bad=OPEN, good=CLOSED, fixed=CLOSED)]
