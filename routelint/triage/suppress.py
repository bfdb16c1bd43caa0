"""Suppression comments.

`# routelint: ignore[RL101, missing-return] reason` on any line of the flagged statement, or alone on
the line above it; `# routelint: file-ignore[RL101] reason` anywhere; `# noqa: RL101` like an ignore
comment. A bare `# noqa` is not ours.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field, replace
from typing import Literal

from routelint.findings import Finding, RuleMeta, Suppressed
from routelint.findings.comment import CommentLike


@dataclass(frozen=True)
class Triaged:
    findings: tuple[Finding, ...]
    suppressed: tuple[Finding, ...]
    baselined: tuple[Finding, ...] = ()


@dataclass(eq=False)
class _Directive:
    comment: CommentLike
    kind: Literal["comment", "file-comment", "noqa"]
    selectors: tuple[str, ...]
    reason: str
    used: set[str] = field(default_factory=set)


_OURS = re.compile(
    r"#\s*routelint:\s*(?P<kind>file-ignore|ignore)(?P<list>\[(?P<codes>[^\]]*)\])?\s*(?P<reason>[^#]*)"
)
_NOQA = re.compile(r"#\s*noqa:\s*(?P<codes>[A-Z]+[0-9]+(?:[,\s]+[A-Z]+[0-9]+)*)", re.IGNORECASE)

#: Makes a finding of an unused suppression: path, comment, unused selectors, all of its selectors.
Unused = Callable[[str, CommentLike, Sequence[str], Sequence[str]], Finding]
#: Makes a finding of an invalid one: path, comment, what is wrong.
Invalid = Callable[[str, CommentLike, str], Finding]


def triage(
    findings: Sequence[Finding],
    comments: Mapping[str, Sequence[CommentLike]],
    catalogue: Sequence[RuleMeta],
    active: frozenset[str],
    unused: Unused,
    invalid: Invalid,
) -> Triaged:
    """Sorts findings into shown and suppressed, and reports comments that silence nothing or that
    name no rule. `active` are the codes of the rules that ran."""
    kept: list[Finding] = []
    suppressed: list[Finding] = []
    by_path = {path: _directives(found) for path, found in comments.items()}
    for finding in findings:
        directive = None
        if finding.code != "RL001":
            directive = _silencing(finding, by_path.get(finding.path, ()))
        if directive is None:
            kept.append(finding)
        else:
            note = Suppressed(directive.kind, directive.reason)
            suppressed.append(replace(finding, suppressed=note))
    for path, directives in by_path.items():
        for directive in directives:
            kept += _about(path, directive, catalogue, active, unused, invalid)
    kept.sort(key=lambda f: f.sort_key)
    return Triaged(tuple(kept), tuple(suppressed))


def _directives(comments: Sequence[CommentLike]) -> list[_Directive]:
    found = []
    for comment in comments:
        ours = _OURS.search(comment.text)
        if ours is not None:
            kind: Literal["comment", "file-comment"] = (
                "file-comment" if ours["kind"] == "file-ignore" else "comment"
            )
            found.append(_Directive(comment, kind, _split(ours["codes"]), ours["reason"].strip()))
            continue
        noqa = _NOQA.search(comment.text)
        if noqa is not None:
            codes = tuple(c for c in _split(noqa["codes"]) if c.upper().startswith("RL"))
            if codes:
                found.append(_Directive(comment, "noqa", codes, ""))
    return found


def _split(codes: str | None) -> tuple[str, ...]:
    return tuple(part for part in re.split(r"[,\s]+", codes or "") if part)


def _silencing(finding: Finding, directives: Sequence[_Directive]) -> _Directive | None:
    statement = finding.statement or finding.span
    first = min(statement.line, finding.span.line)
    last = max(statement.end_line, finding.span.end_line)
    for directive in directives:
        named = next((s for s in directive.selectors if s in (finding.code, finding.rule)), None)
        if named is None:
            continue
        line = directive.comment.line
        if directive.kind == "file-comment":
            near = True
        elif directive.comment.own_line:
            near = first - 1 <= line <= last
        else:
            near = first <= line <= last
        if near:
            directive.used.add(named)
            return directive
    return None


def _about(
    path: str,
    directive: _Directive,
    catalogue: Sequence[RuleMeta],
    active: frozenset[str],
    unused: Unused,
    invalid: Invalid,
) -> list[Finding]:
    by_name = {name: meta for meta in catalogue for name in (meta.code, meta.slug)}
    found = []
    if not directive.selectors and directive.kind != "noqa" and "RL003" in active:
        found.append(invalid(path, directive.comment, "it names no rule: write `ignore[RL101]`"))
    unknown = [s for s in directive.selectors if s not in by_name]
    if unknown and directive.kind != "noqa" and "RL003" in active:
        found.append(invalid(path, directive.comment, f"`{unknown[0]}` is not a rule"))
    idle = [
        s
        for s in directive.selectors
        if s in by_name and s not in directive.used and by_name[s].code in active
    ]
    if idle and "RL002" in active:
        found.append(unused(path, directive.comment, idle, directive.selectors))
    return found
