"""RL903 under REST framework: the same answers, but what a quote is can be asked without a request."""

from __future__ import annotations

from tests.proofs.quotes import proofs

PROOFS = proofs()
