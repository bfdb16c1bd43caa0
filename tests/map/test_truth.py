"""The map says of every sample application what its framework says of it when it runs."""

from __future__ import annotations

import json
import os
import subprocess
import sys
from pathlib import Path

import pytest

from routelint import engine
from routelint.map.build import build
from routelint.map.table import RouteMap
from tests.support.linting import every_rule

REPOSITORY = Path(__file__).resolve().parents[2]
APPLICATIONS = REPOSITORY / "fixtures" / "apps"

#: Application -> framework, module and name of the app (for Django: the settings).
STARTS = {
    "aiohttp_radio": ("aiohttp", "radio.main", "make_app"),
    "falcon_bookings": ("falcon", "main", "app"),
    "flask_restful_weather": ("flask", "run", "app"),
    "flask_restx_library": ("flask_restx", "wsgi", "app"),
    "litestar_workshop": ("litestar", "main", "app"),
    "ninja_tickets": ("django", "box_office.settings"),
    "pyramid_archive": ("pyramid", "main", "app"),
    "quart_auction": ("quart", "main", "app"),
    "sanic_parcels": ("sanic", "main", "app"),
    "tornado_radio": ("tornado", "radio.application", "Radio"),
    "bottle_library": ("bottle", "main", "app"),
    "django_clinic": ("django", "clinic.settings.prod"),
    "drf_orchard": ("django", "orchard.settings"),
    "fastapi_tasks": ("fastapi", "tasks.main", "app"),
    "flask_shop": ("flask", "main", "app"),
}

ENVIRONMENT = {"DJANGO_SECRET_KEY": "a key for tests"}


def mapped(directory: Path) -> RouteMap:
    report = engine.analyse(every_rule(), root=directory, rules=())
    assert report.diagnostics == ()
    return build(report.project)  # type: ignore[arg-type]


#: What the map says and the framework does not, with the reason.
ONLY_IN_THE_MAP = {
    # Registered below `if __name__ == "__main__"`, which is not run here.
    "falcon_bookings": {("GET", "/status")},
    # The same, and a resource that is added when the API was already attached (RL205).
    "flask_restful_weather": {("GET", "/v1/alerts"), ("GET", "/v1/measurements/<key>")},
    # Its guard stands above `@view_config` (RL302): the scan does not find the view.
    "pyramid_archive": {("POST", "/documents/<number>/tags")},
    # Sanic answers with and without the slash, and keeps the path without.
    "sanic_parcels": {("GET", "/api/v1/parcels/"), ("POST", "/api/v1/parcels/")},
}
#: What the framework says and the map does not.
ONLY_AT_RUN_TIME = {
    "pyramid_archive": {("ANY", "/documents/<number>/tags")},
    "sanic_parcels": {("GET", "/api/v1/parcels"), ("POST", "/api/v1/parcels")},
}


def rows(routes: RouteMap) -> set[tuple[str, str]]:
    return {
        (method, route.path or "?")
        for route in routes.routes
        for method in route.methods or [route.shown_methods]
    }


def at_run_time(name: str) -> set[tuple[str, str]]:
    run = subprocess.run(
        [sys.executable, "-m", "tests.map.runtime", *STARTS[name]],
        cwd=APPLICATIONS / name,
        env={
            **os.environ,
            **ENVIRONMENT,
            "PYTHONPATH": str(REPOSITORY),
            "PYTHONDONTWRITEBYTECODE": "1",
        },
        capture_output=True,
        text=True,
        check=False,
    )
    assert run.returncode == 0, run.stderr
    return {(method, path) for method, path in json.loads(run.stdout.splitlines()[-1])}


@pytest.mark.parametrize("name", sorted(STARTS))
def test_methods_and_paths_agree(name: str) -> None:
    shown, served = rows(mapped(APPLICATIONS / name)), at_run_time(name)
    assert served
    assert shown - served == ONLY_IN_THE_MAP.get(name, set())
    assert served - shown == ONLY_AT_RUN_TIME.get(name, set())


def test_every_application_with_routes_is_compared() -> None:
    """A bare WSGI application and a handler of `http.server` have no table of routes."""
    names = {path.name for path in APPLICATIONS.iterdir()}
    assert names - set(STARTS) == {"http_server_greenhouse", "wsgi_links"}
