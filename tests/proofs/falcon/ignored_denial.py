"""RL104 under Falcon: what is returned is dropped, and what is written is overwritten."""

from __future__ import annotations

from tests.proofs.falcon.client import Client
from tests.proofs.harness import Proof

ANN = {"Authorization": "token-of-ann"}


def probe(client: Client) -> dict[str, object]:
    journal = client.module.JOURNAL
    found: dict[str, object] = {}

    def ask(label: str, path: str, method: str = "GET", **headers: str) -> None:
        journal.clear()
        found[label] = (*client.seen(path, method, headers=headers), *journal)

    ask("nobody", "/orders/1")
    ask("expired", "/login", **{"X-License": "expired"})
    ask("a bot", "/login", **{"User-Agent": "a bot"})
    ask("report", "/report", **ANN)
    ask("delete report", "/report", "DELETE", **ANN)
    ask("put report", "/report", "PUT", **ANN)
    ask("order report", "/report", "POST", **ANN)
    ask("order", "/orders/1", **ANN)
    ask("change", "/orders/2", "PUT", **ANN)
    ask("delete", "/orders/2", "DELETE", **ANN)
    ask("machine", "/machine", **ANN)
    return found


def probe_nobody(client: Client) -> dict[str, object]:
    """What those get who have not signed in; the first component lets nobody else through."""
    client.module.app = client.module.falcon.App()
    client.module.app.add_route("/report", client.module.Report())
    client.module.app.add_route("/orders/{number:int}", client.module.Order())
    return {
        "put report": client.seen("/report", "PUT"),
        "pay": client.seen("/orders/1", "POST"),
    }


PROOFS = [
    Proof(
        probe=probe,
        bad={
            "nobody": (403, '{"order": 1}'),
            "expired": (200, "login"),
            "a bot": (200, "login"),
            "report": (401, "secret", "read"),
            "delete report": (403, "deleted", "deleted"),
            "put report": (200, "changed"),
            "order report": (200, "ordered"),
            "order": (403, '{"order": 1}'),
            "change": (404, '{"order": 2}', "changed 2"),
            "delete": (403, '{"deleted": 2}', "deleted 2"),
            "machine": (200, ""),
        },
        good={
            "nobody": (401, '{"error": "sign in"}'),
            "expired": (403, ""),
            "a bot": (403, ""),
            "report": (401, ""),
            "delete report": (403, ""),
            "put report": (202, "changed"),
            "order report": (403, ""),
            "order": (403, '{"error": "not yours"}'),
            "change": (404, '{"error": "unknown"}'),
            "delete": (401, "not you"),
            "machine": (500, ""),
        },
        fixed={
            "nobody": (401, '{"error": "sign in"}'),
            "expired": (200, "login"),
            "a bot": (403, ""),
            "report": (401, "secret", "read"),
            "delete report": (403, "deleted", "deleted"),
            "put report": (200, "changed"),
            "order report": (200, "ordered"),
            "order": (403, '{"error": "not yours"}'),
            "change": (404, '{"error": "unknown"}'),
            "delete": (403, ""),
            "machine": (500, ""),
        },
    ),
    Proof(
        probe=probe_nobody,
        bad={"put report": (302, "changed"), "pay": (200, "")},
        good={"put report": (302, ""), "pay": (401, "")},
        fixed={"put report": (302, "changed"), "pay": (401, "")},
    ),
]
