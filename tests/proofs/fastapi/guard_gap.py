"""RL304 under FastAPI: what a client without a token gets."""

from __future__ import annotations

from typing import Any

from tests.proofs.harness import Proof

PATHS = ("/office/ships", "/radio/channels", "/lights/signals/all", "/buoys/all")
OPEN = ("/office/cargo/list", "/office/tides/today", "/office/plain")
SOCKETS = ("/radio/talk", "/buoys/live")


def socket(client: Any, path: str) -> str:
    """What a WebSocket sends first, or why there is none."""
    try:
        with client.websocket_connect(path) as opened:
            return str(opened.receive_text())
    except Exception:
        return "refused"


def probe(client: Any) -> dict[str, object]:
    found: dict[str, object] = {path: client.get(path).status_code for path in (*PATHS[:2], *OPEN)}
    return {**found, **{path: socket(client, path) for path in SOCKETS}}


_GUARDED = dict.fromkeys(PATHS[:2], 401)
PROOFS = [
    Proof(
        probe=probe,
        bad={**_GUARDED, **dict.fromkeys(OPEN, 200), **dict.fromkeys(SOCKETS, "secret")},
        good={**_GUARDED, **dict.fromkeys(OPEN, 401), **dict.fromkeys(SOCKETS, "refused")},
    ),
    Proof(
        probe=lambda client: {
            **{path: client.get(path).status_code for path in PATHS[2:]},
            "live": socket(client, "/lights/signals/live"),
        },
        bad={"/lights/signals/all": 401, "/buoys/all": 401, "live": "secret"},
    ),
    Proof(
        fixture="bad_modules",
        probe=lambda client: {
            path: client.get(path).status_code
            for path in ("/ships", "/watch/log", "/reports/today")
        },
        bad={"/ships": 401, "/watch/log": 401, "/reports/today": 200},
        good={"/ships": 401, "/watch/log": 401, "/reports/today": 401},
    ),
]
