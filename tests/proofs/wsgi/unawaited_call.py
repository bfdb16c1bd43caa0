"""RL602 under WSGI: 200 for entries that are not kept, since nothing runs a coroutine."""

from __future__ import annotations

from typing import Any

from tests.proofs.harness import Proof


def probe(client: Any) -> dict[str, object]:
    return {
        "GET": client.seen("/saved")[0],
        "POST": client.seen("/saved", "POST")[0],
        "loaded": client.ask("/loaded")[0],
        "list": client.seen("/list")[1].split(","),
    }


PROOFS = [
    Proof(
        probe=probe,
        bad={"GET": 200, "POST": 200, "loaded": 500, "list": [""]},
        good={"GET": 200, "POST": 200, "loaded": 200, "list": ["saved", "written"]},
    )
]
