"""RL402 under Pyramid: what comes is read, however much it is."""

from __future__ import annotations

from werkzeug.test import Client

from tests.proofs.harness import Proof

BIG = b"x" * (3 * 1024 * 1024)


def probe(client: Client) -> dict[str, object]:
    found: dict[str, object] = {
        path: client.put(f"/{path}", data=BIG).status_code for path in ("file", "raw", "environ")
    }
    found["lines"] = client.post("/lines", data=BIG).status_code
    found["small"] = client.put("/file", data=b"x").status_code
    return found


PROOFS = [
    Proof(
        probe=probe,
        bad={"file": 200, "raw": 200, "environ": 200, "lines": 200, "small": 200},
        good={"file": 413, "raw": 413, "environ": 413, "lines": 413, "small": 200},
    )
]
