"""The examples of the rules' pages run under their framework, and are what the pages say of them."""

from __future__ import annotations

import os
import subprocess
import sys
from pathlib import Path

import pytest

from tests.support import linting
from tests.support.examples import FRAMES, SECTIONS, Example, examples

EXAMPLES = examples()


def test_each_page_has_both_forms() -> None:
    kinds: dict[str, set[str]] = {}
    for example in EXAMPLES:
        kinds.setdefault(example.slug, set()).add(example.kind)
    assert all(found == set(SECTIONS) for found in kinds.values())
    frames = {path.name.partition(".")[0] for path in FRAMES.glob("*.py")}
    assert frames == kinds.keys()


@pytest.mark.parametrize("example", EXAMPLES, ids=lambda e: f"{e.slug}-{e.kind}")
def test_an_example_is_what_its_page_says(example: Example) -> None:
    report = linting.lint_texts(example.modules())
    codes = {code for _, _, code in linting.lines_found(report)}
    assert (example.code in codes) is (example.kind == "bad")


@pytest.mark.parametrize("example", EXAMPLES, ids=lambda e: f"{e.slug}-{e.kind}")
def test_an_example_runs(example: Example, tmp_path: Path) -> None:
    for path, raw in example.modules().items():
        (tmp_path / path).parent.mkdir(parents=True, exist_ok=True)
        (tmp_path / path).write_bytes(raw)
    run = subprocess.run(
        [sys.executable, "-W", "ignore", "main.py"],
        cwd=tmp_path,
        capture_output=True,
        text=True,
        timeout=60,
        # https://flask.palletsprojects.com/en/stable/api/#flask.Flask.run: no server is started.
        env={**os.environ, "FLASK_RUN_FROM_CLI": "true"},
    )
    assert run.returncode == 0, run.stderr
