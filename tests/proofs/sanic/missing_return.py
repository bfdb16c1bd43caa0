"""RL101 under Sanic: the answer that was built and dropped is not the answer the client gets."""

from __future__ import annotations

from tests.proofs.harness import Proof
from tests.proofs.sanic.client import Client

NONE = "Invalid response type None (need HTTPResponse)"
ANN = "Bearer token-of-ann"


def probe(client: Client) -> dict[str, object]:
    pages = (
        "salary",
        "bonus",
        "pages/unknown",
        "contracts",
        "letters",
        "outline",
        "reports/plans",
        "reports/sales",
        "holidays",
    )
    found: dict[str, object] = {page: client.seen(f"/{page}") for page in pages}
    found["logo"] = client.seen("/logo?size=text")
    found["handbook"] = client.seen("/handbook", Authorization=ANN)[1][:20]
    found["post"] = client.seen("/holidays", "POST")
    found["at night"] = client.seen("/salary", X_Clock="night", Authorization=ANN)
    found["robot"] = client.seen("/salary", X_Robot="yes", Authorization=ANN)
    return found


GOOD = {
    "salary": (401, '{"error":"sign in first"}'),
    "bonus": (401, "sign in first"),
    "pages/unknown": (404, "no such page"),
    "contracts": (302, ""),
    "letters": (401, "sign in first"),
    "outline": (200, "outline"),
    "reports/plans": (403, "members only"),
    "reports/sales": (200, "sold"),
    "holidays": (401, "sign in first"),
    "logo": (200, "Staff"),
    "handbook": '"""A staff intranet:',
    "post": (201, "noted"),
    "at night": (503, "closed at night"),
    "robot": (403, "no robots"),
}

PROOFS = [
    Proof(
        probe=probe,
        bad={
            "salary": (200, "secret"),
            "bonus": (200, "secret"),
            "pages/unknown": (200, "an empty page"),
            "contracts": (200, "secret"),
            "letters": (200, "secret"),
            "outline": (500, NONE),
            "reports/plans": (200, "secret"),
            "reports/sales": (500, NONE),
            "holidays": (200, "in August"),
            "logo": (200, "logo"),
            "handbook": "no handbook",
            "post": (500, NONE),
            "at night": (200, "secret"),
            "robot": (200, "secret"),
        },
        good=GOOD,
        fixed={
            **GOOD,
            "pages/unknown": (200, "an empty page"),
            "contracts": (200, "secret"),
        },
    )
]
