"""RL405 under Django REST framework: somebody tries three passwords."""

from __future__ import annotations

from typing import Any
from unittest import mock

from django.core.cache import cache

from tests.proofs.harness import Proof

PATHS = ("/login", "/token")
GUESS = {"name": "ann", "password": "guess"}
FREE, LIMITED = [401, 401, 401], [401, 401, 429]


def probe(client: Any) -> dict[str, object]:
    from rest_framework.settings import api_settings
    from rest_framework.throttling import SimpleRateThrottle

    found: dict[str, object] = {}
    # REST framework reads its rates once, when the class is made.
    rates = api_settings.DEFAULT_THROTTLE_RATES
    with mock.patch.object(SimpleRateThrottle, "THROTTLE_RATES", rates):
        for path in PATHS:
            cache.clear()
            found[path] = [client.post(path, data=GUESS).status_code for _ in range(3)]
    return found


PROOFS = [Proof(probe=probe, bad=dict.fromkeys(PATHS, FREE), good=dict.fromkeys(PATHS, LIMITED))]
