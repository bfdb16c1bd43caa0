"""django-ninja: how much of three megabytes an operation takes at once."""

from __future__ import annotations

import hashlib
from typing import Any

from django.core.files.uploadedfile import SimpleUploadedFile

from tests.proofs.harness import Proof

SIZE = 3_000_000


def _file() -> SimpleUploadedFile:
    return SimpleUploadedFile("scan.txt", b"x" * SIZE)


def probe(client: Any) -> dict[str, object]:
    found: dict[str, object] = {}
    for name in ("one", "typed", "chunks", "posted"):
        response = client.post(f"/api/scans/{name}", {"scan": _file()})
        found[name] = response.json() if response.status_code == 200 else response.status_code
    for name in ("all", "each"):
        response = client.post(f"/api/scans/{name}", {"scans": [_file()]})
        found[name] = response.json() if response.status_code == 200 else response.status_code
    response = client.post("/api/scans/raw", b"x" * SIZE, content_type="text/plain")
    found["raw"] = response.json() if response.status_code == 200 else response.status_code
    return found


def probe_limit(client: Any) -> dict[str, object]:
    """What RL401 rests on: Django limits what is read as the body."""
    body = '"' + "x" * 100_000 + '"'
    return {"body": client.post("/api/scans/raw", body, content_type="text/plain").status_code}


PROOFS = [
    Proof(
        probe=probe,
        bad={
            **dict.fromkeys(("one", "typed", "chunks", "posted", "raw"), SIZE),
            "all": [SIZE],
            "each": SIZE,
        },
        good={
            "one": 413,
            "typed": 100_000,
            "chunks": hashlib.sha256(b"x" * SIZE).hexdigest(),
            "posted": SIZE,
            "raw": 400,
            "all": 413,
            "each": [SIZE],
        },
    ),
    Proof(probe=probe_limit, fixture="", corrected="good.py", good={"body": 400}),
]
