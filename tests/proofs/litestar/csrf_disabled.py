"""RL309 under Litestar: whether requests without a token get through with a visitor's cookies."""

from __future__ import annotations

from typing import Any

from tests.proofs.harness import Proof


def probe(client: Any) -> dict[str, object]:
    sent = client.get("/login").headers.get_list("set-cookie")
    cookies = next(cookie.partition(";")[0] for cookie in sent if cookie.startswith("session="))
    client.cookies.clear()
    headers = {"Cookie": cookies}
    return {
        "stranger": client.post("/transfer?amount=10").status_code in (401, 403),
        "transfer": client.post("/transfer?amount=10", headers=headers).status_code,
        "card": client.delete("/card", headers=headers).status_code,
    }


OPEN = {"stranger": True, "transfer": 201, "card": 200}
CLOSED = {"stranger": True, "transfer": 403, "card": 403}

PROOFS = [
    Proof(probe=probe, bad=OPEN, good=CLOSED),
    Proof(
        probe=probe,
        fixture="bad_options.py",
        bad=OPEN,
        good=CLOSED,
        fixed={**OPEN, "card": 403},
    ),
    Proof(probe=probe, fixture="bad_paths.py", bad=OPEN, good=CLOSED),
]
