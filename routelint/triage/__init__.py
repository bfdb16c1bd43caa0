"""Which findings are shown: suppression comments, per-file ignores, thresholds."""

from __future__ import annotations

from routelint.triage.suppress import Triaged, triage

__all__ = ["Triaged", "triage"]
