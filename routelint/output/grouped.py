"""Findings under the name of their file."""

from __future__ import annotations

from itertools import groupby

from routelint.output.view import View, escape

NAME = "grouped"


def write(view: View) -> str:
    lines = []
    for path, group in groupby(view.findings, key=lambda f: f.path):
        lines.append(view.paint(escape(path), "bold"))
        for finding in group:
            place = f"{finding.span.line}:{finding.span.column}"
            mark = " [*]" if view.fixable(finding) else ""
            code = view.paint(finding.code, finding.severity, "bold")
            lines.append(f"  {place:>8}  {code} {finding.rule}{mark} {escape(finding.message)}")
        lines.append("")
    if not view.quiet:
        lines.append(view.summary())
    return "\n".join(lines).rstrip("\n")
