"""RL401 under Bottle: an upload of five megabytes is taken."""

from __future__ import annotations

import io

from werkzeug.test import Client

from tests.proofs.harness import Proof


def probe(client: Client) -> dict[str, object]:
    def upload(size: int) -> int:
        file = (io.BytesIO(b"x" * size), "photo.png")
        return client.post("/photos", data={"photo": file}).status_code

    return {"small": upload(1000), "5 MB": upload(5 * 1024 * 1024)}


PROOFS = [
    Proof(
        probe=probe,
        fixture=name,
        bad={"small": 200, "5 MB": 200},
        good={"small": 200, "5 MB": 413},
    )
    for name in ("bad.py", "bad_object.py")
]
