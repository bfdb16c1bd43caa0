"""RL406 under FastAPI: a limit of one request in a minute, and three requests."""

from __future__ import annotations

from collections.abc import Callable

from starlette.testclient import TestClient

from tests.proofs.harness import Proof
from tests.proofs.rates import LIMITED, UNLIMITED, all_of

PATHS = ("/songs", "/artists", "/vouchers/SPRING")


def asking(*paths: str) -> Callable[[TestClient], dict[str, object]]:
    """SlowAPI's `get_ipaddr` looks for the header with underscores; both are sent."""

    def probe(client: TestClient) -> dict[str, object]:
        def ask(path: str, headers: dict[str, str]) -> int:
            value = headers["X-Forwarded-For"]
            sent = {**headers, "X_Forwarded_For": value}
            return client.get(path, headers=sent).status_code

        return {**all_of(ask, paths)}

    return probe


PROOFS = [
    Proof(
        probe=asking(*PATHS, "/charts"),
        bad={**dict.fromkeys(PATHS, UNLIMITED), "/charts": LIMITED},
        good=dict.fromkeys((*PATHS, "/charts"), LIMITED),
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
    Proof(
        probe=asking("/codes"),
        fixture="bad_modules",
        bad={"/codes": UNLIMITED},
        good={"/codes": LIMITED},
    ),
]
