"""RL403 under Django: settings that switch the limit off, break it or are never read."""

from __future__ import annotations

from django.test import Client

from tests.proofs.harness import Proof


def probe(client: Client) -> dict[str, object]:
    """The answers to a small body, and to bodies above every limit."""
    large = 3 * 1024 * 1024
    return {
        "small notice": post(client, 100),
        "large notice": post(client, large),
        "large form": client.post("/form", {"text": "x" * large}).status_code,
    }


def probe_misspelt(client: Client) -> dict[str, object]:
    return {"notice of 100 kB": post(client, 100 * 1024)}


def post(client: Client, size: int) -> int:
    response = client.post("/notice", b"x" * size, content_type="application/octet-stream")
    return response.status_code


UNLIMITED = {"small notice": 200, "large notice": 200, "large form": 200}
BROKEN = {"small notice": 500, "large notice": 500, "large form": 500}
LIMITED = {"small notice": 200, "large notice": 400, "large form": 400}

PROOFS = [
    Proof(
        probe=probe,
        bad=UNLIMITED,
        good=LIMITED,
    ),
    Proof(
        probe=probe,
        fixture="bad_text.py",
        bad=BROKEN,
        good=LIMITED,
        fixed=LIMITED,
    ),
    Proof(
        probe=probe,
        fixture="bad_environment.py",
        bad=BROKEN,
        good=LIMITED,
        fixed=LIMITED,
    ),
    Proof(
        probe=probe,
        fixture="bad_settings",
        bad=UNLIMITED,
        good=LIMITED,
    ),
    Proof(
        probe=probe_misspelt,
        fixture="bad_misspelt.py",
        bad={"notice of 100 kB": 200},
        good={"notice of 100 kB": 400},
        fixed={"notice of 100 kB": 400},
    ),
]
