"""RL704 under Django: fields that no form offers are set, and passwords are found by their hashes."""

from __future__ import annotations

import json
from typing import Any

from tests.proofs.harness import Proof
from tests.proofs.texts import shown


def probe(client: Any) -> dict[str, object]:
    from django.contrib.auth.models import User

    emma = User.objects.create(username="emma", password="argon2$9")
    User.objects.create(username="zoe", password="argon2$1")

    def sent(path: str, name: str) -> object:
        body = json.dumps({"username": name, "is_superuser": True})
        return shown(client.post(path, body, content_type="application/json"))

    found: dict[str, object] = {
        "form": shown(client.post("/form", {"username": "a", "is_superuser": "1"})),
        "created": sent("/created", "b"),
        "project": sent("/project", "c"),
        "updated": sent(f"/users/{emma.pk}/updated", "d"),
    }
    User.objects.filter(pk=emma.pk).update(is_superuser=False)
    found["edited"] = sent(f"/users/{emma.pk}/edited", "emma")
    User.objects.exclude(password__startswith="argon2").delete()
    found["right"] = shown(client.get("/found?username=emma&password__startswith=argon2$9"))
    found["wrong"] = shown(client.get("/found?username=emma&password__startswith=argon2$8"))
    form = {"username": "f", "password": "x", "is_superuser": "on", "date_joined": "2020-01-01"}
    found["by form"] = shown(client.post("/by-form", form))
    client.post("/sign-up", {**form, "username": "g"})
    found["sign up"] = User.objects.get(username="g").is_superuser
    User.objects.exclude(password__startswith="argon2").delete()
    found["ordered"] = shown(client.get("/ordered?by=password"))
    return found


PROOFS = [
    Proof(
        probe=probe,
        bad={
            "form": '{"name":"a","admin":true}',
            "created": '{"name":"b","admin":true}',
            "project": '{"name":"c","admin":true}',
            "updated": '{"name":"d","admin":true}',
            "edited": '{"name":"emma","admin":true}',
            "right": '{"count":1}',
            "wrong": '{"count":0}',
            "by form": '{"name":"f","admin":true}',
            "sign up": True,
            "ordered": '{"names":["zoe","emma"]}',
        },
        good={
            "form": '{"name":"a","admin":false}',
            "created": '{"name":"b","admin":false}',
            "project": '{"name":"c","admin":false}',
            "updated": '{"name":"d","admin":false}',
            "edited": '{"name":"emma","admin":false}',
            "right": '{"count":1}',
            "wrong": '{"count":1}',
            "by form": '{"name":"f","admin":false}',
            "sign up": False,
            "ordered": '{"names":["emma","zoe"]}',
        },
    )
]
