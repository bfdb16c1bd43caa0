"""RL602 under http.server: 200 for entries that are not kept, since nothing runs a coroutine."""

from __future__ import annotations

from typing import Any

from tests.proofs.harness import Proof


def probe(client: Any) -> dict[str, object]:
    return {
        "GET": client.answers("/saved")[0],
        "POST": client.answers("/saved", "POST")[0],
        "loaded": client.answers("/loaded")[0],
        "list": client.answers("/list")[1].split(","),
    }


PROOFS = [
    Proof(
        probe=probe,
        bad={"GET": [200], "POST": [200], "loaded": [], "list": [""]},
        good={"GET": [200], "POST": [200], "loaded": [200], "list": ["saved", "written"]},
    )
]
