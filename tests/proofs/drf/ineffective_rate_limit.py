"""RL406 under Django REST framework: a limit of one request in a minute, and three requests."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any
from unittest import mock

from django.core.cache import cache

from tests.proofs.harness import Proof
from tests.proofs.rates import LIMITED, UNLIMITED, all_of

PATHS = ("/dates", "/doctors", "/rooms", "/wards")


def asking(*paths: str) -> Callable[[Any], dict[str, object]]:
    def probe(client: Any) -> dict[str, object]:
        from rest_framework.settings import api_settings
        from rest_framework.throttling import SimpleRateThrottle
        from rest_framework.views import APIView

        found: dict[str, object] = {}
        # REST framework reads both once, when its classes are made.
        rates, classes = api_settings.DEFAULT_THROTTLE_RATES, api_settings.DEFAULT_THROTTLE_CLASSES
        with (
            mock.patch.object(SimpleRateThrottle, "THROTTLE_RATES", rates),
            mock.patch.object(APIView, "throttle_classes", classes),
        ):
            for path in paths:
                cache.clear()
                found |= all_of(
                    lambda p, headers: client.get(p, headers=headers).status_code, [path]
                )
        return found

    return probe


PROOFS = [
    Proof(
        probe=asking(*PATHS),
        bad={**dict.fromkeys(PATHS, UNLIMITED)},
        good={**dict.fromkeys(PATHS, LIMITED)},
    ),
    Proof(
        probe=asking("/dates"),
        fixture="bad_rates.py",
        bad={"/dates": UNLIMITED},
        good={"/dates": LIMITED},
    ),
    Proof(
        probe=asking("/dates"),
        fixture="bad_unrated.py",
        bad={"/dates": UNLIMITED},
        good={"/dates": LIMITED},
    ),
]
