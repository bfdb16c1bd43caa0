"""What a rule reports: findings, their places and their edits. Pure data."""

from __future__ import annotations

from routelint.findings.finding import (
    Confidence,
    Diagnostic,
    Edit,
    Finding,
    Fix,
    Location,
    Related,
    RouteRef,
    Safety,
    Severity,
    Span,
    Suppressed,
)
from routelint.findings.rulemeta import RuleMeta

__all__ = [
    "Confidence",
    "Diagnostic",
    "Edit",
    "Finding",
    "Fix",
    "Location",
    "Related",
    "RouteRef",
    "RuleMeta",
    "Safety",
    "Severity",
    "Span",
    "Suppressed",
]
