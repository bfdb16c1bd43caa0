"""RL205 under Quart: what is registered too late is missing, or stops the import."""

from __future__ import annotations

import asyncio
import runpy
from typing import Any
from unittest import mock

from quart import Quart
from starlette.testclient import TestClient

from tests.proofs.harness import Proof

ROBOT = {"User-Agent": "SearchBot/1.0"}


def probe(client: TestClient) -> dict[str, object]:
    app: Any = client.app
    with client:
        opened = app.config.get("OPEN")
    return {
        "opened": opened,
        "/": client.get("/").status_code,
        "/ for a robot": client.get("/", headers=ROBOT).status_code,
        "/start": client.get("/start").status_code,
        "/metrics": client.get("/metrics").status_code,
        "/admin/": client.get("/admin/").status_code,
        "handler of 404": "json" in client.get("/nowhere").headers["Content-Type"],
    }


def probe_script(client: TestClient) -> dict[str, object]:
    """What the server answers when the file is run as a script, at the moment it would start."""
    app: Any = client.app
    script = app.view_functions["index"].__code__.co_filename
    found: dict[str, object] = {}

    def answer(app: Quart) -> None:
        served = TestClient(app, raise_server_exceptions=False)
        found["/contact"] = served.get("/contact").status_code
        found["/admin/"] = served.get("/admin/").status_code
        found["/ for a robot"] = served.get("/", headers=ROBOT).status_code

    def run(app: Quart, *args: Any, **options: Any) -> None:
        answer(app)

    async def serve(app: Quart, *args: Any, **options: Any) -> None:
        await asyncio.to_thread(answer, app)

    with (
        mock.patch.object(Quart, "run", run),
        mock.patch.object(Quart, "run_task", serve),
        mock.patch("hypercorn.asyncio.serve", serve),
    ):
        runpy.run_path(script, run_name="__main__")
    return found


def probe_blueprint(client: TestClient) -> dict[str, object]:
    customer = {"X-Customer": "ann"}
    return {
        "/shop/": client.get("/shop/").status_code,
        "/shop/ for a customer": client.get("/shop/", headers=customer).status_code,
        "/shop/cart for a customer": client.get("/shop/cart", headers=customer).status_code,
    }


PROOFS = [
    Proof(
        probe=probe,
        bad={
            "/": 200,
            "/ for a robot": 200,
            "/start": 404,
            "/metrics": 404,
            "/admin/": 404,
            "opened": None,
            "handler of 404": False,
        },
        good={
            "/": 200,
            "/ for a robot": 403,
            "/start": 200,
            "/metrics": 200,
            "/admin/": 200,
            "opened": True,
            "handler of 404": True,
        },
    ),
    Proof(
        probe=probe_script,
        fixture="bad_after_run.py",
        bad={"/contact": 404, "/admin/": 404, "/ for a robot": 200},
        good={"/contact": 200, "/admin/": 200, "/ for a robot": 403},
    ),
    *(
        Proof(
            probe=probe_script,
            fixture=f"bad_after_{start}.py",
            corrected="good_after_run.py",
            bad={"/contact": 404, "/admin/": 404, "/ for a robot": 200},
        )
        for start in ("run_task", "serve")
    ),
    Proof(
        probe=probe_blueprint,
        fixture="bad_blueprint.py",
        bad={"import_error": "AssertionError"},
        good={"/shop/": 403, "/shop/ for a customer": 200, "/shop/cart for a customer": 200},
    ),
    Proof(
        probe=probe_blueprint,
        fixture="bad_blueprint_hook.py",
        corrected="good_blueprint.py",
        bad={"import_error": "AssertionError"},
        good={"/shop/": 403, "/shop/ for a customer": 200, "/shop/cart for a customer": 200},
    ),
    Proof(
        probe=probe_blueprint,
        fixture="bad_blueprint_websocket.py",
        corrected="good_blueprint.py",
        bad={"import_error": "AssertionError"},
    ),
    Proof(
        probe=probe_blueprint,
        fixture="bad_blueprint_nested.py",
        corrected="good_blueprint.py",
        bad={"import_error": "AssertionError"},
        good={"/shop/": 403, "/shop/ for a customer": 200, "/shop/cart for a customer": 200},
    ),
    Proof(
        probe=probe_blueprint,
        fixture="bad_modules",
        bad={"import_error": "AssertionError"},
        good={"/shop/": 200, "/shop/ for a customer": 200, "/shop/cart for a customer": 200},
    ),
]
