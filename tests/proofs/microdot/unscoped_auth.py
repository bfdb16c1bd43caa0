"""RL301 under Microdot: paths that look like public ones are let pass."""

from __future__ import annotations

from tests.proofs.harness import Proof
from tests.proofs.microdot.client import Client


def probe(client: Client) -> dict[str, object]:
    paths = ("/publications-secret", "/records/ann.css", "/public/opening-hours")
    return {path: client.get(path).status for path in paths}


PROOFS = [
    Proof(
        probe=probe,
        bad={"/publications-secret": 200, "/records/ann.css": 200, "/public/opening-hours": 200},
        good={"/publications-secret": 401, "/records/ann.css": 401, "/public/opening-hours": 200},
    )
]
