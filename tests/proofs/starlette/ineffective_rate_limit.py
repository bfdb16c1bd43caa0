"""RL406 under Starlette: a limit of one request in a minute, and three requests."""

from __future__ import annotations

from tests.proofs.fastapi.ineffective_rate_limit import asking
from tests.proofs.harness import Proof
from tests.proofs.rates import LIMITED, UNLIMITED

PROOFS = [
    Proof(
        probe=asking("/entries", "/pages", "/vouchers/SPRING"),
        bad={"/entries": UNLIMITED, "/pages": LIMITED, "/vouchers/SPRING": UNLIMITED},
        good={"/entries": LIMITED, "/pages": LIMITED, "/vouchers/SPRING": LIMITED},
    ),
    Proof(
        probe=asking("/songs"),
        fixture="bad_state.py",
        bad={"/songs": [200, 500, 500]},
        good={"/songs": LIMITED},
    ),
    Proof(
        probe=asking("/songs"),
        fixture="bad_defaults.py",
        bad={"/songs": UNLIMITED},
        good={"/songs": LIMITED},
    ),
]
