"""The promises about `--fix`, on every fixture."""

from __future__ import annotations

import ast
import io
import tokenize
from collections import Counter
from pathlib import Path

import pytest

from routelint.findings.report import Report
from tests.support import linting
from tests.support.fixtures import all_fixtures, fixture_id


def comments(text: str) -> Counter[str]:
    tokens = tokenize.generate_tokens(io.StringIO(text).readline)
    return Counter(t.string for t in tokens if t.type == tokenize.COMMENT)


@pytest.mark.parametrize("fixture", all_fixtures(), ids=fixture_id)
def test_fixing(fixture: Path, tmp_path: Path) -> None:
    before = linting.lint(fixture)
    if all(finding.fix is None for finding in before.findings):
        return
    for fixable in ({"safe"}, {"safe", "unsafe"}):
        copy = linting.isolated_copy(fixture, tmp_path / "-".join(sorted(fixable)))
        fix_and_compare(fixture, copy, before, fixable)


def fix_and_compare(fixture: Path, copy: Path, before: Report, fixable: set[str]) -> None:
    unsafe = "unsafe" in fixable
    result = linting.fix(copy, unsafe=unsafe)
    after = linting.lint(copy)
    assert result.stable

    # What could be fixed is gone, what could not is still there, nothing is new.
    left = [f for f in after.findings if f.fix is not None and f.fix.safety in fixable]
    assert [(u.finding.path, u.finding.span.line, u.reason) for u in result.unfixed] == []
    assert left == []
    codes_before = Counter((f.path, f.code) for f in before.findings)
    codes_after = Counter((f.path, f.code) for f in after.findings)
    # What a fix brings to light: what was never sent for want of an `await` is sent now, and can come
    # before something else; a guard that did nothing guards now, and not all of its siblings, or with a
    # status that theirs is not; a body that is awaited now may be none.
    exposed = {"RL102", "RL303", "RL310", "RL704"} if codes_before - codes_after else set()
    assert not {(path, code) for path, code in codes_after - codes_before if code not in exposed}

    # The files parse, keep their comments, and are untouched where nothing was fixed.
    changed = {change.path for change in result.changes}
    old, new = linting.texts_of(fixture), linting.texts_of(copy)
    assert old.keys() == new.keys()
    for path, raw in new.items():
        if path not in changed:
            assert raw == old[path], path
        elif path.endswith(".py"):
            ast.parse(raw)
            assert comments(raw.decode()) == comments(old[path].decode()), path

    # A second run changes nothing.
    assert linting.fix(copy, unsafe=unsafe).changes == ()
    assert linting.texts_of(copy) == new
