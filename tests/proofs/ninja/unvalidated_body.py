"""RL704 under django-ninja: whoever asks for it is an administrator."""

from __future__ import annotations

import json
from typing import Any

from tests.proofs.harness import Proof
from tests.proofs.texts import shown


def probe(client: Any) -> dict[str, object]:
    from django.contrib.auth.models import User

    emma = User.objects.create(username="emma", password="argon2$9")

    def sent(path: str, name: str) -> object:
        body = json.dumps({"username": name, "is_superuser": True})
        return shown(client.post(path, body, content_type="application/json"))

    return {
        "right": shown(client.get("/found?username=emma&password__startswith=argon2$9")),
        "wrong": shown(client.get("/found?username=emma&password__startswith=argon2$8")),
        "json": sent("/json", "a"),
        "dict": sent("/dict", "b"),
        "schema": sent("/schema", "c"),
        "columns": sent("/columns", "d"),
        "loop": sent(f"/loop/{emma.pk}", "e"),
    }


def named(*admins: str) -> dict[str, object]:
    labels = {"json": "a", "dict": "b", "schema": "c", "columns": "d", "loop": "e"}
    return {
        label: f'{{"name":"{name}","admin":{"true" if label in admins else "false"}}}'
        for label, name in labels.items()
    }


PROOFS = [
    Proof(
        probe=probe,
        bad={
            "right": '{"count":1}',
            "wrong": '{"count":0}',
            **named("json", "dict", "schema", "columns", "loop"),
        },
        good={"right": '{"count":1}', "wrong": '{"count":1}', **named()},
    )
]
