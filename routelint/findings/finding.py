"""The dataclasses of a report.

Lines and columns are 1-based; columns count code points; an end column is exclusive. Paths are
relative to the project root and use forward slashes.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import Literal, NamedTuple

Severity = Literal["error", "warning", "info"]
Confidence = Literal["high", "medium", "low"]
Safety = Literal["safe", "unsafe"]


class Span(NamedTuple):
    """A range in one file: 1-based lines and columns, the end column exclusive."""

    line: int
    column: int
    end_line: int
    end_column: int

    @property
    def start(self) -> tuple[int, int]:
        return (self.line, self.column)

    @property
    def end(self) -> tuple[int, int]:
        return (self.end_line, self.end_column)

    def contains(self, other: Span) -> bool:
        return self.start <= other.start and other.end <= self.end


@dataclass(frozen=True)
class Location:
    path: str
    span: Span


@dataclass(frozen=True)
class Related:
    """A second place that explains the finding; the order of a finding's list is its trace."""

    location: Location
    label: str


@dataclass(frozen=True)
class Edit:
    """Replace the text of `span` in `path` by `content`; an empty span inserts.

    A `shared` edit (a new import) may be part of several fixes and is applied once.
    """

    path: str
    span: Span
    content: str
    shared: bool = False


@dataclass(frozen=True)
class Fix:
    """All edits of one fix are applied together or not at all.

    `intents` are edits that need the text of the file to become exact, such as removing an argument
    with its comma (the dataclasses of `fixes.build`). The engine turns them into `edits` before a
    report is written, so a finding of a report has none.
    """

    safety: Safety
    message: str
    edits: tuple[Edit, ...] = ()
    intents: tuple[object, ...] = ()


@dataclass(frozen=True)
class RouteRef:
    """The route that a finding concerns, as a person names it: `GET /users/<id>`."""

    method: str
    path: str
    handler: str


@dataclass(frozen=True)
class Suppressed:
    kind: Literal["comment", "file-comment", "noqa", "baseline", "config"]
    reason: str


@dataclass(frozen=True)
class Finding:
    """One problem.

    `scope` is the qualified name of the enclosing function or class (empty at module level).
    `statement` is the whole flagged statement (with decorators for a definition): an ignore comment
    on any line of it counts. `fingerprint` is filled in by the engine.
    """

    code: str
    rule: str
    severity: Severity
    confidence: Confidence
    message: str
    path: str
    span: Span
    hint: str = ""
    related: tuple[Related, ...] = ()
    route: RouteRef | None = None
    framework: str = ""
    fix: Fix | None = None
    scope: str = ""
    statement: Span | None = None
    fingerprint: str = ""
    suppressed: Suppressed | None = None

    @property
    def url(self) -> str:
        return f"https://routelint.dev/rules/{self.rule}"

    @property
    def sort_key(self) -> tuple[str, int, int, str, str]:
        return (self.path, self.span.line, self.span.column, self.code, self.message)


@dataclass(frozen=True)
class Diagnostic:
    """Something that kept routelint from doing its work: an unreadable file, a crashed rule.

    `path` is empty when no file is concerned; `span` is None when no place is known.
    """

    kind: Literal["unreadable", "encoding", "too-large", "internal-error", "config"]
    message: str
    path: str = ""
    span: Span | None = None
