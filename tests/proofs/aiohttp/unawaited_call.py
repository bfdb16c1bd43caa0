"""RL602 under aiohttp: 500 for coroutines as values, 200 for what was not done."""

from __future__ import annotations

from typing import Any

from tests.proofs.harness import Proof

ASKED = (
    ("GET", "/timed"),
    ("GET", "/stamped"),
    ("POST", "/names"),
    ("POST", "/echo"),
    ("GET", "/saved"),
    ("GET", "/page"),
)


def probe(client: Any) -> dict[str, object]:
    """Status, and what was saved; for the form and the stream what comes of them."""
    found: dict[str, object] = {}
    saved = client.module.SAVED
    for method, path in ASKED:
        status = client.request(
            method, path, json={"name": "ann"} if method == "POST" else None
        ).status_code
        found[path] = (status, list(saved))
        saved.clear()
    found["/form"] = client.post("/form").text
    found["/stream"] = client.get("/stream").text
    return found


ERRORS = dict.fromkeys(("/timed", "/stamped", "/names", "/echo", "/page"), (500, []))
FINE = {
    **dict.fromkeys(ERRORS, (200, [])),
    "/saved": (200, ["saved"]),
    "/form": "empty",
    "/stream": "song",
}

PROOFS = [
    Proof(
        probe=probe,
        bad={**ERRORS, "/saved": (200, []), "/form": "filled", "/stream": ""},
        good=FINE,
        fixed=FINE,
    )
]
