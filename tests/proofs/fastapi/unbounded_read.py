"""RL402 under FastAPI: three megabytes are taken, unless a limit says no."""

from __future__ import annotations

import sys
from typing import Any

from tests.proofs.archives import SIZE, tarred, zipped
from tests.proofs.harness import Proof

BODY = b"x" * 3 * 1024 * 1024


def probe(client: Any) -> dict[str, object]:
    found: dict[str, object] = {
        name: client.post(f"/{name}", content=BODY).status_code for name in ("stream", "pieces")
    }
    for name in ("scan", "photo", "report", "album"):
        found[name] = client.post(f"/{name}", files={name: BODY}).status_code
    # A parser of the project's own has a limit, which is no shape of the mistake.
    found["own"] = client.post("/own", files={"page": BODY}).status_code
    return found


NAMES = ("stream", "pieces", "scan", "photo", "report", "album")


def probe_modules(client: Any) -> dict[str, object]:
    return {"scan": client.post("/scans", files={"scan": BODY}).status_code}


def probe_archives(client: Any) -> dict[str, object]:
    found: dict[str, object] = {}
    album = client.post("/album", files={"album": zipped()})
    body = client.post("/bodies", content=zipped())
    for name, answer in (("album", album), ("body", body)):
        found[name] = answer.json().get("size", answer.status_code)
    client.post("/later", files={"album": tarred()})
    found["tar"] = client.get("/names").json()
    return found


PROOFS = [
    Proof(
        probe=probe,
        bad={**dict.fromkeys(NAMES, 200), "own": 413},
        good={**dict.fromkeys(NAMES, 413), "own": 413},
    ),
    Proof(fixture="bad_modules", probe=probe_modules, bad={"scan": 200}, good={"scan": 413}),
    Proof(
        fixture="bad_archives",
        probe=probe_archives,
        bad={
            "album": SIZE,
            "body": SIZE,
            # From 3.14 on there is a filter.
            "tar": [] if sys.version_info >= (3, 14) else ["escaped", "inner"],
        },
        good={"album": 413, "body": 413, "tar": ["inner"]},
    ),
]
