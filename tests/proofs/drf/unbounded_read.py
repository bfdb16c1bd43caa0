"""RL402 under REST framework: how much of three megabytes a view takes at once."""

from __future__ import annotations

from typing import Any

from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client

from tests.proofs.harness import Proof

SIZE = 3_000_000


def answer(response: Any) -> object:
    return response.json() if response.status_code == 200 else response.status_code


def upload() -> dict[str, SimpleUploadedFile]:
    return {"scan": SimpleUploadedFile("scan.txt", b"x" * SIZE)}


def probe(client: Client) -> dict[str, object]:
    large, kind = b"x" * SIZE, "text/plain"
    return {
        "data": answer(client.post("/scans", upload())),
        "validated": answer(client.post("/checked", upload())),
        "file": answer(client.put("/files/scan.txt", large, content_type=kind)),
        "stream": answer(client.post("/raw", large, content_type=kind)),
        "request": answer(client.put("/raw", large, content_type=kind)),
    }


def probe_text(client: Client) -> dict[str, object]:
    text = '{"title": "scan", "notes": "none"}'
    return {"text": answer(client.patch("/raw", text, content_type="application/json"))}


PROOFS = [
    Proof(
        probe=probe,
        bad=dict.fromkeys(("data", "validated", "file", "stream", "request"), SIZE),
        good={
            "data": 413,
            "validated": 1_000_000,
            "file": SIZE,
            "stream": 400,
            "request": 1_000_000,
        },
    ),
    Proof(
        probe=probe_text,
        fixture="",
        corrected="good.py",
        good={"text": {"title": "scan", "notes": "none"}},
    ),
]
