"""Test suites are neither reported nor read."""

from __future__ import annotations

from pathlib import Path

import pytest

from routelint import engine
from routelint.config import Config
from routelint.facts.loader import FactsLoader
from routelint.model.suites import is_test
from routelint.rules import load_rules
from routelint.source.files import Sources
from routelint.source.vocabulary import Vocabulary

APP = """from flask import Flask, make_response

app = Flask(__name__)


@app.get("/")
def index():
    make_response("hello")
"""


@pytest.mark.parametrize(
    ("path", "expected"),
    [
        ("shop/views.py", False),
        ("shop/latest.py", False),
        ("shop/contest.py", False),
        ("attests/views.py", False),
        ("tests/views.py", True),
        ("shop/test/views.py", True),
        ("shop/testing/views.py", True),
        ("shop/test_views.py", True),
        ("shop/views_test.py", True),
        ("shop/tests.py", True),
        ("conftest.py", True),
    ],
)
def test_suites_are_known_by_their_names(path: str, expected: bool) -> None:
    assert is_test(path) is expected


@pytest.mark.parametrize("everything", [False, True])
def test_a_suite_is_not_read(tmp_path: Path, everything: bool) -> None:
    for path in ("app.py", "tests/test_app.py"):
        (tmp_path / path).parent.mkdir(exist_ok=True)
        (tmp_path / path).write_text(APP)
    files = ["app.py", "tests/test_app.py"]
    loader = FactsLoader(
        Sources(tmp_path), files, Vocabulary({"flask"}), processes=1, everything=everything
    )
    assert loader.paths() == files
    assert loader.matched() == ["app.py"]
    assert set(loader.seconds) == {"app.py"}
    assert "tests/test_app.py" not in loader.containing(frozenset({"index"}))


def test_a_suite_is_not_reported(tmp_path: Path) -> None:
    (tmp_path / "tests").mkdir()
    (tmp_path / "tests" / "app.py").write_text(APP)
    rules = [rule for rule in load_rules() if rule.META.code == "RL101"]
    config = Config(select=("RL101",), cache=False, jobs=1)
    assert not engine.analyse(config, root=tmp_path, targets=None, rules=rules).findings
    (tmp_path / "app.py").write_text(APP)
    report = engine.analyse(config, root=tmp_path, targets=None, rules=rules)
    assert [finding.path for finding in report.findings] == ["app.py"]
