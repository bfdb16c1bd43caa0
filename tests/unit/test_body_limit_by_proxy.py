"""`body-limit = "proxy"`: what stands in front limits bodies, so that an application needs no limit."""

from __future__ import annotations

from pathlib import Path

import pytest

from routelint import engine
from routelint.config import Config
from routelint.rules import load_rules

APP = """from flask import Flask, request

app = Flask(__name__)


@app.post("/notes")
def add_note():
    return request.get_json()
"""


@pytest.mark.parametrize(("body_limit", "expected"), [("", ["RL401"]), ("proxy", [])])
def test_the_proxy_limits_bodies(tmp_path: Path, body_limit: str, expected: list[str]) -> None:
    (tmp_path / "app.py").write_text(APP)
    config = Config(select=("RL401", "RL402"), cache=False, jobs=1, body_limit=body_limit)
    rules = [rule for rule in load_rules() if rule.META.code in ("RL401", "RL402")]
    report = engine.analyse(config, root=tmp_path, targets=None, rules=rules)
    assert [finding.code for finding in report.findings] == expected
