"""RL205 under FastAPI: routes that are not there, guards that do not guard, a start that fails."""

from __future__ import annotations

import runpy
from typing import Any
from unittest.mock import patch

from starlette.testclient import TestClient

from tests.proofs.harness import Proof


def as_script(client: TestClient) -> int:
    """The status of /version at the moment when the script starts its server."""
    seen: list[int] = []

    def run(app: Any, **options: object) -> None:
        seen.append(TestClient(app).get("/version").status_code)

    app: Any = client.app
    version = next(r for r in app.routes if getattr(r, "path", "") == "/version")
    path = version.endpoint.__globals__["__file__"]
    with patch("uvicorn.run", run):
        runpy.run_path(path, run_name="__main__")
    return seen[0]


def probe(client: TestClient) -> dict[str, object]:
    found: dict[str, object] = {
        path: client.get(path).status_code for path in ("/admin/users", "/admin/roles", "/metrics")
    }
    found["/version as a script"] = as_script(client)
    return found


def started(app: Any) -> str:
    try:
        with TestClient(app):
            return "started"
    except RuntimeError as exc:
        return str(exc)


def probe_startup(client: TestClient) -> dict[str, object]:
    app: Any = client.app
    work = next(r for r in app.routes if getattr(r, "path", "") == "/work")
    module = work.endpoint.__globals__
    with client:
        busy = client.get("/work").status_code
    return {
        "in lifespan": started(module["lively"]),
        "in startup": started(module["started"]),
        "handler added in startup": busy,
    }


def probe_included(client: TestClient) -> dict[str, object]:
    paths = ("/reports/daily", "/reports/yearly/totals")
    return {path: client.get(path).status_code for path in paths}


# The installed FastAPI has live routers. Below 0.137, which this project pins, both are 404.
LIVE = {"/reports/daily": 200, "/reports/yearly/totals": 200}

PROOFS = [
    Proof(
        probe=probe,
        bad={
            "/admin/users": 200,
            "/admin/roles": 403,
            "/metrics": 404,
            "/version as a script": 404,
        },
        good={
            "/admin/users": 403,
            "/admin/roles": 403,
            "/metrics": 200,
            "/version as a script": 200,
        },
    ),
    Proof(
        fixture="bad_startup.py",
        probe=probe_startup,
        bad={
            "in lifespan": "Cannot add middleware after an application has started",
            "in startup": "Cannot add middleware after an application has started",
            "handler added in startup": 500,
        },
        good={
            "in lifespan": "started",
            "in startup": "started",
            "handler added in startup": 503,
        },
    ),
    Proof(
        fixture="bad_old_fastapi",
        corrected="good_live_include",
        probe=probe_included,
        bad=LIVE,
        good=LIVE,
    ),
]
