"""What the configuration tells of what is in front of the application, and of what is slow."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest

from routelint import engine
from routelint.config import Config
from routelint.config.schema import IN_FRONT
from routelint.rules import load_rules

BODIES = """from flask import Flask, request

app = Flask(__name__)


@app.post("/notes")
def add_note():
    return request.get_json()
"""

COOKIES = """from flask import Flask, make_response

app = Flask(__name__)


@app.get("/in")
def come_in():
    response = make_response("welcome")
    response.set_cookie("session", make_token())
    return response
"""

ADDRESSES = """from flask import Flask, abort, request

app = Flask(__name__)


@app.get("/admin")
def admin():
    address = request.headers.get("X-Forwarded-For", "")
    if address != "10.0.0.5":
        abort(403)
    return "all of it"
"""

COUNTED = """from flask import Flask, request
from flask_limiter import Limiter

app = Flask(__name__)
limiter = Limiter(
    key_func=lambda: request.headers.get("X-Forwarded-For", request.remote_addr), app=app
)
"""

LOGIN = """from flask import Flask, abort, request
from werkzeug.security import check_password_hash

app = Flask(__name__)


@app.post("/login")
def login():
    user = find(request.form["name"])
    if user is None or not check_password_hash(user.hash, request.form["password"]):
        abort(401)
    return "welcome"
"""

PAGES = """from flask import Flask, render_template

app = Flask(__name__)


@app.get("/")
def index():
    return render_template("index.html")
"""

CASES = [
    ("body_limit", "RL401", BODIES),
    ("cookie_flags", "RL504", COOKIES),
    ("forwarded_headers", "RL510", ADDRESSES),
    ("forwarded_headers", "RL406", COUNTED),
    ("rate_limit", "RL405", LOGIN),
    ("security_headers", "RL509", PAGES),
]


def codes(tmp_path: Path, code: str, **config: Any) -> list[str]:
    rules = [rule for rule in load_rules() if rule.META.code == code]
    options = Config(select=(code,), cache=False, jobs=1, **config)
    report = engine.analyse(options, root=tmp_path, targets=None, rules=rules)
    return [finding.code for finding in report.findings]


@pytest.mark.parametrize(("key", "code", "text"), CASES, ids=[case[1] for case in CASES])
def test_what_a_proxy_sees_to_is_not_reported(
    tmp_path: Path, key: str, code: str, text: str
) -> None:
    (tmp_path / "app.py").write_text(text)
    assert codes(tmp_path, code) == [code]
    assert codes(tmp_path, code, **{key: "proxy"}) == []
    others = {name: "proxy" for name in IN_FRONT if name != key}
    assert codes(tmp_path, code, **others) == [code]


def test_each_key_has_a_case() -> None:
    assert {case[0] for case in CASES} == set(IN_FRONT)


SLOW = """from fastapi import FastAPI

import printer
from shop import labels

app = FastAPI()


@app.post("/labels")
async def print_label():
    labels.render()
    printer.send(1)
    return {}
"""


@pytest.mark.parametrize("name", ["printer.send", "shop.labels.render"])
def test_slow_calls_are_named_by_the_configuration(tmp_path: Path, name: str) -> None:
    (tmp_path / "app.py").write_text(SLOW)
    (tmp_path / "shop").mkdir()
    (tmp_path / "shop" / "__init__.py").write_text("")
    (tmp_path / "shop" / "labels.py").write_text("def render():\n    return draw()\n")
    assert codes(tmp_path, "RL601") == []
    assert codes(tmp_path, "RL601", blocking_calls=(name,)) == ["RL601"]
