"""Reading only the slices with a word of the vocabulary finds what reading everything finds."""

from __future__ import annotations

from pathlib import Path

import pytest

from tests.support import linting
from tests.support.fixtures import all_fixtures, fixture_id

FIXTURES = all_fixtures()


@pytest.mark.parametrize("fixture", FIXTURES, ids=fixture_id)
def test_slices_lose_nothing(fixture: Path) -> None:
    sliced, whole = linting.lint(fixture), linting.lint(fixture, slicing=False)
    assert sliced.findings == whole.findings
    assert sliced.routes == whole.routes
