"""RL208 under Flask-RESTX: as under Flask-RESTful."""

from __future__ import annotations

from tests.proofs.flask_restful.dead_route_pattern import PROOFS as OF_RESTFUL

PROOFS = list(OF_RESTFUL)
