"""A file that can't be parsed.

## What it does
Reports files that neither Python's own parser nor LibCST can parse, also those written for Python 2.

## Why it matters
Nothing is known about such a file: what it registers and what it gets wrong stays unseen.

## Example
```python
print "hello"
```

## Use instead
```python
print("hello")
```

## Frameworks
All.

## When it stays silent
For syntax newer than the running Python, as far as LibCST knows it, and for files that name no web
framework at all.

## Fix safety
There is no fix.

## References
https://docs.python.org/3/reference/
"""

from __future__ import annotations

from collections.abc import Iterator

from routelint.findings import Finding, RuleMeta
from routelint.model.facts import SyntaxProblem
from routelint.model.project import Project

META = RuleMeta(
    code="RL001",
    slug="syntax-error",
    category="linter",
    severity="error",
    tier="A",
    summary="A file that can't be parsed.",
)


def check(project: Project) -> Iterator[Finding]:
    """Nothing: the engine reports what it could not parse, through `report`."""
    return iter(())


def report(path: str, problem: SyntaxProblem) -> Finding:
    """The finding for a file that could not be parsed."""
    old = " (it looks like Python 2)" if problem.python2 else ""
    return Finding(
        code=META.code,
        rule=META.slug,
        severity=META.severity,
        confidence="high",
        message=f"This file can't be parsed{old}: {problem.message}",
        path=path,
        span=problem.span,
        hint="exclude the file with `exclude`, or make it valid Python 3",
    )
