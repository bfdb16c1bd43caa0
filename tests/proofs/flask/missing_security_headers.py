"""RL509 under Flask: whether pages come with headers that protect them."""

from __future__ import annotations

from typing import Any

from tests.proofs.harness import Proof
from tests.proofs.pages import OPEN, PROTECTED, shown


def probe(client: Any) -> dict[str, object]:
    return {"page": shown(client.get("/").headers)}


def probe_returned(client: Any) -> dict[str, object]:
    return {path: shown(client.get(path).headers) for path in ("/", "/account", "/help")}


def probe_api(client: Any) -> dict[str, object]:
    kinds = {
        "readers": shown(client.post("/readers").headers)[0],
        "index": shown(client.get("/").headers)[0],
    }
    return dict(kinds)


def probe_settings(client: Any) -> dict[str, object]:
    client.application.config["HEADERS"] = {"X-Frame-Options": "DENY"}
    return {"page": shown(client.get("/").headers)}


PROOFS = [
    Proof(probe=probe, bad={"page": OPEN}, good={"page": PROTECTED}),
    Proof(
        probe=probe_returned,
        fixture="bad_returned.py",
        bad={"/": OPEN, "/account": PROTECTED, "/help": OPEN},
        good={"/": PROTECTED, "/account": PROTECTED, "/help": PROTECTED},
    ),
    Proof(
        probe=probe,
        fixture="bad_blueprint",
        bad={"page": OPEN},
        good={"page": PROTECTED},
    ),
    Proof(
        probe=probe_api,
        fixture="",
        corrected="good_api.py",
        good={"readers": "application/json", "index": "application/json"},
    ),
    Proof(
        probe=probe_settings,
        fixture="",
        corrected="good_settings.py",
        good={"page": PROTECTED},
    ),
]
