"""RL205 under Flask: what is registered too late is missing, or stops the import."""

from __future__ import annotations

import runpy
from contextlib import suppress
from typing import Any
from unittest import mock

from flask import Flask
from flask.testing import FlaskClient

from tests.proofs.harness import Proof

ROBOT = {"User-Agent": "SearchBot/1.0"}


def probe(client: FlaskClient) -> dict[str, object]:
    return {
        "/": client.get("/").status_code,
        "/ for a robot": client.get("/", headers=ROBOT).status_code,
        "/start": client.get("/start").status_code,
        "/metrics": client.get("/metrics").status_code,
        "/admin/": client.get("/admin/").status_code,
        "handler of 404": client.get("/nowhere").is_json,
    }


def probe_script(client: FlaskClient) -> dict[str, object]:
    """What the server answers when the file is run as a script, at the moment it would start."""
    script = client.application.view_functions["index"].__code__.co_filename
    found: dict[str, object] = {}

    def serve(app: Flask, *args: Any, **options: Any) -> None:
        served = app.test_client()
        found["/contact"] = served.get("/contact").status_code
        found["/admin/"] = served.get("/admin/").status_code
        found["/ for a robot"] = served.get("/", headers=ROBOT).status_code

    # An application that has answered refuses further registrations with an AssertionError.
    with mock.patch.object(Flask, "run", serve), suppress(AssertionError):
        runpy.run_path(script, run_name="__main__")
    return found


def probe_blueprint(client: FlaskClient) -> dict[str, object]:
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
            "handler of 404": False,
        },
        good={
            "/": 200,
            "/ for a robot": 403,
            "/start": 200,
            "/metrics": 200,
            "/admin/": 200,
            "handler of 404": True,
        },
    ),
    Proof(
        probe=probe_script,
        fixture="bad_after_run.py",
        bad={"/contact": 404, "/admin/": 404, "/ for a robot": 200},
        good={"/contact": 200, "/admin/": 200, "/ for a robot": 403},
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
