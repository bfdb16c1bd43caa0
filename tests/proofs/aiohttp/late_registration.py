"""RL205 under aiohttp: routes that are not there, middleware that is not asked, frozen applications."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any
from unittest.mock import patch

from tests.proofs.harness import Proof


def probe(client: Any) -> dict[str, object]:
    paths = ("/orders", "/orders/7", "/listed", "/added")
    found: dict[str, object] = {path: client.get(path).status_code for path in paths}
    found["tagged"] = client.get("/orders").headers.get("x-tagged")
    found["/install"] = client.post("/install").status_code
    found["/switch"] = client.post("/switch").status_code
    return found


def outcome(function: Callable[[], object]) -> str:
    try:
        function()
    except RuntimeError as error:
        return str(error)
    return "made"


def probe_factory(client: Any) -> dict[str, object]:
    module = client.module
    served: list[set[str]] = []

    def run(app: Any) -> None:
        served.append({route.resource.canonical for route in app.router.routes()})

    with patch("aiohttp.web.run_app", run):
        module.main()
    return {
        "factory": outcome(module.make_app),
        "served": sorted(served[0]),
        "/health": client.get("/health").status_code,
    }


FROZEN = "Cannot register a resource into frozen router."

PROOFS = [
    Proof(
        probe=probe,
        bad={
            "/orders": 200,
            "/orders/7": 404,
            "/listed": 404,
            "/added": 404,
            "tagged": None,
            "/install": 500,
            "/switch": 500,
        },
        good={
            "/orders": 200,
            "/orders/7": 200,
            "/listed": 200,
            "/added": 200,
            "tagged": "yes",
            "/install": 200,
            "/switch": 200,
        },
    ),
    Proof(
        fixture="bad_mounted.py",
        probe=lambda client: {"/admin/users": client.get("/admin/users").status_code},
        bad={"import_error": "RuntimeError"},
        good={"/admin/users": 200},
    ),
    Proof(
        fixture="bad_factory.py",
        probe=probe_factory,
        bad={"factory": FROZEN, "served": ["/users"], "/health": 404},
        good={"factory": "made", "served": ["/health", "/users"], "/health": 200},
    ),
]
