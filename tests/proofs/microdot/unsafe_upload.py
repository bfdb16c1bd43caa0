"""RL404 under Microdot: the name of an upload is what the client wrote."""

from __future__ import annotations

import tempfile
from pathlib import Path

from tests.proofs.harness import Proof
from tests.proofs.microdot.client import Client

BODY = (
    b'--cut\r\nContent-Disposition: form-data; name="scan"; filename="../stolen.txt"\r\n'
    b"Content-Type: text/plain\r\n\r\nleaf\r\n--cut--\r\n"
)


def probe(client: Client) -> dict[str, object]:
    found: dict[str, object] = {}
    for path in ("/scans", "/joined"):
        with tempfile.TemporaryDirectory() as directory:
            scans = Path(directory, "scans")
            scans.mkdir()
            client.module.SCANS = scans
            headers = {"Content-Type": "multipart/form-data; boundary=cut"}
            status = client.post(path, headers, BODY).status
            found[path] = (status, Path(directory, "stolen.txt").exists())
    return found


PROOFS = [
    Proof(
        probe=probe,
        bad={"/scans": (200, True), "/joined": (200, True)},
        good={"/scans": (200, False), "/joined": (200, False)},
    )
]
