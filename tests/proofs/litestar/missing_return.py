"""RL101 under Litestar: a dropped refusal lets everybody in, in every layer."""

from __future__ import annotations

from typing import Any

from litestar.exceptions import WebSocketDisconnect

from tests.proofs.harness import Proof


def weather(client: Any) -> str:
    try:
        with client.websocket_connect("/weather") as websocket:
            return str(websocket.receive_text())
    except WebSocketDisconnect as exc:
        return f"closed with {exc.code}"


def probe(client: Any) -> dict[str, object]:
    found: dict[str, object] = {}
    for path in (
        "/plots/9", "/sheds/2", "/fallow/9", "/start", "/rules", "/minutes", "/ledger",
        "/members/keys/main",
    ):  # fmt: skip
        response = client.get(path)
        found[path] = (response.status_code, response.text)
    for header, value in (
        ("x-client-version", "1"),
        ("user-agent", "curl/8.5"),
        ("x-season", "winter"),
    ):
        response = client.get("/plots/1", headers={header: value})
        found[f"{header}: {value}"] = (response.status_code, response.text)
    found["weather"] = weather(client)
    return found


PROOFS = [
    Proof(
        probe=probe,
        bad={
            "/plots/9": (200, '{"crop":null}'),
            "/sheds/2": (200, '{"shed":2}'),
            "/fallow/9": (200, '{"crop":null}'),
            "/start": (500, '{"status_code":500,"detail":"Internal Server Error"}'),
            "/rules": (200, '{"rules":"no dogs"}'),
            "/minutes": (200, '{"minutes":"the pump is broken"}'),
            "/ledger": (200, '{"budget":120}'),
            "/members/keys/main": (200, '{"code":"4711"}'),
            "x-client-version: 1": (200, '{"crop":"beans"}'),
            "user-agent: curl/8.5": (200, '{"crop":"beans"}'),
            "x-season: winter": (200, '{"crop":"beans"}'),
            "weather": "frost tonight",
        },
        good={
            "/plots/9": (404, '{"detail":"no such plot"}'),
            "/sheds/2": (404, '{"detail":"no such shed"}'),
            "/fallow/9": (410, '{"status_code":410,"detail":"nothing grows here"}'),
            "/start": (302, ""),
            "/rules": (409, '{"detail":"accept first"}'),
            "/minutes": (403, '{"status_code":403,"detail":"wardens only"}'),
            "/ledger": (403, '{"status_code":403,"detail":"treasurers only"}'),
            "/members/keys/main": (401, '{"status_code":401,"detail":"members only"}'),
            "x-client-version: 1": (426, "please update"),
            "user-agent: curl/8.5": (403, "no scripts, please"),
            "x-season: winter": (503, '{"status_code":503,"detail":"closed in winter"}'),
            "weather": "closed with 1008",
        },
        fixed={
            "/plots/9": (404, '{"detail":"no such plot"}'),
            "/sheds/2": (404, '{"detail":"no such shed"}'),
            "/fallow/9": (410, '{"status_code":410,"detail":"nothing grows here"}'),
            "/start": (302, ""),
            "/rules": (200, '{"rules":"no dogs"}'),
            "/minutes": (200, '{"minutes":"the pump is broken"}'),
            "/ledger": (403, '{"status_code":403,"detail":"treasurers only"}'),
            "/members/keys/main": (401, '{"status_code":401,"detail":"members only"}'),
            "x-client-version: 1": (426, "please update"),
            "user-agent: curl/8.5": (200, '{"crop":"beans"}'),
            "x-season: winter": (503, '{"status_code":503,"detail":"closed in winter"}'),
            "weather": "closed with 1008",
        },
    ),
]
