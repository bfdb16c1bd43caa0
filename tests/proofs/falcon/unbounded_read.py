"""RL402 under Falcon: two megabytes are taken where less is plenty."""

from __future__ import annotations

from werkzeug.test import Client as Server

from tests.proofs.falcon.client import Client
from tests.proofs.harness import Proof

LONG, SHORT = b"x" * 4_000_000, b"x" * 1000
FORM = {"Content-Type": "multipart/form-data; boundary=b"}


def probe(client: Client) -> dict[str, object]:
    # Falcon's own client checks that streams are read with a size.
    server = Server(client.module.app)
    return {
        label: [server.open("/upload", method=method, data=body).status_code for method in METHODS]
        for label, body in (("long", LONG), ("short", SHORT))
    }


def probe_parts(client: Client) -> dict[str, object]:
    def form(size: int) -> bytes:
        head = b'--b\r\nContent-Disposition: form-data; name="scan"; filename="a"\r\n\r\n'
        return head + b"x" * size + b"\r\n--b--\r\n"

    return {
        "long part": client.ask("/upload", "POST", body=form(2_000_000), headers=FORM).status_code,
        "part": client.ask("/upload", "POST", body=form(1000), headers=FORM).status_code,
        "long": client.ask("/upload", "PUT", body=LONG).status_code,
        "short": client.ask("/upload", "PUT", body=SHORT).status_code,
    }


METHODS = ("POST", "PUT", "PATCH")

PROOFS = [
    Proof(
        probe=probe,
        bad={"long": [200, 200, 200], "short": [200, 200, 200]},
        good={"long": [413, 413, 413], "short": [200, 200, 200]},
    ),
    Proof(
        probe=probe_parts,
        fixture="bad_parts.py",
        bad={"long part": 200, "part": 200, "long": 200, "short": 200},
        good={"long part": 400, "part": 200, "long": 413, "short": 200},
    ),
]
