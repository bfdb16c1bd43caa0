"""RL505 under Pyramid: whether the answer to an error is a page with a console."""

from __future__ import annotations

from werkzeug.test import Client

from tests.proofs.harness import Proof


def probe(client: Client) -> dict[str, object]:
    response = client.get("/prices", environ_base={"REMOTE_ADDR": "127.0.0.1"})
    text = response.get_data(as_text=True)
    return {"console": "ZeroDivisionError" in text and "console" in text}


PROOFS = [Proof(probe=probe, bad={"console": True}, good={"console": False})]
