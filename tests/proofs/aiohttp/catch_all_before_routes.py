"""RL202 under aiohttp: among routes with the same literal beginning the first match answers."""

from __future__ import annotations

from typing import Any

from tests.proofs.harness import Proof


def probe(client: Any) -> dict[str, object]:
    site = client.get("/site/about").text == "page about"
    found: dict[str, object] = {}
    for path in ("/about", "/about/edit"):
        found[path] = client.get(f"/site{path}" if site else path).text
    for path in (
        "/users",
        "/orders/1/invoice",
        "/api/1/invoice",
        "/media/cat" if not site else "/pictures/cat",
        "/reports/2024",
    ):
        found[path.replace("pictures", "media")] = client.get(path).text
    return found


def probe_old(client: Any) -> dict[str, object]:
    """Seen under a newer aiohttp than `bad_old` asks for, where `/health` is found first as well."""
    return {path: client.get(path).text for path in ("/health", "/users/ann", "/other")}


_NEW = {"/health": "healthy", "/users/ann": "user", "/other": "the single-page application"}

PROOFS = [
    Proof(
        probe=probe,
        bad={
            "/about": "the single-page application",
            "/about/edit": "the single-page application",
            "/users": "users",
            "/orders/1/invoice": "orders",
            "/api/1/invoice": "backend",
            "/media/cat": "",
            "/reports/2024": "404: Not Found",
        },
        good={
            "/about": "page about",
            "/about/edit": "page about",
            "/users": "users",
            "/orders/1/invoice": "invoice",
            "/api/1/invoice": "invoice",
            "/media/cat": "picture",
            "/reports/2024": "report",
        },
    ),
    Proof(fixture="bad_old", probe=probe_old, bad=_NEW, good=_NEW),
]
