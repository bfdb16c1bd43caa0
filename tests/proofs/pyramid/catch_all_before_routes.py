"""RL202 under Pyramid: what stands behind a route for everything is never reached."""

from __future__ import annotations

from werkzeug.test import Client

from tests.proofs.harness import Proof
from tests.proofs.pyramid.client import seen

PATHS = (
    "/help/contact",
    "/blog/latest",
    "/blog/2024/spring",
    "/blog/a/b/c",
    "/app/api/orders",
    "/orders",
)


def probe(client: Client) -> dict[str, object]:
    return {path: seen(client, path) for path in PATHS}


PROOFS = [
    Proof(
        probe=probe,
        bad={
            "/help/contact": (200, "document contact"),
            "/blog/latest": (200, "page latest"),
            "/blog/2024/spring": (200, "page 2024/spring"),
            "/blog/a/b/c": (200, "page a/b/c"),
            "/app/api/orders": (200, "spa"),
            "/orders": (404, ""),
        },
        good={
            "/help/contact": (200, "contact"),
            "/blog/latest": (200, "latest"),
            "/blog/2024/spring": (200, "entry"),
            "/blog/a/b/c": (200, "page a/b/c"),
            "/app/api/orders": (200, "api"),
            "/orders": (200, "orders"),
        },
    )
]
