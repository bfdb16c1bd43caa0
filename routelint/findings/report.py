"""The result of one analysis, for writers, fixes and the exit code."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from typing import Protocol

from routelint.findings.finding import Diagnostic, Finding


class SourceReader(Protocol):
    """The texts that were analysed."""

    def text(self, path: str) -> str | None:
        """The text of a file as it was analysed, None when it can't be read."""
        ...


class NoSources:
    """For reports that were made without files."""

    def text(self, path: str) -> str | None:
        return None


@dataclass(frozen=True)
class Timings:
    """Seconds; `phases` in the order in which they ran, `rules` by code, `files` by path (the
    reading of their syntax only)."""

    phases: Mapping[str, float] = field(default_factory=dict)
    rules: Mapping[str, float] = field(default_factory=dict)
    files: Mapping[str, float] = field(default_factory=dict)


@dataclass(frozen=True)
class Report:
    """Findings are sorted, and are those of the reported files only.

    `files` counts the reported files and `routes` the routes that are registered in them;
    `frameworks` are the slugs of those that the project uses. `digests` says which content was
    analysed (SourceText.digest by path). `projects` are the linked models, for the route map;
    writers of findings leave them alone.
    """

    findings: tuple[Finding, ...] = ()
    suppressed: tuple[Finding, ...] = ()
    baselined: tuple[Finding, ...] = ()
    diagnostics: tuple[Diagnostic, ...] = ()
    files: int = 0
    routes: int = 0
    frameworks: tuple[str, ...] = ()
    duration_ms: int = 0
    timings: Timings = field(default_factory=Timings)
    paths: tuple[str, ...] = ()
    sources: SourceReader = field(default_factory=NoSources)
    digests: Mapping[str, str] = field(default_factory=dict)
    projects: tuple[object, ...] = ()


def merged(reports: Sequence[Report], sources: SourceReader) -> Report:
    """The reports on parts of a tree that have no file in common, as one report on `sources`.

    Its times are sums: what ran side by side counts for each.
    """
    return Report(
        findings=_sorted(finding for report in reports for finding in report.findings),
        suppressed=_sorted(finding for report in reports for finding in report.suppressed),
        baselined=_sorted(finding for report in reports for finding in report.baselined),
        diagnostics=tuple(
            sorted(
                (d for report in reports for d in report.diagnostics), key=lambda d: d.path or ""
            )
        ),
        files=sum(report.files for report in reports),
        routes=sum(report.routes for report in reports),
        frameworks=tuple(sorted({slug for report in reports for slug in report.frameworks})),
        timings=Timings(
            _sums(report.timings.phases for report in reports),
            _sums(report.timings.rules for report in reports),
            {path: s for report in reports for path, s in report.timings.files.items()},
        ),
        paths=tuple(sorted(path for report in reports for path in report.paths)),
        sources=sources,
        digests={path: d for report in reports for path, d in report.digests.items()},
        projects=tuple(project for report in reports for project in report.projects),
    )


def _sorted(findings: Iterable[Finding]) -> tuple[Finding, ...]:
    return tuple(sorted(findings, key=lambda finding: finding.sort_key))


def _sums(times: Iterable[Mapping[str, float]]) -> dict[str, float]:
    total: dict[str, float] = {}
    for seconds in times:
        for name, value in seconds.items():
            total[name] = total.get(name, 0.0) + value
    return total
