"""RL402 under Bottle: bodies are taken however long they are."""

from __future__ import annotations

from werkzeug.test import Client

from tests.proofs.harness import Proof

MB = 1024 * 1024


def probe(client: Client) -> dict[str, object]:
    found: dict[str, object] = {}
    for path in ("/documents", "/lines", "/raw"):
        for name, size in (("small", 1000), ("5 MB", 5 * MB)):
            response = client.post(path, data=b"x" * (size - 1) + b"\n")
            text = response.get_data(as_text=True)
            found[f"{name} {path}"] = text if response.status_code == 200 else response.status_code
    return found


PROOFS = [
    Proof(
        probe=probe,
        bad={
            "small /documents": "1000",
            "5 MB /documents": str(5 * MB),
            "small /lines": "1",
            "5 MB /lines": "1",
            "small /raw": "1000",
            "5 MB /raw": str(5 * MB),
        },
        good={
            "small /documents": "1000",
            "5 MB /documents": 413,
            "small /lines": "1",
            "5 MB /lines": 413,
            "small /raw": "1000",
            "5 MB /raw": "100000",
        },
    )
]
