"""RL103 under Falcon: who is refused has done already what he must not do."""

from __future__ import annotations

from tests.proofs.falcon.client import Client
from tests.proofs.harness import Proof


def probe(client: Client) -> dict[str, object]:
    journal = client.module.JOURNAL
    found: dict[str, object] = {}

    def ask(label: str, path: str, method: str, **rest: object) -> None:
        journal.clear()
        found[label] = (*client.seen(path, method, **rest), *journal)

    ask("read", "/report", "GET")
    ask("change", "/report", "PUT")
    ask("create", "/report", "POST")
    ask("delete", "/report", "DELETE", query_string="again=1")
    ask("expired", "/visit", "POST", headers={"X-Token": "expired"})
    ask("over", "/visit", "POST", headers={"X-Session": "over"})
    return found


BAD = {
    "read": (401, "secret"),
    "change": (403, "changed", "change", "changed"),
    "create": (403, "", "created"),
    "delete": (200, "deleted", "deleted", "deleted"),
    "expired": (403, "", "visited"),
    "over": (401, "visited", "visited"),
}

PROOFS = [
    Proof(
        probe=probe,
        bad=BAD,
        good={
            "read": (401, '{"error": "sign in"}'),
            "change": (403, "members only"),
            "create": (403, ""),
            "delete": (200, "deleted", "deleted"),
            "expired": (403, ""),
            "over": (401, '{"error": "session is over"}'),
        },
        fixed={
            **BAD,
            "read": (401, '{"error": "sign in"}'),
            "change": (403, "members only"),
        },
    )
]
