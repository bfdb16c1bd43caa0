"""The writers: what they say for ordinary, empty and awkward reports."""

from __future__ import annotations

import json
from dataclasses import replace

import pytest

from routelint.findings import (
    Diagnostic,
    Edit,
    Finding,
    Fix,
    Location,
    Related,
    RouteRef,
    Span,
    Suppressed,
)
from routelint.findings.report import Report
from routelint.output import writers
from routelint.output.github import summary_table
from routelint.output.view import View, escape

SOURCE = "def a():\n\tredirect('/ü')\n"


class Sources:
    def text(self, path: str) -> str | None:
        return SOURCE if path.endswith("web.py") else None


FINDING = Finding(
    code="RL101",
    rule="missing-return",
    severity="error",
    confidence="high",
    message="`a` drops it",
    path="web.py",
    span=Span(2, 2, 2, 16),
    hint="write `return`",
    related=(Related(Location("other.py", Span(1, 1, 1, 2)), "registered here"),),
    route=RouteRef("GET", "/a", "web.a"),
    framework="flask",
    fix=Fix("safe", "Return it", (Edit("web.py", Span(2, 2, 2, 2), "return "),)),
    fingerprint="f" * 32,
)
ODD = replace(FINDING, path="a,b:c%/wéb.py", message="50%\nof a: b, c\r\x1b[31m", fix=None)
WARNING = replace(FINDING, severity="warning", path="aaa.py")
REPORT = Report(
    findings=(FINDING,), files=3, routes=2, frameworks=("flask",), duration_ms=7, sources=Sources()
)


def write(name: str, report: Report = REPORT, **options: object) -> str:
    view = replace(View(report, "1.2.3", lambda: ("Flask", "Django")), **options)  # type: ignore[arg-type]
    return writers()[name](view)


def test_the_formats() -> None:
    assert sorted(writers()) == ["concise", "full", "github", "grouped", "json", "json-lines"]


def test_full() -> None:
    assert write("full") == (
        "web.py:2:2: RL101 missing-return [*] `a` drops it\n"
        "    2 | \tredirect('/ü')\n"
        "      | \t^^^^^^^^^^^^^^\n"
        "  1. other.py:1 registered here\n"
        "  route: GET /a\n"
        "  help: write `return`\n"
        "  https://routelint.dev/rules/missing-return\n"
        "\n"
        "Found 1 problem (1 fixable with --fix) in 2 routes, 3 files."
    )


def test_concise_and_grouped() -> None:
    assert write("concise", quiet=True) == "web.py:2:2: RL101 missing-return [*] `a` drops it"
    assert write("grouped", quiet=True) == (
        "web.py\n       2:2  RL101 missing-return [*] `a` drops it"
    )


@pytest.mark.parametrize("name", ["full", "concise", "grouped"])
def test_nothing_found(name: str) -> None:
    clean = replace(REPORT, findings=())
    assert write(name, clean) == "All checks passed! 2 routes in 3 files."
    assert write(name, clean, quiet=True) == ""
    unknown = replace(clean, frameworks=(), routes=0)
    assert write(name, unknown) == (
        "No web framework found in 3 files: nothing to check. Looked for Flask, Django."
    )
    broken = replace(clean, diagnostics=(Diagnostic("internal-error", "rule failed"),))
    assert "passed" not in write(name, broken), "nobody knows whether all checks pass"


@pytest.mark.parametrize("name", ["full", "concise", "grouped"])
def test_control_characters_are_shown_not_sent(name: str) -> None:
    text = write(name, replace(REPORT, findings=(ODD,)))
    assert "\x1b" not in text
    assert "\\x1b[31m" in text
    assert "a,b:c%/wéb.py" in text


def test_bidirectional_controls_are_escaped() -> None:
    assert escape("a\u202eb\x00\tc\nd") == "a\\x202eb\\x00\tc d"


def test_the_summary_counts_what_is_hidden() -> None:
    unsafe = replace(FINDING, fix=Fix("unsafe", "Return it"))
    silenced = replace(FINDING, suppressed=Suppressed("comment", "why"))
    report = replace(REPORT, findings=(unsafe,), suppressed=(silenced,))
    text = write("concise", report, fixed=2)
    assert "[*]" not in text
    assert "Fixed 2 problems.\nFound 1 problem (1 suppressed) in 2 routes, 3 files.\n" in text
    assert "1 more fix with --unsafe-fixes" in text
    assert "[*]" in write("concise", report, unsafe_fixes=True)
    assert "(suppressed)" in write("concise", report, show_suppressed=True)


def test_json_is_the_documented_document() -> None:
    problem = Diagnostic("encoding", "not utf-8", "bad.py", Span(1, 1, 1, 2))
    document = json.loads(write("json", replace(REPORT, diagnostics=(problem,))))
    span = {"start": {"line": 2, "column": 2}, "end": {"line": 2, "column": 16}}
    at = {"start": {"line": 2, "column": 2}, "end": {"line": 2, "column": 2}}
    first = {"start": {"line": 1, "column": 1}, "end": {"line": 1, "column": 2}}
    assert document == {
        "schema_version": 1,
        "tool": {"name": "routelint", "version": "1.2.3"},
        "summary": {
            "files": 3,
            "routes": 2,
            "findings": 1,
            "suppressed": 0,
            "baselined": 0,
            "duration_ms": 7,
        },
        "findings": [
            {
                "code": "RL101",
                "rule": "missing-return",
                "severity": "error",
                "confidence": "high",
                "message": "`a` drops it",
                "hint": "write `return`",
                "url": "https://routelint.dev/rules/missing-return",
                "path": "web.py",
                "range": span,
                "related": [{"path": "other.py", "range": first, "label": "registered here"}],
                "route": {"method": "GET", "path": "/a", "handler": "web.a"},
                "framework": "flask",
                "fingerprint": "f" * 32,
                "fix": {
                    "safety": "safe",
                    "message": "Return it",
                    "edits": [{"path": "web.py", "range": at, "content": "return "}],
                },
                "suppressed": None,
            }
        ],
        "errors": [{"kind": "encoding", "message": "not utf-8", "path": "bad.py", "range": first}],
    }


def test_json_lines() -> None:
    lines = write("json-lines", replace(REPORT, findings=(FINDING, ODD))).split("\n")
    assert [json.loads(line)["message"] for line in lines] == [FINDING.message, ODD.message]
    assert write("json-lines", replace(REPORT, findings=())) == ""


def test_github_escapes_and_puts_the_worst_first() -> None:
    first, second = write("github", replace(REPORT, findings=(WARNING, ODD))).split("\n")
    assert first == (
        "::error file=a%2Cb%3Ac%25/wéb.py,line=2,endLine=2,col=2,endColumn=16,"
        "title=routelint (RL101)::50%25%0Aof a: b, c%0D\x1b[31m (write `return`)"
    )
    assert second.startswith("::warning file=aaa.py,")


def test_github_has_columns_on_one_line_only_and_paths_of_the_workspace() -> None:
    long = replace(FINDING, span=Span(2, 2, 4, 1))
    text = write("github", replace(REPORT, findings=(long,)), workspace="sub")
    assert text.startswith("::error file=sub/web.py,line=2,endLine=4,title=")


def test_github_says_how_many_annotations_are_not_shown() -> None:
    text = write("github", replace(REPORT, findings=(FINDING,) * 13))
    assert text.split("\n")[-1] == (
        "::notice title=routelint::3 more problems not shown as annotations: see the log"
    )


def test_the_step_summary_is_a_table() -> None:
    piped = replace(FINDING, message="a | b")
    text = summary_table(View(replace(REPORT, findings=(piped,)), "1.2.3"))
    assert (
        "| `web.py:2` | [RL101](https://routelint.dev/rules/missing-return) missing-return |"
        in (text)
    )
    assert "a \\| b |\n" in text


def test_color_is_off_unless_asked_for() -> None:
    assert "\x1b[" not in write("full")
    assert "\x1b[31;1mRL101\x1b[0m" in write("full", color=True)
