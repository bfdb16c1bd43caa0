"""Fingerprints: what a finding is, whatever line it has moved to.

A fingerprint is made of the rule's code, the file, the enclosing scope, the flagged text without
its layout, and a number among equal ones in that scope; never of lines, messages or severities.
"""

from __future__ import annotations

import hashlib
from collections.abc import Callable, Iterable
from dataclasses import replace

from routelint.findings.finding import Finding, Span

LinesOf = Callable[[str], "list[str] | None"]


def fingerprinted(findings: Iterable[Finding], lines_of: LinesOf) -> list[Finding]:
    """The findings, sorted, with their fingerprints.

    `lines_of` gives the lines of a path, or None when it can't be read.
    """
    seen: dict[tuple[str, str, str, str], int] = {}
    result = []
    for finding in sorted(findings, key=lambda f: f.sort_key):
        text = flagged_text(lines_of(finding.path) or [], finding.span)
        key = (finding.code, finding.path, finding.scope, text)
        number = seen[key] = seen.get(key, 0) + 1
        result.append(replace(finding, fingerprint=fingerprint(*key, number)))
    return result


def fingerprint(code: str, path: str, scope: str, text: str, number: int = 1) -> str:
    """32 hexadecimal digits; `number` counts equal findings of a scope from 1."""
    parts = "\0".join((code, path, scope, " ".join(text.split()), str(number)))
    return hashlib.blake2b(parts.encode("utf-8", "surrogatepass"), digest_size=16).hexdigest()


def flagged_text(lines: list[str], span: Span) -> str:
    """The text of a span with each run of whitespace as one space."""
    picked = lines[span.line - 1 : span.end_line]
    if not picked:
        return ""
    picked[-1] = picked[-1][: span.end_column - 1]
    picked[0] = picked[0][span.column - 1 :]
    return " ".join("".join(picked).split())
