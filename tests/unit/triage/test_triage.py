"""Suppression comments: which finding they silence, and which of them are reported."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path

import pytest

from routelint.findings import Finding, Span
from routelint.findings.comment import CommentLike
from routelint.fixes import MemoryFiles, apply_fixes
from routelint.rules import load_rules
from routelint.rules.linter import invalid_suppression, unused_suppression
from routelint.source.comments import comments
from routelint.triage import Triaged, triage

METAS = [rule.META for rule in load_rules()]
ALL = frozenset(meta.code for meta in METAS)
FINDING = Finding(
    code="RL101",
    rule="missing-return",
    severity="error",
    confidence="high",
    message="dropped",
    path="web.py",
    span=Span(3, 5, 3, 20),
    statement=Span(3, 5, 5, 6),
)


def run(text: str, *findings: Finding, active: frozenset[str] = ALL) -> Triaged:
    found = {"web.py": [CommentLike(*comment) for comment in comments(text)]}
    return triage(
        findings, found, METAS, active, unused_suppression.report, invalid_suppression.report
    )


def at(line: int, comment: str) -> str:
    """Five lines, the comment behind the code of one of them."""
    return "".join(f"x{comment if n == line else ''}\n".replace("x#", "x  #") for n in range(1, 6))


@pytest.mark.parametrize(
    ("text", "kind", "reason"),
    [
        (at(3, "# routelint: ignore[RL101] as agreed"), "comment", "as agreed"),
        (at(3, "# routelint: ignore[missing-return]"), "comment", ""),
        (at(5, "# routelint: ignore[RL101]"), "comment", ""),
        ("x\n# routelint: ignore[RL101] above\nx\n", "comment", "above"),
        ("# routelint: file-ignore[RL101] generated\n", "file-comment", "generated"),
        (at(3, "# noqa: RL101"), "noqa", ""),
        (at(3, "# noqa: E501, RL101"), "noqa", ""),
    ],
)
def test_silenced(text: str, kind: str, reason: str) -> None:
    outcome = run(text, FINDING)
    assert outcome.findings == ()
    [silenced] = outcome.suppressed
    assert silenced.suppressed is not None
    assert (silenced.suppressed.kind, silenced.suppressed.reason) == (kind, reason)


@pytest.mark.parametrize(
    "text",
    [
        at(2, "# routelint: ignore[RL101]"),
        "# routelint: ignore[RL101]\nx\nx\n",
        at(3, "# routelint: ignore[RL103]"),
        at(3, "# noqa"),
        at(3, "# routelint: ignore"),
        'x\nx\n"# routelint: ignore[RL101]"\n',
    ],
)
def test_not_silenced(text: str) -> None:
    outcome = run(text, FINDING)
    assert FINDING in outcome.findings
    assert outcome.suppressed == ()


def test_a_syntax_error_can_not_be_silenced() -> None:
    error = replace(FINDING, code="RL001", rule="syntax-error")
    assert error in run("# routelint: file-ignore[RL001]\n", error).findings


def test_a_comment_of_another_file_does_not_count() -> None:
    other = replace(FINDING, path="other.py")
    assert other in run(at(3, "# routelint: ignore[RL101]"), other).findings


@pytest.mark.parametrize(
    ("line", "after"),
    [
        ("x  # routelint: ignore[RL101] why", "x  # routelint: ignore[RL101] why"),
        ("x  # routelint: ignore[RL101, RL103] why", "x  # routelint: ignore[RL101] why"),
        ("x  # routelint: ignore[unscoped-auth, RL101]", "x  # routelint: ignore[RL101]"),
    ],
)
def test_only_what_is_unused_is_removed(line: str, after: str) -> None:
    text = f"x\nx\n{line}\n"
    assert fixed(text, FINDING) == f"x\nx\n{after}\n"


def test_an_unused_comment_is_reported_with_a_safe_fix() -> None:
    [unused] = run(at(3, "# routelint: ignore[RL101]")).findings
    assert (unused.code, unused.span.line, unused.span.column) == ("RL002", 3, 4)
    assert unused.fix is not None
    assert unused.fix.safety == "safe"
    assert "routelint" not in fixed(at(3, "# routelint: ignore[RL101]"))


def test_a_rule_that_did_not_run_says_nothing_about_its_comments() -> None:
    text = at(3, "# routelint: ignore[RL101]")
    assert run(text, active=ALL - {"RL101"}).findings == ()
    assert run(text, active=ALL - {"RL002"}).findings == ()


@pytest.mark.parametrize(
    ("comment", "problem"),
    [
        ("# routelint: ignore", "names no rule"),
        ("# routelint: ignore[]", "names no rule"),
        ("# routelint: file-ignore", "names no rule"),
        ("# routelint: ignore[RL999]", "`RL999` is not a rule"),
        ("# routelint: ignore[mising-return]", "`mising-return` is not a rule"),
    ],
)
def test_an_invalid_comment_is_reported(comment: str, problem: str) -> None:
    [invalid] = run(at(3, comment)).findings
    assert invalid.code == "RL003"
    assert problem in invalid.message


def test_codes_of_other_linters_are_left_alone() -> None:
    assert run(at(3, "# noqa: E501")).findings == ()


def fixed(text: str, *findings: Finding) -> str:
    files = MemoryFiles(Path.cwd(), {"web.py": text})
    apply_fixes(run(text, *findings).findings, files)
    return files.texts["web.py"]
