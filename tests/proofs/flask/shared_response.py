"""RL106 under Flask: what is set for one guest is sent to the next."""

from __future__ import annotations

from flask.testing import FlaskClient

from tests.proofs.harness import Proof


def probe(client: FlaskClient) -> dict[str, object]:
    client.get("/welcome?name=ann")
    second = client.get("/welcome?name=bob")
    client.get("/closed?name=ann")
    third = client.get("/closed")
    forbidden = [client.get("/forbidden").status_code for _ in range(2)]
    return {
        "cookies for bob": second.headers.getlist("Set-Cookie"),
        "cookies for nobody": third.headers.getlist("Set-Cookie"),
        "forbidden": forbidden,
    }


def probe_package(client: FlaskClient) -> dict[str, object]:
    client.post("/thanks?name=ann")
    second = client.post("/thanks?name=bob")
    return {"cookies for bob": second.headers.getlist("Set-Cookie")}


PROOFS = [
    Proof(
        probe=probe,
        bad={
            "cookies for bob": ["name=ann; Path=/", "name=bob; Path=/"],
            "cookies for nobody": ["name=ann; Path=/"],
            "forbidden": [403, 403],
        },
        good={
            "cookies for bob": ["name=bob; Path=/"],
            "cookies for nobody": [],
            "forbidden": [403, 403],
        },
    ),
    Proof(
        probe=probe_package,
        fixture="bad_package",
        bad={"cookies for bob": ["name=ann; Path=/", "name=bob; Path=/"]},
        good={"cookies for bob": ["name=bob; Path=/"]},
    ),
]
