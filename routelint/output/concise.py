"""One line for each finding."""

from __future__ import annotations

from routelint.output.view import View

NAME = "concise"


def write(view: View) -> str:
    lines = [view.headline(finding) for finding in view.findings]
    if not view.quiet:
        lines.append(view.summary())
    return "\n".join(line for line in lines if line)
