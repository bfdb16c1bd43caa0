"""The default: each finding with its source, its trace and what to write instead."""

from __future__ import annotations

from routelint.findings import Finding, Location
from routelint.output.view import View, escape, lines_of

NAME = "full"


def write(view: View) -> str:
    blocks = [_finding(view, finding) for finding in view.findings]
    if not view.quiet:
        blocks.append(view.summary())
    return "\n\n".join(block for block in blocks if block)


def _finding(view: View, finding: Finding) -> str:
    lines = [view.headline(finding)]
    lines += _excerpt(view, Location(finding.path, finding.span), finding.severity)
    for number, related in enumerate(finding.related, 1):
        place = f"{escape(related.location.path)}:{related.location.span.line}"
        lines.append(f"  {number}. {place} {escape(related.label)}")
        lines += _excerpt(view, related.location, "dim")
    if finding.route is not None:
        route = f"{finding.route.method} {finding.route.path}"
        lines.append(f"  {view.paint('route:', 'bold')} {escape(route)}")
    if finding.hint:
        lines.append(f"  {view.paint('help:', 'bold')} {escape(finding.hint)}")
    lines.append(f"  {view.paint(finding.url, 'dim')}")
    return "\n".join(lines)


def _excerpt(view: View, location: Location, style: str) -> list[str]:
    text = view.report.sources.text(location.path)
    if text is None:
        return []
    source = lines_of(text)
    span = location.span
    if not 1 <= span.line <= len(source):
        return []
    line = source[span.line - 1]
    start = max(span.column - 1, 0)
    end = span.end_column - 1 if span.end_line == span.line else len(line.rstrip())
    gutter = f"{span.line:>5} | "
    before = "".join("\t" if c == "\t" else " " for c in line[:start])
    marks = view.paint("^" * max(end - start, 1), style)
    return [f"{gutter}{escape(line.rstrip())}", f"{' ' * 5} | {before}{marks}"]
