"""The result of one analysis, for writers, fixes and the exit code."""

from __future__ import annotations

from collections.abc import Mapping
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
    analysed (SourceText.digest by path). `project` is the linked model, for the route map; writers
    of findings leave it alone.
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
    project: object = None
