"""RL401 under Pyramid: bodies of any size are read."""

from __future__ import annotations

import json
import threading
from http.client import HTTPConnection

from werkzeug.test import Client

from tests.proofs.harness import Proof
from tests.proofs.pyramid.client import Asking

BIG = 3 * 1024 * 1024


def probe(client: Client) -> dict[str, object]:
    written = client.put("/notes/big", data=b"x" * BIG)
    changed = client.patch("/notes/big", data=json.dumps("x" * BIG))
    sent = client.post("/forms", data={"text": "x" * BIG})
    small = client.put("/notes/small", data=b"x")
    return {
        "body": written.status_code,
        "json": changed.status_code,
        "form": sent.status_code,
        "small": small.status_code,
    }


def probe_views(client: Client) -> dict[str, object]:
    return {
        "big": client.post("/write", data=b"x" * BIG).status_code,
        "small": client.post("/write", data=b"x").status_code,
    }


def probe_server(client: Asking) -> dict[str, object]:
    """What a client gets of the server that the fixture makes."""
    server = client.module.server(listen="127.0.0.1:0")
    thread = threading.Thread(target=server.run, daemon=True)
    thread.start()
    found = {size: _sent(server.effective_port, size) for size in (BIG, 1)}
    server.close()
    server.task_dispatcher.shutdown()
    return {"big": found[BIG], "small": found[1]}


def _sent(port: int, size: int) -> int:
    connection = HTTPConnection("127.0.0.1", port, timeout=10)
    try:
        connection.putrequest("POST", "/write")
        connection.putheader("Content-Length", str(size))
        connection.endheaders()
        if size == 1:
            connection.send(b"x")
        return connection.getresponse().status
    finally:
        connection.close()


PROOFS = [
    Proof(
        probe=probe,
        bad={"body": 200, "json": 200, "form": 200, "small": 200},
        good={"body": 413, "json": 413, "form": 413, "small": 200},
    ),
    Proof(
        fixture="", corrected="good_views.py", probe=probe_views, good={"big": 413, "small": 200}
    ),
    Proof(
        fixture="", corrected="good_server.py", probe=probe_server, good={"big": 413, "small": 200}
    ),
]
