"""A fingerprint survives moving and re-formatting, and nothing else."""

from __future__ import annotations

from dataclasses import replace

import pytest

from routelint.findings import Finding, Span
from routelint.findings.fingerprint import fingerprinted, flagged_text
from routelint.source.text import split_lines

CODE = "def f():\n    redirect('/a')\n    redirect('/a')\n    redirect( '/a' )\n"


def finding(line: int, column: int, end: int, **changes: object) -> Finding:
    base = Finding(
        code="RL101",
        rule="missing-return",
        severity="error",
        confidence="high",
        message="m",
        path="a.py",
        span=Span(line, column, line, end),
        scope="f",
    )
    return replace(base, **changes)  # type: ignore[arg-type]


def prints(*found: Finding, code: str = CODE) -> list[str]:
    return [f.fingerprint for f in fingerprinted(found, lambda path: split_lines(code))]


FIRST = finding(2, 5, 19)


def test_equal_findings_of_a_scope_are_numbered() -> None:
    both = prints(FIRST, finding(3, 5, 19))
    assert len(set(both)) == 2
    assert prints(finding(3, 5, 19), FIRST) == both


@pytest.mark.parametrize("prefix", ["", "\n\n# moved\n", "x = 1\r\n"])
def test_lines_do_not_count(prefix: str) -> None:
    lines = len(split_lines(prefix)) - 1
    moved = finding(2 + lines, 5, 19)
    assert prints(moved, code=prefix + CODE) == prints(FIRST)


def test_layout_does_not_count() -> None:
    spread = "def f():\n    g(1,\n      2)\n"
    tight = "def f():\n    g(1, 2)\n"
    a = finding(2, 5, 0, span=Span(2, 5, 3, 9))
    b = finding(2, 5, 12)
    assert prints(a, code=spread) == prints(b, code=tight)


@pytest.mark.parametrize(
    "change",
    [
        {"message": "another"},
        {"severity": "info"},
        {"confidence": "low"},
        {"hint": "h"},
        {"framework": "flask"},
    ],
)
def test_what_may_be_tuned_does_not_count(change: dict[str, object]) -> None:
    assert prints(replace(FIRST, **change)) == prints(FIRST)  # type: ignore[arg-type]


@pytest.mark.parametrize(
    "change",
    [{"code": "RL102"}, {"path": "b.py"}, {"scope": "g"}, {"span": Span(2, 5, 2, 13)}],
)
def test_what_a_finding_is_does_count(change: dict[str, object]) -> None:
    assert prints(replace(FIRST, **change)) != prints(FIRST)  # type: ignore[arg-type]


def test_result_is_sorted() -> None:
    result = fingerprinted([finding(3, 5, 19), FIRST], lambda path: None)
    assert [f.span.line for f in result] == [2, 3]
    assert len({f.fingerprint for f in result}) == 2


def test_flagged_text() -> None:
    lines = split_lines("ab cd\r\n  ef\r\n")
    assert flagged_text(lines, Span(1, 4, 2, 5)) == "cd ef"
    assert flagged_text(lines, Span(1, 1, 1, 3)) == "ab"
    assert flagged_text(lines, Span(9, 1, 9, 1)) == ""
