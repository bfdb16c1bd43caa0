"""RL903 under Quart: the same answers, but what a quote is can be asked for without a request."""

from __future__ import annotations

from tests.proofs.quotes import proofs

PROOFS = proofs()
