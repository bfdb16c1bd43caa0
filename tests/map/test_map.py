"""`routelint map` from outside: formats, comparison, options; and what is shown for an application."""

from __future__ import annotations

import json
from pathlib import Path

import pytest
from click.testing import CliRunner, Result
from pytest_snapshot.plugin import Snapshot

from routelint.cli.main import cli
from routelint.map.compare import compare, opens
from routelint.map.table import AppEntry, GuardEntry, LimitEntry, RouteEntry, RouteMap, from_json
from tests.support.linting import isolated_copy

REPOSITORY = Path(__file__).resolve().parents[2]
APPLICATIONS = sorted(p.name for p in (REPOSITORY / "fixtures" / "apps").iterdir())
APP = """
from flask import Flask, Blueprint, abort, request

app = Flask(__name__)
app.config["MAX_CONTENT_LENGTH"] = 1024
admin = Blueprint("admin", __name__, url_prefix="/admin")


@admin.before_request
def signed_in():
    if not request.headers.get("Authorization"):
        abort(401)


@admin.post("/users/<int:number>")
def change(number):
    return "changed"


@app.get("/")
def start():
    return "<b>&start</b>"


app.register_blueprint(admin)
"""
ORIGINS = """
from fastapi import FastAPI
from fastapi.middleware.cors import CORSMiddleware
from pydantic_settings import BaseSettings


class Settings(BaseSettings):
    host: str = "https://a.example"

    @property
    def hosts(self):
        found = ["https://b.example"]
        if self.host:
            found.append(self.host)
        return found


settings = Settings()
app_a = FastAPI()
app_b = FastAPI()
app_c = FastAPI()
app_a.add_middleware(CORSMiddleware, allow_origins=[settings.host])
app_b.add_middleware(CORSMiddleware, allow_origins=settings.hosts)
app_c.add_middleware(CORSMiddleware, allow_origins=["https://c.example"])
"""


def run(*args: str) -> Result:
    return CliRunner().invoke(cli, ["map", "--no-cache", *args])


@pytest.fixture
def project(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    (tmp_path / "pyproject.toml").write_text("", "utf-8")
    (tmp_path / "web.py").write_text(APP, "utf-8")
    monkeypatch.chdir(tmp_path)
    return tmp_path


@pytest.mark.parametrize("name", APPLICATIONS)
@pytest.mark.parametrize("form", ["text", "mermaid"])
def test_what_is_shown(
    name: str, form: str, snapshot: Snapshot, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.chdir(isolated_copy(REPOSITORY / "fixtures" / "apps" / name, tmp_path))
    result = run("--isolated", "--output-format", form, "--width", "160")
    assert result.exit_code == 0, result.output
    snapshot.snapshot_dir = REPOSITORY / "tests" / "snapshots" / "maps"
    snapshot.assert_match(result.stdout, f"{name}.{form}.txt")


@pytest.mark.parametrize("width", [80, 100, 200])
def test_text_fits(width: int, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(isolated_copy(REPOSITORY / "fixtures" / "apps" / "django_clinic", tmp_path))
    result = run("--isolated", "--width", str(width))
    assert max(map(len, result.stdout.splitlines())) <= width


def test_json_is_read_back(project: Path) -> None:
    data = json.loads(run("--output-format", "json").stdout)
    assert data["schema_version"] == 1
    routes = from_json(data)
    (app,) = routes.apps
    assert app.body_limit == LimitEntry("set", 1024)
    assert [(r.methods, r.path, r.handler) for r in app.routes] == [
        (("GET",), "/", "start"),
        (("POST",), "/admin/users/<number>", "change"),
        (("GET",), "/static/<filename>", "static"),
    ]
    assert [route.own for route in app.routes] == [False, False, True]
    assert app.routes[0].guards == ()
    assert app.routes[1].guards == (GuardEntry("signed_in", "hook", "web.py", 9),)
    assert json.loads(json.dumps(routes.as_json(data["tool"]["version"]))) == data


def test_markdown_has_a_row_for_each_route(project: Path) -> None:
    text = run("--output-format", "markdown").stdout
    assert "| POST | `/admin/users/<number>` | `change` | `signed_in` (hook) | web.py:16 |" in text
    assert "| GET | `/` | `start` | **none** | web.py:21 |" in text


def test_html_is_escaped_and_needs_no_network(project: Path) -> None:
    page = run("--output-format", "html").stdout
    assert "/admin/users/&lt;number&gt;" in page
    assert "<number>" not in page
    assert "http://" not in page
    assert "https://" not in page


def test_only_the_routes_of_the_given_files(project: Path) -> None:
    (project / "more.py").write_text(APP.replace("/admin", "/staff"), "utf-8")
    routes = from_json(json.loads(run("more.py", "--output-format", "json").stdout)).routes
    assert {route.file for route in routes} == {"more.py"}


def test_a_lost_guard_is_said_and_fails(project: Path) -> None:
    assert run("--output-format", "json", "--output-file", "old.json").exit_code == 0
    same = run("--diff", "old.json")
    assert (same.exit_code, same.stdout) == (0, "Nothing has changed in the map.\n")
    (project / "web.py").write_text(APP.replace("@admin.before_request\n", ""), "utf-8")
    result = run("--diff", "old.json")
    assert result.exit_code == 1
    assert result.stdout == "opened   POST /admin/users/<number>: lost signed_in\n"


def test_origins_that_may_be_others_are_not_complete(project: Path) -> None:
    """A default that the environment replaces, a property that adds to its list, and a plain list."""
    (project / "web.py").write_text(ORIGINS, "utf-8")
    apps = from_json(json.loads(run("--output-format", "json").stdout)).apps
    assert [(cors.origins, cors.complete) for app in apps for cors in app.cors] == [
        (("https://a.example",), False),
        (("https://b.example",), False),
        (("https://c.example",), True),
    ]


def test_files_are_named_as_seen_from_the_directory(
    project: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    (project / "inner").mkdir()
    monkeypatch.chdir(project / "inner")
    (app,) = from_json(json.loads(run("--output-format", "json").stdout)).apps
    assert (app.path, app.routes[0].file, app.routes[1].guards[0].path) == ("../web.py",) * 3
    monkeypatch.chdir(project.parent)
    (app,) = from_json(json.loads(run(project.name, "--output-format", "json").stdout)).apps
    assert {app.path, *(r.file for r in app.routes)} == {f"{project.name}/web.py"}


def test_a_bad_old_map_is_a_clear_error(project: Path) -> None:
    (project / "old.json").write_text('{"schema_version": 7}', "utf-8")
    result = run("--diff", "old.json")
    assert result.exit_code == 2
    assert "old.json: schema version 7 is not 1" in result.stderr
    assert run("--diff", "missing.json").exit_code == 2
    assert run("missing/").exit_code == 2


def test_no_application() -> None:
    with CliRunner().isolated_filesystem():
        Path("pyproject.toml").write_text("", "utf-8")
        result = run()
    assert (result.exit_code, result.stdout) == (0, "No application was found.\n")


def route(path: str, *guards: str, method: str = "GET") -> RouteEntry:
    entries = tuple(GuardEntry(name, "decorator", "web.py", 1) for name in guards)
    return RouteEntry((method,), path, "view", "web.py", 1, guards=entries)


def app(*routes: RouteEntry, limit: str = "set") -> RouteMap:
    entry = AppEntry("app", "flask", "web.py", 1, routes, body_limit=LimitEntry(limit))
    return RouteMap((entry,))


def test_kinds_of_changes() -> None:
    old = app(route("/a", "login"), route("/b"), route("/gone"))
    new = app(route("/a"), route("/b", "login"), route("/new", "login"), limit="none")
    changes = compare(old, new)
    assert [(c.kind, c.what) for c in changes] == [
        ("opened", "GET /a"),
        ("closed", "GET /b"),
        ("added", "GET /new"),
        ("removed", "GET /gone"),
        ("limit", "app"),
    ]
    assert opens(changes)


def test_a_new_route_with_a_guard_opens_nothing() -> None:
    assert not opens(compare(app(), app(route("/a", "login"))))
    assert not opens(compare(app(route("/a")), app(route("/a", "login"))))
