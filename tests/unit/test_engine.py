"""The pipeline as a whole: what is analysed, what is reported, what a crash does."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path
from types import SimpleNamespace
from typing import Any

import pytest

from routelint import engine
from routelint.config import Config
from routelint.findings import Finding, RuleMeta, Span
from routelint.findings.report import Report

APP = "from flask import Flask\napp = Flask(__name__)\n@app.route('/')\ndef index(): return 'a'\n"
META = RuleMeta(
    code="RL999",
    slug="every-route",
    category="test",
    severity="warning",
    tier="A",
    summary="Finds every route.",
)


def every_route(project: Any) -> Iterator[Finding]:
    for handler in (handler for route in project.routes for handler in route.handlers):
        node = handler.function.node
        yield Finding(
            code=META.code,
            rule=META.slug,
            severity=META.severity,
            confidence="high",
            message=f"{node.name} is a route",
            path=handler.function.module.path,
            span=node.name_span,
            scope=node.qualname,
            statement=node.span,
        )


def crash(project: object) -> Iterator[Finding]:
    yield Finding("RL998", "x", "error", "high", "before", "app.py", Span(1, 1, 1, 5))
    raise RuntimeError("boom")


RULE: Any = SimpleNamespace(META=META, check=every_route)
CRASHING: Any = SimpleNamespace(META=replace(META, code="RL998", slug="crashing"), check=crash)
CONFIG = replace(Config(), cache=False, jobs=1)


@pytest.fixture
def project(tmp_path: Path) -> Path:
    (tmp_path / "app.py").write_text(APP, "utf-8")
    (tmp_path / "more.py").write_text(
        "from app import app\n@app.route('/b')\ndef other(): return 'b'\n", "utf-8"
    )
    return tmp_path


def analyse(root: Path, *, rules: Any = (RULE,), config: Config = CONFIG, **options: Any) -> Report:
    return engine.analyse(config, root=root, rules=rules, **options)


def found(report: Report) -> list[tuple[str, int, str]]:
    return [(f.path, f.span.line, f.code) for f in report.findings]


def test_the_whole_project_is_reported(project: Path) -> None:
    report = analyse(project)
    assert found(report) == [("app.py", 4, "RL999"), ("more.py", 3, "RL999")]
    assert (report.files, report.routes, report.frameworks) == (2, 2, ("flask",))
    assert report.paths == ("app.py", "more.py")
    assert report.diagnostics == ()
    assert all(f.fingerprint for f in report.findings)
    assert report.sources.text("app.py") == APP


def test_targets_are_reported_and_the_project_is_analysed(project: Path) -> None:
    report = analyse(project, targets=[project / "more.py"])
    assert found(report) == [("more.py", 3, "RL999")]
    assert (report.files, report.routes, report.frameworks) == (1, 1, ("flask",))


def test_text_from_standard_input_stands_in_for_its_file(project: Path) -> None:
    text = "\n" + APP + "@app.route('/c')\ndef third(): return 'c'\n"
    report = analyse(project, stdin=(str(project / "app.py"), text))
    assert found(report) == [("app.py", 5, "RL999"), ("app.py", 7, "RL999")]
    assert (project / "app.py").read_text() == APP
    assert report.sources.text("app.py") == text


def test_overrides_stand_in_for_files(project: Path) -> None:
    report = analyse(project, overrides={"more.py": "x = 1\n"})
    assert found(report) == [("app.py", 4, "RL999")]


def test_a_crashing_rule_is_named_and_the_others_report(project: Path) -> None:
    report = analyse(project, rules=(CRASHING, RULE))
    assert found(report) == [
        ("app.py", 1, "RL998"),
        ("app.py", 4, "RL999"),
        ("more.py", 3, "RL999"),
    ]
    (problem,) = report.diagnostics
    assert problem.kind == "internal-error"
    assert "RL998" in problem.message
    assert "boom" in problem.message


def test_a_file_that_can_not_be_parsed_is_a_finding(project: Path) -> None:
    (project / "broken.py").write_text("import flask\nprint 'x'\n")
    report = analyse(project)
    assert ("broken.py", 2, "RL001") in found(report)
    assert len(report.findings) == 3


def test_a_file_that_can_not_be_read_is_a_diagnostic(project: Path) -> None:
    (project / "latin.py").write_bytes(b"import flask\nx = '\xff'\n")
    report = analyse(project)
    assert [(d.kind, d.path) for d in report.diagnostics] == [("encoding", "latin.py")]
    assert len(report.findings) == 2


def test_suppressed_findings_are_kept_apart(project: Path) -> None:
    (project / "app.py").write_text(APP.rstrip() + "  # routelint: ignore[RL101, RL999] why\n")
    report = analyse(project)
    # The rule of this test is in no catalogue, so that the comment's selector is the only match.
    assert ("app.py", 4, "RL999") not in found(report)
    assert [(f.path, f.code) for f in report.suppressed] == [("app.py", "RL999")]


def test_thresholds(project: Path) -> None:
    report = analyse(project, config=replace(CONFIG, min_severity="error"))
    assert report.findings == ()


def test_per_file_ignores(project: Path) -> None:
    config = replace(CONFIG, per_file_ignores={"mor*.py": ("RL9",)})
    assert found(analyse(project, config=config)) == [("app.py", 4, "RL999")]


def test_default_excludes_hold_unless_replaced(project: Path) -> None:
    (project / "build").mkdir()
    (project / "build/gen.py").write_text(APP)
    assert analyse(project).files == 2
    assert analyse(project, config=replace(CONFIG, exclude=("more.py",))).files == 2
    assert analyse(project, config=replace(CONFIG, extend_exclude=("more.py",))).files == 1


def test_two_runs_say_the_same(project: Path) -> None:
    config = replace(CONFIG, cache=True)
    runs = [analyse(project, config=config), analyse(project, config=config), analyse(project)]
    assert runs[0].findings == runs[1].findings == runs[2].findings
    assert (project / ".routelint_cache").is_dir()


def test_no_framework(tmp_path: Path) -> None:
    (tmp_path / "a.py").write_text("x = 1\n")
    report = analyse(tmp_path)
    assert (report.frameworks, report.routes, report.files) == ((), 0, 1)


def test_timings_name_rules_and_phases(project: Path) -> None:
    timings = analyse(project).timings
    assert set(timings.rules) == {"RL999"}
    assert {"discover", "extract", "link", "rules", "triage"} <= set(timings.phases)
    assert "app.py" in timings.files


def test_a_response_helper_of_the_configuration_builds_a_response(tmp_path: Path) -> None:
    (tmp_path / "app.py").write_text(
        "from flask import Flask\nfrom answers import refuse\napp = Flask(__name__)\n"
        "@app.route('/')\ndef index():\n    refuse()\n    return 'a'\n",
        "utf-8",
    )
    (tmp_path / "answers.py").write_text(
        "import flask\ndef refuse():\n    return flask.current_app.maker['no']()\n", "utf-8"
    )
    config = replace(CONFIG, select=("RL101",))
    assert engine.analyse(config, root=tmp_path).findings == ()
    config = replace(config, response_helpers=("answers.refuse",))
    assert [f.code for f in engine.analyse(config, root=tmp_path).findings] == ["RL101"]
