"""RL406 under Django: a limit of one request in a minute, and three requests."""

from __future__ import annotations

from collections.abc import Callable

from django.core.cache import cache
from django.test import Client

from tests.proofs.harness import Proof
from tests.proofs.rates import UNLIMITED, all_of

#: How django-ratelimit refuses, and how this fixture does by itself.
FORBIDDEN, LIMITED = [200, 403, 403], [200, 429, 429]


def asking(*paths: str, forwarded: str = "") -> Callable[[Client], dict[str, object]]:
    def probe(client: Client) -> dict[str, object]:
        cache.clear()

        def ask(path: str, headers: dict[str, str]) -> int:
            address = headers["X-Forwarded-For"]
            if forwarded == "one":
                address = address.partition(",")[0]
            sent = {"X-Forwarded-For": address, "X-Real-Ip": "198.51.100.7"}
            return client.get(path, headers=sent).status_code

        return {**all_of(ask, paths)}

    return probe


PROOFS = [
    Proof(
        probe=asking("/dates/", "/doctors/", "/rooms/", "/wards/", "/beds/", "/vouchers/SPRING/"),
        bad={
            "/dates/": UNLIMITED,
            "/doctors/": UNLIMITED,
            "/rooms/": UNLIMITED,
            "/wards/": UNLIMITED,
            "/beds/": FORBIDDEN,
            "/vouchers/SPRING/": UNLIMITED,
        },
        good={
            "/dates/": FORBIDDEN,
            "/doctors/": FORBIDDEN,
            "/rooms/": LIMITED,
            "/wards/": LIMITED,
            "/beds/": FORBIDDEN,
            "/vouchers/SPRING/": LIMITED,
        },
    ),
    Proof(
        probe=asking("/dates/", forwarded="one"),
        fixture="bad_settings.py",
        bad={"/dates/": UNLIMITED},
        good={"/dates/": FORBIDDEN},
    ),
    Proof(
        probe=asking("/dates/"),
        fixture="bad_switched_off.py",
        bad={"/dates/": UNLIMITED},
        good={"/dates/": FORBIDDEN},
    ),
]
