"""What a writer is given, and what all text writers need."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Callable, Sequence
from dataclasses import dataclass

from routelint.findings import Finding
from routelint.findings.report import Report

_CONTROL = re.compile(r"[\x00-\x08\x0b-\x1f\x7f-\x9f\u2028\u2029\u202a-\u202e\u2066-\u2069]")
_COLORS = {"error": "31", "warning": "33", "info": "36", "bold": "1", "dim": "2", "green": "32"}


@dataclass(frozen=True)
class View:
    """A report and how to show it. `frameworks` gives the titles of those that routelint knows;
    `fixed` counts the problems that were fixed; `show_suppressed` lists the silenced ones too."""

    report: Report
    version: str
    frameworks: Callable[[], Sequence[str]] = tuple
    color: bool = False
    quiet: bool = False
    unsafe_fixes: bool = False
    fixed: int = 0
    show_suppressed: bool = False
    workspace: str = ""

    def paint(self, text: str, *styles: str) -> str:
        if not self.color:
            return text
        codes = ";".join(_COLORS[style] for style in styles)
        return f"\x1b[{codes}m{text}\x1b[0m"

    @property
    def findings(self) -> tuple[Finding, ...]:
        if not self.show_suppressed:
            return self.report.findings
        both = (*self.report.findings, *self.report.suppressed)
        return tuple(sorted(both, key=lambda f: f.sort_key))

    def fixable(self, finding: Finding) -> bool:
        """Whether `--fix` (with `--unsafe-fixes` when given) mends it."""
        return finding.fix is not None and (self.unsafe_fixes or finding.fix.safety == "safe")

    def headline(self, finding: Finding) -> str:
        """`path:line:col: RL101 missing-return [*] message`."""
        place = f"{escape(finding.path)}:{finding.span.line}:{finding.span.column}"
        mark = " [*]" if self.fixable(finding) else ""
        note = " (suppressed)" if finding.suppressed else ""
        code = self.paint(finding.code, finding.severity, "bold")
        return (
            f"{self.paint(place, 'bold')}: {code} {finding.rule}{mark} "
            f"{escape(finding.message)}{note}"
        )

    def summary(self) -> str:
        """The closing lines: what was found, in how much; diagnostics have been told before."""
        report = self.report
        lines = []
        if self.fixed:
            lines.append(f"Fixed {count(self.fixed, 'problem')}.")
        where = f"{count(report.routes, 'route')} in {count(report.files, 'file')}"
        if report.findings:
            lines.append(
                f"Found {count(len(report.findings), 'problem')}{self._details()} "
                f"in {count(report.routes, 'route')}, {count(report.files, 'file')}."
            )
        elif not report.frameworks and not report.diagnostics:
            known = ", ".join(self.frameworks())
            lines.append(
                f"No web framework found in {count(report.files, 'file')}: nothing to check. "
                f"Looked for {known}."
            )
        elif not report.diagnostics:
            lines.append(self.paint(f"All checks passed! {where}.", "green"))
        hidden = sum(1 for f in report.findings if f.fix is not None and not self.fixable(f))
        if hidden:
            lines.append(
                f"{count(hidden, 'more fix', 'more fixes')} with --unsafe-fixes: "
                "they change what the program does, on purpose."
            )
        return "\n".join(lines)

    def _details(self) -> str:
        report = self.report
        fixable = sum(1 for f in report.findings if self.fixable(f))
        parts = []
        if fixable:
            parts.append(f"{fixable} fixable with --fix")
        if report.suppressed:
            parts.append(f"{len(report.suppressed)} suppressed")
        if report.baselined:
            parts.append(f"{len(report.baselined)} in baseline")
        return f" ({', '.join(parts)})" if parts else ""

    def by_file(self) -> list[tuple[str, int]]:
        """The files with findings, those with the most first."""
        counts = Counter(f.path for f in self.report.findings)
        return sorted(counts.items(), key=lambda item: (-item[1], item[0]))

    def by_rule(self) -> list[tuple[str, str, int]]:
        counts = Counter((f.code, f.rule) for f in self.report.findings)
        return [(code, rule, n) for (code, rule), n in sorted(counts.items())]


def count(number: int, noun: str, plural: str = "") -> str:
    return f"{number} {noun if number == 1 else plural or noun + 's'}"


def escape(text: str) -> str:
    """Control characters, also bidirectional ones, made visible; newlines become spaces."""
    return _CONTROL.sub(lambda m: f"\\x{ord(m[0]):02x}", text.replace("\n", " "))


def lines_of(text: str) -> list[str]:
    """The lines of a source as Python counts them: broken at CR, LF and CRLF only."""
    return re.split(r"\r\n|\r|\n", text)
