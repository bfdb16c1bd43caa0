"""What a user sees for each application under fixtures/apps, compared with a stored copy.

`pytest tests/test_applications.py --snapshot-update` writes the copies anew: read the difference.
"""

from __future__ import annotations

from pathlib import Path

import pytest
from click.testing import CliRunner
from pytest_snapshot.plugin import Snapshot

from routelint.cli.main import cli
from tests.support.linting import isolated_copy

REPOSITORY = Path(__file__).resolve().parents[1]
APPLICATIONS = sorted(p.name for p in (REPOSITORY / "fixtures" / "apps").iterdir())
SNAPSHOTS = REPOSITORY / "tests" / "snapshots" / "applications"


@pytest.mark.parametrize("name", APPLICATIONS)
def test_what_is_shown(
    name: str, snapshot: Snapshot, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.chdir(isolated_copy(REPOSITORY / "fixtures" / "apps" / name, tmp_path))
    run = CliRunner().invoke(cli, ["check", ".", "--isolated", "--color", "never", "--no-cache"])
    assert run.exit_code == 1, run.output
    snapshot.snapshot_dir = SNAPSHOTS
    snapshot.assert_match(run.stdout, f"{name}.txt")
