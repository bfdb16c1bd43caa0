"""RL204 under Falcon: a template that is added again replaces the resource, with all its methods."""

from __future__ import annotations

from tests.proofs.falcon.client import Client
from tests.proofs.harness import Proof


def probe(client: Client) -> dict[str, object]:
    return {
        "list": client.seen("/users"),
        "create": client.seen("/users", "POST"),
        "order": client.seen("/orders/7"),
        "archive": client.seen("/archive"),
        "search": client.seen("/search/all"),
    }


def probe_modules(client: Client) -> dict[str, object]:
    return {path: client.seen(path) for path in ("/v1/people", "/v1/staff")}


PROOFS = [
    Proof(
        probe=probe,
        bad={
            "list": (405, ""),
            "create": (200, "created"),
            "order": (200, "old order 7"),
            "archive": (200, "archive"),
            "search": (200, "find"),
        },
        good={
            "list": (200, "users"),
            "create": (200, "created"),
            "order": (200, "order 7"),
            "archive": (200, "archive"),
            "search": (200, "search"),
        },
    ),
    Proof(
        probe=probe_modules,
        fixture="bad_modules",
        bad={"/v1/people": (200, "staff"), "/v1/staff": (404, "")},
        good={"/v1/people": (200, "people"), "/v1/staff": (200, "staff")},
    ),
]
