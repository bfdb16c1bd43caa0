"""Annotations of GitHub Actions (workflow commands).

https://docs.github.com/actions/reference/workflow-commands-for-github-actions
"""

from __future__ import annotations

from routelint.findings import Finding
from routelint.output.view import View, count

NAME = "github"

_LEVELS = {"error": "error", "warning": "warning", "info": "notice"}
_ORDER = ("error", "warning", "info")
#: GitHub shows ten annotations of a kind for one step.
_SHOWN = 10


def write(view: View) -> str:
    found = sorted(view.findings, key=lambda f: (_ORDER.index(f.severity), f.sort_key))
    lines = [_annotation(view, finding) for finding in found]
    hidden = sum(
        max(0, sum(1 for f in found if f.severity == severity) - _SHOWN) for severity in _ORDER
    )
    if hidden:
        more = f"{count(hidden, 'more problem')} not shown as annotations: see the log"
        lines.append(f"::notice title=routelint::{_data(more)}")
    return "\n".join(lines)


def summary_table(view: View) -> str:
    """The findings as a Markdown table, for `$GITHUB_STEP_SUMMARY`."""
    lines = ["### routelint", "", view.summary().replace("\n", " "), ""]
    if view.findings:
        lines += ["| where | rule | what |", "| --- | --- | --- |"]
    for finding in view.findings:
        cells = (
            f"`{finding.path}:{finding.span.line}`",
            f"[{finding.code}]({finding.url}) {finding.rule}",
            finding.message,
        )
        lines.append("| " + " | ".join(c.replace("|", "\\|") for c in cells) + " |")
    return "\n".join(lines) + "\n"


def _annotation(view: View, finding: Finding) -> str:
    span = finding.span
    prefix = f"{view.workspace}/" if view.workspace else ""
    properties = {"file": prefix + finding.path, "line": span.line, "endLine": span.end_line}
    if span.line == span.end_line:
        properties |= {"col": span.column, "endColumn": span.end_column}
    properties["title"] = f"routelint ({finding.code})"
    written = ",".join(f"{key}={_property(str(value))}" for key, value in properties.items())
    message = finding.message + (f" ({finding.hint})" if finding.hint else "")
    return f"::{_LEVELS[finding.severity]} {written}::{_data(message)}"


def _data(text: str) -> str:
    return text.replace("%", "%25").replace("\r", "%0D").replace("\n", "%0A")


def _property(text: str) -> str:
    return _data(text).replace(":", "%3A").replace(",", "%2C")
