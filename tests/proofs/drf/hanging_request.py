"""RL105 under REST framework: a view that returns nothing is an AssertionError."""

from __future__ import annotations

from django.test import Client

from tests.proofs.harness import Proof


def probe(client: Client) -> dict[str, object]:
    paths = "/parcel/7 /parcel/8 /counter /counter?closed /parcels/8/ /parcels/8/weight/ /stamps"
    return {path: client.get(path).status_code for path in paths.split()}


def probe_hooks(client: Client) -> dict[str, object]:
    answer = client.post("/letters", '{"to": "ann"}', content_type="application/json")
    return {"letter": answer.status_code}


PROOFS = [
    Proof(
        probe=probe,
        bad={
            "/parcel/7": 200,
            "/parcel/8": 500,
            "/counter": 200,
            "/counter?closed": 500,
            "/parcels/8/": 500,
            "/parcels/8/weight/": 500,
            "/stamps": 500,
        },
        good={
            "/parcel/7": 200,
            "/parcel/8": 404,
            "/counter": 200,
            "/counter?closed": 503,
            "/parcels/8/": 404,
            "/parcels/8/weight/": 404,
            "/stamps": 200,
        },
    ),
    Proof(probe=probe_hooks, fixture="", corrected="good.py", good={"letter": 201}),
]
