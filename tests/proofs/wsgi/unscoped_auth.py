"""RL301 under WSGI: paths that only begin, or end, like open ones are open."""

from __future__ import annotations

from tests.proofs.harness import Proof
from tests.proofs.wsgi.client import Client

PATHS = ("/salaries", "/publications", "/helpers", "/assets-backup")


def probe(client: Client) -> dict[str, object]:
    found: dict[str, object] = {path: client.ask(path)[0] for path in PATHS}
    found["with style"] = client.ask("/salaries.css", x_sessions="yes")[0]
    found["sessions"] = client.ask("/salaries", x_sessions="yes")[0]
    return found


def probe_good(client: Client) -> dict[str, object]:
    return {
        **{path: client.ask(path)[0] for path in PATHS},
        "help": client.seen("/help"),
        "ann": client.seen("/salaries", authorization="token-of-ann"),
    }


PROOFS = [
    Proof(
        probe=probe,
        bad={
            "/salaries": 401,
            "/publications": 200,
            "/helpers": 200,
            "/assets-backup": 200,
            "with style": 200,
            "sessions": 401,
        },
    ),
    Proof(
        fixture="",
        corrected="good.py",
        probe=probe_good,
        good={
            **dict.fromkeys(PATHS, 401),
            "help": (200, "help"),
            "ann": (200, "secret"),
        },
    ),
]
