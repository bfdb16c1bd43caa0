"""RL404 under Tornado: a file lands outside of the directory for scans."""

from __future__ import annotations

from tests.proofs.harness import Proof
from tests.proofs.tornado.client import Client

BODY = (
    "--edge\r\n"
    'Content-Disposition: form-data; name="scan"; filename="../outside.txt"\r\n'
    "Content-Type: text/plain\r\n\r\n"
    "scan\r\n--edge--\r\n"
)


def probe(client: Client) -> dict[str, object]:
    outside = client.module.SCANS.parent / "outside.txt"
    found: dict[str, object] = {}
    for method, path in (("POST", "/scan"), ("PUT", "/scan"), ("POST", "/scans")):
        outside.unlink(missing_ok=True)
        answer = client.ask(path, method, BODY, Content_Type="multipart/form-data; boundary=edge")
        where = "outside" if outside.exists() else "inside"
        found[f"{method} {path}"] = (answer.status, where)
    return found


_REQUESTS = ("POST /scan", "PUT /scan", "POST /scans")

PROOFS = [
    Proof(
        probe=probe,
        bad=dict.fromkeys(_REQUESTS, (200, "outside")),
        good=dict.fromkeys(_REQUESTS, (200, "inside")),
    ),
]
