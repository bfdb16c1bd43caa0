"""RL403 under Quart: a limit that is not one, or that breaks every read."""

from __future__ import annotations

from starlette.testclient import TestClient

from tests.proofs.harness import Proof

TEXT = "x" * 3 * 1024 * 1024


def probe(client: TestClient) -> dict[str, object]:
    return {
        "small": client.post("/json", json={"text": "x"}).status_code,
        "large": client.post("/json", json={"text": TEXT}).status_code,
    }


def probe_per_request(client: TestClient) -> dict[str, object]:
    photo = {"photo": ("cat.jpg", b"x" * 100 * 1024)}
    return {
        "json": client.post("/json", json={"text": TEXT}).status_code,
        "text": client.post("/text", content=TEXT).status_code,
        "photo": client.post("/photos", files=photo).status_code,
    }


CORRECTED: dict[str, object] = {"small": 200, "large": 413}

PROOFS = [
    Proof(
        probe=probe,
        bad={"small": 500, "large": 500},
        good=CORRECTED,
        fixed=CORRECTED,
    ),
    Proof(
        probe=probe,
        fixture="bad_environment.py",
        corrected="good.py",
        bad={"small": 500, "large": 500},
        good=CORRECTED,
        fixed=CORRECTED,
    ),
    Proof(
        probe=probe,
        fixture="bad_attribute.py",
        corrected="good.py",
        bad={"small": 200, "large": 200},
        good=CORRECTED,
        fixed=CORRECTED,
    ),
    Proof(
        probe=probe,
        fixture="bad_lowercase.py",
        corrected="good.py",
        bad={"small": 200, "large": 200},
        good=CORRECTED,
        fixed=CORRECTED,
    ),
    Proof(
        probe=probe,
        fixture="bad_misspelt.py",
        corrected="good.py",
        bad={"small": 200, "large": 200},
        good={"small": 200, "large": 413},
    ),
    Proof(
        probe=probe,
        fixture="bad_none.py",
        corrected="good.py",
        bad={"small": 200, "large": 200},
        good={"small": 200, "large": 413},
    ),
    Proof(
        probe=probe,
        fixture="bad_config",
        bad={"small": 200, "large": 200},
        good={"small": 200, "large": 413},
    ),
    Proof(
        probe=probe_per_request,
        fixture="bad_per_request.py",
        bad={"json": 200, "text": 200, "photo": 404},
        good={"json": 413, "text": 413, "photo": 413},
    ),
]
