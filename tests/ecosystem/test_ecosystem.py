"""routelint on real applications: `ROUTELINT_ECOSYSTEM=CHECKOUTS pytest -m ecosystem`."""

from __future__ import annotations

import os
from pathlib import Path

import pytest

from tests.ecosystem.applications import Application, lint, manifest
from tests.ecosystem.bugs import codes_at
from tests.ecosystem.labels import read_labels


@pytest.mark.ecosystem
@pytest.mark.parametrize("application", manifest(), ids=lambda a: a.name)
def test_findings_are_those_that_were_read(application: Application) -> None:
    path = Path(os.environ["ROUTELINT_ECOSYSTEM"]) / application.directory
    run = lint(path)
    assert run.crash == ""
    labels = {label.fingerprint for label in read_labels() if label.application == application.name}
    unread = [
        f"{f['path']}:{f['range']['start']['line']} {f['code']}"
        for f in run.findings
        if f["fingerprint"] not in labels
    ]
    assert unread == []


@pytest.mark.ecosystem
@pytest.mark.parametrize("application", manifest(), ids=lambda a: a.name)
def test_slices_and_whole_files_give_the_same(application: Application) -> None:
    from routelint import engine
    from tests.support.linting import every_rule, lines_found

    path = Path(os.environ["ROUTELINT_ECOSYSTEM"]) / application.directory
    # pytest shows what it compares: lists, and not reports, which hold the whole project. Files in which
    # no word stands are not parsed, so that their syntax is not known to be wrong (RL001).
    sliced, whole = (
        [
            found
            for found in lines_found(engine.analyse(every_rule(), root=path, slicing=slicing))
            if found[2] != "RL001"
        ]
        for slicing in (True, False)
    )
    assert sliced == whole


def test_labels_can_be_read() -> None:
    names = {application.name for application in manifest()}
    for label in read_labels():
        assert label.application in names
        assert label.reason


def test_related_places_count_where_they_are_asked_for() -> None:
    def place(path: str, line: int) -> dict[str, object]:
        point = {"line": line, "column": 1}
        return {"path": path, "range": {"start": point, "end": point}}

    finding = {**place("a.py", 50), "code": "RL508", "related": [place("b.py", 30)]}
    assert codes_at([finding], "a.py", [53]) == {"RL508"}
    assert codes_at([finding], "b.py", [30]) == set()
    assert codes_at([finding], "b.py", [27], related=True) == {"RL508"}
    assert codes_at([finding], "b.py", [26], related=True) == set()
    assert codes_at([{**finding, "code": "RL001"}], "b.py", [30], related=True) == set()
