"""RL602 under Flask-RESTful: 200 for entries that are not kept, since nothing runs a coroutine."""

from __future__ import annotations

from typing import Any

from tests.proofs.harness import Proof


def probe(client: Any) -> dict[str, object]:
    return {
        "GET": client.get("/saved").status_code,
        "POST": client.post("/saved").status_code,
        "loaded": client.get("/loaded").status_code,
        "list": client.get("/list").get_json(),
    }


PROOFS = [
    Proof(
        probe=probe,
        bad={"GET": 200, "POST": 200, "loaded": 500, "list": []},
        good={"GET": 200, "POST": 200, "loaded": 200, "list": ["saved", "written"]},
    )
]
