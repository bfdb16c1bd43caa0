"""RL401 under FastAPI: a megabyte is taken where 64 KiB are plenty."""

from __future__ import annotations

from starlette.testclient import TestClient

from tests.proofs.harness import Proof


def probe(client: TestClient) -> dict[str, object]:
    text = "x" * 900_000
    found: dict[str, object] = {}
    for path, body in (
        ("/notes", {"json": {"text": text}}),
        ("/raw", {"json": {"text": text}}),
        ("/form", {"data": {"text": text}}),
        ("/value", {"json": text}),
        ("/upload", {"files": {"file": text.encode()}}),
    ):
        found[path] = client.post(path, **body).status_code  # type: ignore[arg-type]
    found["short"] = client.post("/notes", json={"text": "x"}).status_code
    return found


PROOFS = [
    Proof(
        probe=probe,
        bad={
            "/notes": 200,
            "/raw": 200,
            "/form": 200,
            "/value": 200,
            "/upload": 200,
            "short": 200,
        },
        good={
            "/notes": 413,
            "/raw": 413,
            "/form": 413,
            "/value": 413,
            "/upload": 413,
            "short": 200,
        },
    ),
]
