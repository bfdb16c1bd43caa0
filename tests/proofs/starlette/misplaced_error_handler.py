"""RL201 under Starlette: the error goes past its handler."""

from __future__ import annotations

from starlette.testclient import TestClient

from tests.proofs.harness import Proof


def probe(client: TestClient) -> dict[str, object]:
    found: dict[str, object] = {}
    for label, path in (
        ("caught in middleware", "/http/nobody"),
        ("catcher inside, in a list", "/layered/ann"),
        ("catcher inside, added", "/added/ann"),
        ("raised by middleware", "/filtered/ann"),
        ("raised by a mounted app", "/parent/v1/eve"),
    ):
        response = client.get(path, headers={"X-Sender": "spam"})
        found[label] = (response.status_code, response.text)
    return found


PROOFS = [
    Proof(
        probe=probe,
        bad={
            "caught in middleware": (404, "no such user"),
            "catcher inside, in a list": (500, "Internal Server Error"),
            "catcher inside, added": (500, "Internal Server Error"),
            "raised by middleware": (500, "Internal Server Error"),
            "raised by a mounted app": (500, "Internal Server Error"),
        },
        good={
            "caught in middleware": (404, '{"problem":"no such user"}'),
            "catcher inside, in a list": (500, "please try again"),
            "catcher inside, added": (500, "please try again"),
            "raised by middleware": (403, '{"problem":"blocked"}'),
            "raised by a mounted app": (507, '{"problem":"mailbox full"}'),
        },
    )
]
