"""RL201 under Litestar: a handler of every exception takes the 404 and the refusal, too."""

from __future__ import annotations

from typing import Any

from tests.proofs.harness import Proof


def probe(client: Any) -> dict[str, object]:
    found: dict[str, object] = {}
    for method, path in (
        ("get", "/day/unknown"),
        ("get", "/day/night"),
        ("post", "/day/animals"),
        ("get", "/house/feeding"),
        ("post", "/house/aviary/animals"),
    ):
        response = getattr(client, method)(path)
        found[f"{method} {path}"] = (response.status_code, response.text)
    return found


PROOFS = [
    Proof(
        probe=probe,
        bad={
            "get /day/unknown": (500, '{"detail":"the zoo is closed"}'),
            "get /day/night": (500, '{"detail":"the zoo is closed"}'),
            "post /day/animals": (500, '{"detail":"the zoo is closed"}'),
            "get /house/feeding": (500, "ask a keeper"),
            "post /house/aviary/animals": (
                405,
                '{"status_code":405,"detail":"Method Not Allowed"}',
            ),
        },
        good={
            "get /day/unknown": (404, '{"detail":"Not Found"}'),
            "get /day/night": (403, '{"detail":"keepers only"}'),
            "post /day/animals": (405, '{"detail":"Method Not Allowed"}'),
            "get /house/feeding": (403, '{"detail":"keepers only"}'),
            "post /house/aviary/animals": (405, "look, don't touch"),
        },
        fixed={
            "get /day/unknown": (404, '{"status_code":404,"detail":"Not Found"}'),
            "get /day/night": (403, '{"status_code":403,"detail":"keepers only"}'),
            "post /day/animals": (405, '{"status_code":405,"detail":"Method Not Allowed"}'),
            "get /house/feeding": (403, '{"status_code":403,"detail":"keepers only"}'),
            "post /house/aviary/animals": (
                405,
                '{"status_code":405,"detail":"Method Not Allowed"}',
            ),
        },
    ),
]
