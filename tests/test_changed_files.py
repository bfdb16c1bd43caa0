"""Given one file, as pre-commit gives it, the findings are those that a run on the whole project has
for that file: the same places, traces and fixes, also where they come from other modules."""

from __future__ import annotations

import json
from pathlib import Path

import pytest
from click.testing import CliRunner

from routelint.cli.main import cli
from tests.support.fixtures import all_fixtures, fixture_id, python_files
from tests.support.linting import isolated_copy

PROJECTS = [fixture for fixture in all_fixtures() if fixture.is_dir()]


def findings(copy: Path, *paths: Path) -> list[dict[str, object]]:
    """What the hook's command reports, as JSON."""
    command = ["check", "--force-exclude", "--select", "ALL", "--output-format", "json"]
    command += ["--no-cache", "--jobs", "1", *map(str, paths or (copy,))]
    run = CliRunner().invoke(cli, command, catch_exceptions=False)
    assert run.exit_code in (0, 1), run.output
    found = json.loads(run.stdout)
    assert found["errors"] == []
    return list(found["findings"])


@pytest.mark.parametrize("fixture", PROJECTS, ids=fixture_id)
def test_a_changed_file_has_the_findings_of_the_whole_project(
    fixture: Path, tmp_path: Path
) -> None:
    copy = isolated_copy(fixture, tmp_path)
    (copy / "routelint.toml").touch()
    whole = findings(copy)
    for path, _ in python_files(fixture):
        expected = [finding for finding in whole if finding["path"] == path]
        assert findings(copy, copy / path) == expected, path


def test_findings_that_need_other_files_are_among_them(tmp_path: Path) -> None:
    """The test above would pass on projects whose files have nothing to do with each other."""
    crossing = 0
    for fixture in PROJECTS:
        copy = isolated_copy(fixture, tmp_path / fixture_id(fixture).replace("/", "-"))
        for path, file in python_files(fixture):
            if "expect-related: " in file.read_text(encoding="utf-8"):
                related = [f["related"] for f in findings(copy, copy / path)]
                crossing += sum(
                    any(place["path"] != path for place in places)  # type: ignore[index]
                    for places in related
                    if isinstance(places, list)
                )
    assert crossing > 0
