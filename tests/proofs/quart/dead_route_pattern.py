"""RL208 under Quart: as under Flask, whose router it has."""

from __future__ import annotations

from tests.proofs.flask.dead_route_pattern import PROOFS as OF_FLASK

PROOFS = list(OF_FLASK)
