"""RL502 in ASGI: sites of strangers read what cookies open."""

from __future__ import annotations

from starlette.testclient import TestClient

from tests.proofs.harness import Proof

_STRANGER = "https://evil.example"
_NEARLY = "https://evilshop.example"


def probe(client: TestClient) -> dict[str, object]:
    found: dict[str, object] = {}
    for path, origin in (
        ("/whatever", _STRANGER),
        ("/reflecting", _STRANGER),
        ("/suffix", _NEARLY),
        ("/suffix", "https://shop.example"),
    ):
        answer = client.get(path, headers={"Origin": origin}).headers
        found[f"{path} {origin}"] = (
            answer.get("access-control-allow-origin"),
            answer.get("access-control-allow-credentials"),
        )
    return found


PROOFS = [
    Proof(
        probe=probe,
        bad={
            f"/whatever {_STRANGER}": (_STRANGER, "true"),
            f"/reflecting {_STRANGER}": (_STRANGER, "true"),
            f"/suffix {_NEARLY}": (_NEARLY, "true"),
            "/suffix https://shop.example": ("https://shop.example", "true"),
        },
        good={
            f"/whatever {_STRANGER}": (None, None),
            f"/reflecting {_STRANGER}": (_STRANGER, None),
            f"/suffix {_NEARLY}": (None, None),
            "/suffix https://shop.example": ("https://shop.example", "true"),
        },
    ),
]
