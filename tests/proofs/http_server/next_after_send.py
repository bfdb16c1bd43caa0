"""RL103 under http.server: the decorated method runs, and its answer follows the refusal."""

from __future__ import annotations

from tests.proofs.harness import Proof
from tests.proofs.http_server.client import Client


def probe(client: Client) -> dict[str, object]:
    found: dict[str, object] = {}
    for method in ("DELETE", "POST"):
        client.module.PARCELS.clear()
        statuses, _ = client.answers("/", method)
        found[method] = (statuses, list(client.module.PARCELS))
    return found


PROOFS = [
    Proof(
        probe=probe,
        bad={"DELETE": ([403, 200], ["taken"]), "POST": ([400, 200], ["brought"])},
        good={"DELETE": ([403], []), "POST": ([400], [])},
        fixed={"DELETE": ([403], []), "POST": ([400, 200], ["brought"])},
    ),
]
