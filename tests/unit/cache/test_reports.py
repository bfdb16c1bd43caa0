"""A report that is kept is what a new run would say, and is not taken for anything else."""

from __future__ import annotations

import os
import pickle
from dataclasses import replace
from pathlib import Path

import pytest

from routelint import engine
from routelint.config import Config
from routelint.findings.report import Report

APP = """\
from flask import Flask, redirect

app = Flask(__name__)


@app.get("/")
def index():
    redirect("/home")
    return "index"
"""


@pytest.fixture
def project(tmp_path: Path) -> Path:
    (tmp_path / "app.py").write_text(APP)
    (tmp_path / "other.py").write_text("x = 1\n")
    (tmp_path / "pyproject.toml").write_text("[project]\nname = 'x'\n")
    return tmp_path


def run(root: Path, config: Config | None = None, **options: object) -> Report:
    return engine.analyse(config or Config(), root=root, **options)  # type: ignore[arg-type]


def kept(report: Report) -> bool:
    """Whether the report was taken from the cache: nothing was linked."""
    return "link" not in report.timings.phases


def entries(root: Path) -> list[Path]:
    return list((root / ".routelint_cache").glob("reports-*/*"))


def test_the_second_report_is_the_first(project: Path) -> None:
    first, second = run(project), run(project)
    assert not kept(first)
    assert kept(second)
    assert second.findings == first.findings
    assert [f.code for f in second.findings] == ["RL101"]
    assert (second.files, second.routes, second.frameworks, second.paths, second.digests) == (
        first.files,
        first.routes,
        first.frameworks,
        first.paths,
        first.digests,
    )
    assert second.sources.text("app.py") == APP


@pytest.mark.parametrize(
    ("path", "text"),
    [
        ("app.py", APP + "\n"),
        ("other.py", "x = 2\n"),
        ("new.py", ""),
        ("requirements.txt", "flask==2.0"),
    ],
)
def test_any_change_makes_a_new_report(project: Path, path: str, text: str) -> None:
    run(project)
    (project / path).write_text(text)
    assert not kept(run(project))


def test_times_of_files_do_not_matter(project: Path) -> None:
    run(project)
    os.utime(project / "app.py", (1, 1))
    assert kept(run(project))


def test_a_file_that_is_gone(project: Path) -> None:
    run(project)
    (project / "app.py").unlink()
    report = run(project)
    assert not kept(report)
    assert report.findings == ()


def test_options_that_change_what_is_found(project: Path) -> None:
    run(project)
    assert not kept(run(project, Config(ignore=("RL101",))))
    assert not kept(run(project, targets=[project / "other.py"]))
    assert kept(run(project, Config(output_format="json", jobs=1)))


def test_fresh_reports_are_made(project: Path) -> None:
    run(project)
    assert not kept(run(project, fresh=True))
    assert not kept(run(project, Config(cache=False)))


@pytest.mark.parametrize("content", [b"", b"no pickle", pickle.dumps(os.getcwd), pickle.dumps(1)])
def test_what_can_not_be_read_is_made_again(project: Path, content: bytes) -> None:
    run(project)
    for entry in entries(project):
        entry.write_bytes(content)
    report = run(project)
    assert not kept(report)
    assert [f.code for f in report.findings] == ["RL101"]


def test_a_run_that_failed_is_not_kept(project: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    def fail(*_: object) -> None:
        raise RuntimeError

    with monkeypatch.context() as patched:
        patched.setattr("routelint.model.link.link", fail)
        assert run(project).diagnostics
    assert entries(project) == []
    report = run(project)
    assert not kept(report)
    assert not report.diagnostics


def test_old_reports_are_dropped(project: Path) -> None:
    for number in range(40):
        (project / "other.py").write_text(f"x = {number}\n")
        run(project)
    assert len(entries(project)) < 40


def test_what_is_kept_says_nothing_of_the_run(project: Path) -> None:
    first = run(project)
    second = run(project)
    assert second.projects == ()
    assert replace(second, duration_ms=0, timings=first.timings) == replace(
        first, duration_ms=0, projects=(), sources=second.sources
    )
