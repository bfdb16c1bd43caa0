"""Every fixture: what is found is exactly what its markers say."""

from __future__ import annotations

from pathlib import Path

import pytest

from routelint.findings.report import Report
from tests.support import linting
from tests.support.fixtures import ADVICE, all_fixtures, fixture_id, own_code, python_files
from tests.support.markers import read_markers


@pytest.mark.parametrize("fixture", all_fixtures(), ids=fixture_id)
def test_findings_are_those_of_the_markers(fixture: Path) -> None:
    report = linting.lint(fixture)
    assert report.diagnostics == ()
    are_marked(fixture, report)
    are_well_formed(fixture, report)


def are_marked(fixture: Path, report: Report) -> None:
    markers = {path: read_markers(file) for path, file in python_files(fixture)}
    expected = sorted(
        (path, line, code) for path, found in markers.items() for line, code in found.found
    )
    advice = ADVICE - own_code(fixture) - {code for _, _, code in expected}
    assert [row for row in linting.lines_found(report) if row[2] not in advice] == expected
    for path, found in markers.items():
        for one in found.expected:
            twins = [
                f
                for f in report.findings
                if (f.path, f.span.line, f.code) == (path, one.line, one.code)
            ]
            if one.columns is not None:
                columns = [(f.span.column, f.span.end_column) for f in twins]
                assert columns == [one.columns], f"{path}:{one.line}"
            for other, line in one.related:
                related = {
                    (r.location.path, r.location.span.line) for f in twins for r in f.related
                }
                assert (other or path, line) in related, f"{path}:{one.line}"


def are_well_formed(fixture: Path, report: Report) -> None:
    """Ranges lie in the text, trace and statement contain what they should, fingerprints differ."""
    texts = linting.texts_of(fixture)
    lines = {path: raw.decode("utf-8-sig").splitlines() for path, raw in texts.items()}
    for finding in report.findings:
        places = [finding.span, *(r.location.span for r in finding.related)]
        paths = [finding.path, *(r.location.path for r in finding.related)]
        for path, span in zip(paths, places, strict=True):
            assert span.start < span.end
            assert span.end_line <= len(lines[path])
            assert span.end_column <= len(lines[path][span.end_line - 1]) + 1
        assert finding.span.line == finding.span.end_line, "the primary range is on one line"
        assert finding.message
        assert finding.message == finding.message.strip()
        assert finding.hint, finding.code
        assert finding.framework
        if finding.statement is not None:
            assert finding.statement.contains(finding.span)
    fingerprints = [f.fingerprint for f in report.findings]
    assert all(fingerprints)
    assert len(set(fingerprints)) == len(fingerprints)
