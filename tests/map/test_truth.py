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
    "bottle_library": ("bottle", "main", "app"),
    "django_clinic": ("django", "clinic.settings.prod"),
    "fastapi_tasks": ("fastapi", "tasks.main", "app"),
    "flask_shop": ("flask", "main", "app"),
}

ENVIRONMENT = {"DJANGO_SECRET_KEY": "a key for tests"}


def mapped(directory: Path) -> RouteMap:
    report = engine.analyse(every_rule(), root=directory, rules=())
    assert report.diagnostics == ()
    return build(report.project)  # type: ignore[arg-type]


def rows(routes: RouteMap) -> list[list[str]]:
    return sorted(
        [method, route.path or "?"]
        for route in routes.routes
        for method in route.methods or [route.shown_methods]
    )


def at_run_time(name: str) -> list[list[str]]:
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
    found: list[list[str]] = json.loads(run.stdout.splitlines()[-1])
    return found


@pytest.mark.parametrize("name", sorted(STARTS))
def test_methods_and_paths_agree(name: str) -> None:
    assert rows(mapped(APPLICATIONS / name)) == at_run_time(name)
