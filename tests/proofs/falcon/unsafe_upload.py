"""RL404 under Falcon: a file lands outside of the directory for scans."""

from __future__ import annotations

from pathlib import Path
from tempfile import TemporaryDirectory

from tests.proofs.falcon.client import Client
from tests.proofs.harness import Proof

NAMES = ("joined", "divided", "variable")
BODY = (
    b'--b\r\nContent-Disposition: form-data; name="scan"; filename="../outside.txt"\r\n\r\n'
    b"scan\r\n--b--\r\n"
)


def probe(client: Client) -> dict[str, object]:
    found: dict[str, object] = {}
    for name in NAMES:
        with TemporaryDirectory() as directory:
            client.module.SCANS = Path(directory) / "scans"
            client.module.SCANS.mkdir()
            headers = {"Content-Type": "multipart/form-data; boundary=b"}
            client.ask(f"/{name}", "POST", body=BODY, headers=headers)
            outside = (Path(directory) / "outside.txt").exists()
            found[name] = "outside" if outside else "inside"
    return found


PROOFS = [
    Proof(
        probe=probe,
        bad=dict.fromkeys(NAMES, "outside"),
        good=dict.fromkeys(NAMES, "inside"),
    )
]
