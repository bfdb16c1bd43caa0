"""RL309 under FastAPI: whether requests without a token get through with a visitor's cookies."""

from __future__ import annotations

from typing import Any

from tests.proofs.harness import Proof


def probe(client: Any) -> dict[str, object]:
    sent = client.get("/login").headers.get_list("set-cookie")
    session = next(cookie.partition(";")[0] for cookie in sent if cookie.startswith("session="))
    client.cookies.clear()
    answer = client.post("/transfer?amount=10", headers={"Cookie": session})
    return {"visitor": answer.status_code}


PROOFS = [
    Proof(probe=probe, bad={"visitor": 200}, good={"visitor": 403}),
    Proof(probe=probe, fixture="bad_paths.py", bad={"visitor": 200}, good={"visitor": 403}),
]
