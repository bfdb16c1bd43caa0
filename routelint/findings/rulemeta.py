"""What a rule declares about itself, once."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Literal

from routelint.findings.finding import Confidence, Severity

Tier = Literal["A", "B", "C"]


@dataclass(frozen=True)
class RuleMeta:
    """`tier` A and B are on by default, C is opt-in.

    `fix` says which kinds of fix the rule can offer: `none`, `safe`, `unsafe` or `sometimes`.
    `in_front` is the configuration key by which a project says that a server in front of it sees to what
    the rule is about; the rule does not run then.
    """

    code: str
    slug: str
    category: str
    severity: Severity
    tier: Tier
    summary: str
    confidence: Confidence = "high"
    fix: Literal["none", "safe", "unsafe", "sometimes"] = "none"
    cwe: tuple[int, ...] = ()
    references: tuple[str, ...] = ()
    since: str = "0.1.0"
    preview: bool = False
    in_front: str = ""

    @property
    def default_on(self) -> bool:
        return self.tier != "C" and not self.preview
