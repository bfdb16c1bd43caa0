"""The map says of every sample application what its framework says of it when it runs."""

from __future__ import annotations

import json
import os
import shutil
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
RESOLUTION = REPOSITORY / "fixtures" / "resolution"

#: Those with a module below tests/map/applications that says how they are started.
STARTED = sorted(
    file.stem
    for file in (REPOSITORY / "tests" / "map" / "applications").glob("*.py")
    if file.stem != "__init__"
)

#: Ways to write applications, below fixtures/resolution: the same.
SHAPES = {
    "fastapi/made_twice": ("fastapi", "main", "app"),
    "fastapi/own_pages.py": ("fastapi", "own_pages", "app"),
    "flask/own_static.py": ("flask", "own_static", "app"),
    "quart/own_static.py": ("quart", "own_static", "app"),
    "tornado/handed_on_keywords.py": ("tornado", "handed_on_keywords", "app"),
}

ENVIRONMENT = {"DJANGO_SECRET_KEY": "a key for tests", "SECRET_KEY": "a key for tests"}


def mapped(directory: Path) -> RouteMap:
    report = engine.analyse(every_rule(), root=directory, rules=())
    assert report.diagnostics == ()
    return build(report.projects)  # type: ignore[arg-type]


def rows(routes: RouteMap) -> set[tuple[str, str]]:
    return {
        (method, route.path or "?")
        for route in routes.routes
        for method in route.methods or [route.shown_methods]
    }


def at_run_time(directory: Path, how: tuple[str, ...]) -> set[tuple[str, str]]:
    run = subprocess.run(
        [sys.executable, "-m", "tests.map.runtime", *how],
        cwd=directory,
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
    directory, how = APPLICATIONS / name, start(name)
    shown, served = rows(mapped(directory)), at_run_time(directory, (name,))
    assert served
    assert shown - served == how.only_in_the_map
    assert served - shown == how.only_at_run_time


#: They have no table of routes that a map could be compared with.
WITHOUT_ROUTES = ("asgi_", "http_server_", "wsgi_")


def test_every_application_with_routes_is_compared() -> None:
    names = {path.name for path in APPLICATIONS.iterdir()}
    assert {name for name in names - set(STARTED) if not name.startswith(WITHOUT_ROUTES)} == set()
    assert set(STARTED) <= names


def copied(shape: str, directory: Path) -> Path:
    source = RESOLUTION / shape
    if source.is_dir():
        return Path(shutil.copytree(source, directory / source.name))
    shutil.copy(source, directory)
    return directory


@pytest.mark.parametrize("shape", sorted(SHAPES))
def test_shapes_agree(shape: str, tmp_path: Path) -> None:
    directory = copied(shape, tmp_path)
    routes = mapped(directory)
    assert rows(routes) == at_run_time(directory, SHAPES[shape])
    assert len(routes.routes) == len({(r.methods, r.kind, r.path) for r in routes.routes})


def test_routes_below_a_prefix_that_is_not_known_are_shown(tmp_path: Path) -> None:
    directory = copied("django/open_prefix", tmp_path)
    assert rows(mapped(directory)) == {
        ("ANY", "/{?}about/"),
        ("ANY", "/{?}cards/<number>/"),
    }
    assert at_run_time(directory, ("django", "settings")) == {
        ("ANY", "/board/v1/about/"),
        ("ANY", "/board/v1/cards/<number>/"),
    }


def test_what_is_added_when_the_app_starts_is_shown(tmp_path: Path) -> None:
    """The only app is the one that the function is handed."""
    directory = copied("fastapi/started", tmp_path)
    (app,) = mapped(directory).apps
    assert rows(RouteMap((app,))) == {("GET", "/notes/")}
    code = (
        "import asyncio, main\n"
        "app = main.create()\n"
        "async def start():\n"
        "    async with main.lifespan(app): pass\n"
        "asyncio.run(start())"
    )
    assert at_run_time(directory, ("fastapi", "--code", code)) == {("GET", "/notes/")}
