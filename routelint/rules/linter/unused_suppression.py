"""An ignore comment that silences nothing.

## What it does
Reports `# routelint: ignore[...]` and `# noqa: RL...` comments that name a rule which finds nothing
there.

## Why it matters
A comment that outlived its reason hides the next real problem on that line.

## Example
```python
return redirect("/login")  # routelint: ignore[RL101]
```

## Use instead
```python
return redirect("/login")
```

## Frameworks
All.

## When it stays silent
For rules that are switched off.

## Fix safety
Removing the comment is safe.

## References
docs/suppressing.md
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from routelint.findings import Finding, RuleMeta, Span
from routelint.findings.comment import CommentLike
from routelint.fixes import build
from routelint.model.project import Project

META = RuleMeta(
    code="RL002",
    slug="unused-suppression",
    category="linter",
    severity="warning",
    tier="A",
    summary="An ignore comment that silences nothing.",
    fix="safe",
)


def check(project: Project) -> Iterator[Finding]:
    """Nothing: what is unused is known after all other rules, and reported through `report`."""
    return iter(())


def report(
    path: str, comment: CommentLike, idle: Sequence[str], selectors: Sequence[str]
) -> Finding:
    """The finding for the selectors of a comment that silence nothing."""
    names = ", ".join(f"`{name}`" for name in idle)
    span = Span(comment.line, comment.column, comment.line, comment.end_column)
    kept = [name for name in selectors if name not in idle]
    content = ""
    if kept:
        head, _, tail = comment.text.partition("[")
        content = f"{head}[{', '.join(kept)}]{tail.partition(']')[2]}" if tail else comment.text
    fix = None
    if content != comment.text:
        fix = build.fix("safe", "Remove what is unused", build.replace(path, span, content))
    return Finding(
        code=META.code,
        rule=META.slug,
        severity=META.severity,
        confidence="high",
        message=f"The comment silences nothing: {names} finds no problem here",
        path=path,
        span=span,
        hint="remove it",
        fix=fix,
    )
