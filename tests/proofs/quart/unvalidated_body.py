"""RL704 under Quart: fields that no form offers are set, and a missing body is a 500."""

from __future__ import annotations

from typing import Any

from tests.proofs.bodies import answer, answers
from tests.proofs.harness import Proof

PATHS = ("/json", "/read", "/loop")
EVIL = '{"is_admin":true,"name":"eve"}'
FINE = '{"is_admin":false,"name":"eve"}'


def probe(client: Any) -> dict[str, object]:
    found = answers(client, *PATHS)
    found["/item text/plain"] = answer(client, "/item", '{"name": "eve"}', "text/plain")
    found["/attribute text/plain"] = answer(client, "/attribute", '{"name": "eve"}', "text/plain")
    found["/asked text/plain"] = answer(client, "/asked", '{"name": "eve"}', "text/plain")
    found["/form application/x-www-form-urlencoded"] = answer(
        client, "/form", "name=eve&is_admin=yes", "application/x-www-form-urlencoded"
    )
    found["/property text/plain"] = answer(client, "/property", '{"name": "eve"}', "text/plain")
    return found


PROOFS = [
    Proof(
        probe=probe,
        bad={
            **dict.fromkeys(PATHS, EVIL),
            "/item text/plain": 500,
            "/attribute text/plain": 500,
            "/asked text/plain": 500,
            "/form application/x-www-form-urlencoded": '{"is_admin":"yes","name":"eve"}',
            "/property text/plain": 500,
        },
        good={
            **dict.fromkeys(PATHS, FINE),
            "/item text/plain": '{"name":null}',
            "/attribute text/plain": '{"name":null}',
            "/asked text/plain": '{"name":null}',
            "/form application/x-www-form-urlencoded": '{"is_admin":false,"name":"eve"}',
            "/property text/plain": '{"name":null}',
        },
    )
]
