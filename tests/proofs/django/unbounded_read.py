"""RL402 under Django: reads that DATA_UPLOAD_MAX_MEMORY_SIZE does not limit."""

from __future__ import annotations

from typing import Any

from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client

from tests.proofs.harness import Proof

SIZE = 256 * 1024
BODY = (b"x" * 63 + b"\n") * (SIZE // 64)
BINARY = "application/octet-stream"


def probe(client: Client) -> dict[str, object]:
    """What 256 kB are answered with, where 64 kB are the limit."""

    def answer(response: Any) -> tuple[int, str]:
        body = response.content.decode()
        return response.status_code, "error page" if "<h1>" in body else body

    seen: dict[str, object] = {
        path: answer(client.post(f"/{path}", BODY, content_type=BINARY))
        for path in ("measurement", "lines", "stream", "joined", "raw")
    }
    for path, field in (("scan", "scan"), ("table", "table"), ("scan-form", "scan")):
        seen[path] = answer(client.post(f"/{path}", {field: SimpleUploadedFile("x", BODY)}))
    seen["album"] = answer(client.post("/album", {"one": SimpleUploadedFile("x", BODY)}))
    seen["pages"] = answer(client.post("/pages", {"page": SimpleUploadedFile("x", BODY)}))
    seen["put"] = answer(client.put("/pages", BODY, content_type=BINARY))
    return seen


PROOFS = [
    Proof(
        probe=probe,
        bad={
            "measurement": (200, "262144"),
            "lines": (200, "4096"),
            "stream": (200, "262144"),
            "joined": (200, "262144"),
            "raw": (200, "262144"),
            "scan": (200, "262144"),
            "table": (200, "4096"),
            "scan-form": (200, "262144"),
            "album": (200, '{"one": 262144}'),
            "pages": (200, '{"sizes": [262144]}'),
            "put": (200, "262144"),
        },
        good={
            "measurement": (400, "error page"),
            "lines": (400, "error page"),
            "stream": (413, "too large"),
            "joined": (413, "too large"),
            "raw": (413, "too large"),
            "scan": (413, "too large"),
            "table": (413, "too large"),
            "scan-form": (400, '{"scan": ["This scan is too large."]}'),
            "album": (413, "too large"),
            "pages": (413, "too large"),
            "put": (400, "error page"),
        },
    ),
]
