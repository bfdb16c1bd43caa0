"""An ignore comment that names no rule.

## What it does
Reports `# routelint: ignore` without a rule, and with a rule that does not exist.

## Why it matters
Such a comment silences nothing, though it looks as if it did.

## Example
```python
redirect("/login")  # routelint: ignore
```

## Use instead
```python
redirect("/login")  # routelint: ignore[RL101] the caller is a test double
```

## Frameworks
All.

## When it stays silent
For the codes of other linters in `# noqa`.

## Fix safety
There is no fix.

## References
docs/suppressing.md
"""

from __future__ import annotations

from collections.abc import Iterator

from routelint.findings import Finding, RuleMeta, Span
from routelint.findings.comment import CommentLike
from routelint.model.project import Project

META = RuleMeta(
    code="RL003",
    slug="invalid-suppression",
    category="linter",
    severity="warning",
    tier="A",
    summary="An ignore comment with an unknown rule, or without any rule.",
)


def check(project: Project) -> Iterator[Finding]:
    """Nothing: comments are read after all other rules, and reported through `report`."""
    return iter(())


def report(path: str, comment: CommentLike, problem: str) -> Finding:
    """The finding for a comment that can't silence anything."""
    return Finding(
        code=META.code,
        rule=META.slug,
        severity=META.severity,
        confidence="high",
        message=f"The ignore comment has no effect: {problem}",
        path=path,
        span=Span(comment.line, comment.column, comment.line, comment.end_column),
        hint="name a rule by its code or slug",
    )
