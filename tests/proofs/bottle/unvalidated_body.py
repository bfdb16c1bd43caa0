"""RL704 under Bottle: fields that no form offers are set, and a missing body is a 500."""

from __future__ import annotations

from typing import Any

from tests.proofs.bodies import answer, answers
from tests.proofs.harness import Proof

PATHS = ("/json", "/read", "/loop")
EVIL = '{"name":"eve","is_admin":true}'
FINE = '{"name":"eve","is_admin":false}'


def probe(client: Any) -> dict[str, object]:
    found = answers(client, *PATHS)
    found["/item text/plain"] = answer(client, "/item", '{"name": "eve"}', "text/plain")
    found["/item application/json"] = answer(client, "/item", "", "application/json")
    found["/attribute text/plain"] = answer(client, "/attribute", '{"name": "eve"}', "text/plain")
    found["/attribute application/json"] = answer(client, "/attribute", "", "application/json")
    found["/asked text/plain"] = answer(client, "/asked", '{"name": "eve"}', "text/plain")
    found["/asked application/json"] = answer(client, "/asked", "", "application/json")
    found["/form application/x-www-form-urlencoded"] = answer(
        client, "/form", "name=eve&is_admin=yes", "application/x-www-form-urlencoded"
    )
    return found


PROOFS = [
    Proof(
        probe=probe,
        bad={
            **dict.fromkeys(PATHS, EVIL),
            "/item text/plain": 500,
            "/item application/json": 500,
            "/attribute text/plain": 500,
            "/attribute application/json": 500,
            "/asked text/plain": 500,
            "/asked application/json": 500,
            "/form application/x-www-form-urlencoded": '{"name":"eve","is_admin":"yes"}',
        },
        good={
            **dict.fromkeys(PATHS, FINE),
            "/item text/plain": '{"name":null}',
            "/item application/json": '{"name":null}',
            "/attribute text/plain": '{"name":null}',
            "/attribute application/json": '{"name":null}',
            "/asked text/plain": '{"name":null}',
            "/asked application/json": '{"name":null}',
            "/form application/x-www-form-urlencoded": '{"name":"eve","is_admin":false}',
        },
    )
]
