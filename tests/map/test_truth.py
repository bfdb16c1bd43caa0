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
from tests.map.runtime import start
from tests.support.linting import every_rule

REPOSITORY = Path(__file__).resolve().parents[2]
APPLICATIONS = REPOSITORY / "fixtures" / "apps"

#: Those with a module below tests/map/applications that says how they are started.
STARTED = sorted(
    file.stem
    for file in (REPOSITORY / "tests" / "map" / "applications").glob("*.py")
    if file.stem != "__init__"
)

ENVIRONMENT = {"DJANGO_SECRET_KEY": "a key for tests", "SECRET_KEY": "a key for tests"}


def mapped(directory: Path) -> RouteMap:
    report = engine.analyse(every_rule(), root=directory, rules=())
    assert report.diagnostics == ()
    return build(report.project)  # type: ignore[arg-type]


def rows(routes: RouteMap) -> set[tuple[str, str]]:
    return {
        (method, route.path or "?")
        for route in routes.routes
        for method in route.methods or [route.shown_methods]
    }


def at_run_time(name: str) -> set[tuple[str, str]]:
    run = subprocess.run(
        [sys.executable, "-m", "tests.map.runtime", name],
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


@pytest.mark.parametrize("name", STARTED)
def test_methods_and_paths_agree(name: str) -> None:
    shown, served = rows(mapped(APPLICATIONS / name)), at_run_time(name)
    how = start(name)
    assert served
    assert shown - served == how.only_in_the_map
    assert served - shown == how.only_at_run_time


#: They have no table of routes that a map could be compared with.
WITHOUT_ROUTES = ("asgi_", "http_server_", "wsgi_")


def test_every_application_with_routes_is_compared() -> None:
    names = {path.name for path in APPLICATIONS.iterdir()}
    assert {name for name in names - set(STARTED) if not name.startswith(WITHOUT_ROUTES)} == set()
    assert set(STARTED) <= names
