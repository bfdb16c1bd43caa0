"""RL402 under FastAPI: three megabytes are taken, unless a limit says no."""

from __future__ import annotations

from typing import Any

from tests.proofs.harness import Proof

BODY = b"x" * 3 * 1024 * 1024


def probe(client: Any) -> dict[str, object]:
    found: dict[str, object] = {
        name: client.post(f"/{name}", content=BODY).status_code for name in ("stream", "pieces")
    }
    for name in ("scan", "photo", "report", "album"):
        found[name] = client.post(f"/{name}", files={name: BODY}).status_code
    return found


NAMES = ("stream", "pieces", "scan", "photo", "report", "album")


def probe_modules(client: Any) -> dict[str, object]:
    return {"scan": client.post("/scans", files={"scan": BODY}).status_code}


def probe_parser(client: Any) -> dict[str, object]:
    return {"own": client.post("/own", files={"page": BODY}).status_code}


PROOFS = [
    Proof(probe=probe, bad=dict.fromkeys(NAMES, 200), good=dict.fromkeys(NAMES, 413)),
    Proof(fixture="bad_modules", probe=probe_modules, bad={"scan": 200}, good={"scan": 413}),
    Proof(fixture="", corrected="good_parser.py", probe=probe_parser, good={"own": 413}),
]
