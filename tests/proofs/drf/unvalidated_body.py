"""RL704 under Django REST framework: whoever asks for it is an administrator."""

from __future__ import annotations

import json
from typing import Any

from tests.proofs.harness import Proof
from tests.proofs.texts import shown


def probe(client: Any) -> dict[str, object]:
    from django.contrib.auth.models import User

    emma = User.objects.create(username="emma", password="argon2$9")

    def sent(path: str, name: str) -> object:
        body = json.dumps({"username": name, "password": "x", "is_superuser": True})
        return shown(client.post(path, body, content_type="application/json"))

    found: dict[str, object] = {
        "right": shown(client.get("/found?username=emma&password__startswith=argon2$9")),
        "wrong": shown(client.get("/found?username=emma&password__startswith=argon2$8")),
        "created": sent("/created", "a"),
        "edited": sent(f"/users/{emma.pk}", "b"),
        "rest": sent("/rest", "d"),
    }
    sent("/all", "c")
    found["all"] = User.objects.get(username="c").is_superuser
    return found


PROOFS = [
    Proof(
        probe=probe,
        bad={
            "right": '{"count":1}',
            "wrong": '{"count":0}',
            "created": '{"name":"a","admin":true}',
            "edited": '{"name":"b","admin":true}',
            "rest": '{"name":"d","admin":true}',
            "all": True,
        },
        good={
            "right": '{"count":1}',
            "wrong": '{"count":1}',
            "created": '{"name":"a","admin":false}',
            "edited": '{"name":"b","admin":false}',
            "rest": '{"name":"d","admin":false}',
            "all": False,
        },
    )
]
