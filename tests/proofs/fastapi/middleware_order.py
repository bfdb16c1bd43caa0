"""RL206 under FastAPI: answers that the browser may not read, and a session that is not there."""

from __future__ import annotations

from starlette.testclient import TestClient

from tests.proofs.harness import Proof

BROWSER = {"Origin": "https://app.example"}
PREFLIGHT = {**BROWSER, "Access-Control-Request-Method": "GET"}


def probe(client: TestClient) -> dict[str, object]:
    found: dict[str, object] = {}
    for name, path in (
        ("added", "balance"),
        ("decorated", "balance"),
        ("listed", "balance"),
        ("caught", "report"),
    ):
        for label, response in (
            ("answer", client.get(f"/{name}/{path}", headers=BROWSER)),
            ("preflight", client.options(f"/{name}/{path}", headers=PREFLIGHT)),
        ):
            allowed = response.headers.get("access-control-allow-origin")
            found[f"{name} {label}"] = (response.status_code, allowed)
    found["visited"] = client.get("/visited/balance").status_code
    return found


def probe_modules(client: TestClient) -> dict[str, object]:
    answer, preflight = (
        client.get("/balance", headers=BROWSER),
        client.options("/balance", headers=PREFLIGHT),
    )
    allowed = answer.headers.get("access-control-allow-origin")
    return {"answer": (answer.status_code, allowed), "preflight": preflight.status_code}


PROOFS = [
    Proof(
        probe=probe,
        bad={
            "added answer": (401, None),
            "added preflight": (401, None),
            "decorated answer": (401, None),
            "decorated preflight": (401, None),
            "listed answer": (401, None),
            "listed preflight": (401, None),
            "caught answer": (500, None),
            "caught preflight": (200, "https://app.example"),
            "visited": 500,
        },
        good={
            "added answer": (401, "https://app.example"),
            "added preflight": (200, "https://app.example"),
            "decorated answer": (401, "https://app.example"),
            "decorated preflight": (200, "https://app.example"),
            "listed answer": (401, "https://app.example"),
            "listed preflight": (200, "https://app.example"),
            "caught answer": (500, "https://app.example"),
            "caught preflight": (200, "https://app.example"),
            "visited": 200,
        },
    ),
    Proof(
        fixture="bad_modules",
        probe=probe_modules,
        bad={"answer": (401, None), "preflight": 401},
        good={"answer": (401, "https://app.example"), "preflight": 200},
    ),
]
