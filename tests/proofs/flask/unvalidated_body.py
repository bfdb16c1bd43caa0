"""RL704 under Flask: fields that no form offers are set, and a missing body is a 500."""

from __future__ import annotations

from typing import Any

from tests.proofs.bodies import ADMIN, posted
from tests.proofs.harness import Proof
from tests.proofs.texts import shown

EVIL = '{"is_admin":true,"name":"eve"}'
FINE = '{"is_admin":false,"name":"eve"}'
EMMA = '{"is_admin":false,"name":"emma"}'


def probe(client: Any) -> dict[str, object]:
    found = posted(
        client, "/json", "/read", "/loop", "/checked-loop", "/namespace", "/vars", json=ADMIN
    )
    found |= posted(client, "/form", "/copied", data={"name": "eve", "is_admin": "yes"})
    found |= posted(client, "/item", "/get", "/variable", "/forced", data="name=eve")
    found["sent"] = [
        shown(client.post(path, json={"name": "eve"})) for path in ("/item", "/get", "/variable")
    ]
    return found


BAD: dict[str, object] = {
    "/json": EVIL,
    "/read": EVIL,
    "/loop": EVIL,
    "/checked-loop": EVIL,
    "/namespace": EVIL,
    "/vars": EVIL,
    "/form": '{"is_admin":"yes","name":"eve"}',
    "/copied": '{"is_admin":"yes","name":"eve"}',
    "/item": 500,
    "/get": 500,
    "/variable": 500,
    "/forced": 500,
    "sent": ['{"name":"eve"}'] * 3,
}


def stored(client: Any) -> dict[str, object]:
    """Which of the users are administrators, after each request."""
    found = posted(client, "/users", "/inserted", "/updated", json=ADMIN)
    found |= posted(client, "/queried", json={**ADMIN, "is_admin": False})
    found |= posted(client, "/edited", json=ADMIN)
    found["/found"] = shown(client.get("/found?password_hash=5f4dcc3b&name=eve"))
    found["/missed"] = shown(client.get("/found?password_hash=6&name=eve"))
    return found


def served(client: Any) -> dict[str, object]:
    return posted(client, "/accounts", "/accounts/emma", json={"name": "eve", "role": "owner"})


PROOFS = [
    Proof(
        probe=probe,
        bad=BAD,
        good={
            "/json": FINE,
            "/read": FINE,
            "/loop": FINE,
            "/checked-loop": 400,
            "/namespace": FINE,
            "/vars": FINE,
            "/form": FINE,
            "/copied": FINE,
            "/item": 415,
            "/get": '{"name":null}',
            "/variable": 400,
            "/forced": 400,
            "sent": ['{"name":"eve"}'] * 3,
        },
        fixed={**BAD, "/item": 415, "/get": 415},
    ),
    Proof(
        fixture="bad_database.py",
        probe=stored,
        bad={
            "/users": "[false,true]",
            "/inserted": "[false,true,true]",
            "/updated": "[true,true,true]",
            "/queried": "[false,true,true]",
            "/edited": "[true,true,true]",
            "/found": '{"count":3}',
            "/missed": '{"count":0}',
        },
        good={
            "/users": "[false,false]",
            "/inserted": "[false,false,false]",
            "/updated": "[false,false,false]",
            "/queried": "[false,false,false]",
            "/edited": "[false,false,false]",
            "/found": '{"count":3}',
            "/missed": '{"count":3}',
        },
    ),
    Proof(
        fixture="bad_service",
        probe=served,
        bad=dict.fromkeys(("/accounts", "/accounts/emma"), '{"name":"eve","role":"owner"}'),
        good=dict.fromkeys(("/accounts", "/accounts/emma"), '{"name":"eve","role":"reader"}'),
    ),
]
