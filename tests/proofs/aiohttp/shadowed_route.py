"""RL203 under aiohttp: among routes with the same literal beginning the first match answers."""

from __future__ import annotations

from typing import Any

from tests.proofs.harness import Proof


def probe(client: Any) -> dict[str, object]:
    paths = ("/users/ann/settings", "/invoices/42", "/news.xml")
    return {path: client.get(path).text for path in paths}


def probe_view(client: Any) -> dict[str, object]:
    return {"orders": client.get("/users/ann/orders").text}


PROOFS = [
    Proof(
        probe=probe,
        bad={
            "/users/ann/settings": "section settings",
            "/invoices/42": "invoice 42",
            "/news.xml": "page",
        },
        good={
            "/users/ann/settings": "settings",
            "/invoices/42": "invoice by number",
            "/news.xml": "feed",
        },
    ),
    Proof(probe=probe_view, bad={"orders": "section orders"}),
]
