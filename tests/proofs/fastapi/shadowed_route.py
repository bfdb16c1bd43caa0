"""RL203 under FastAPI: the parameter route answers for the literal one."""

from __future__ import annotations

from starlette.testclient import TestClient

from tests.proofs.harness import Proof


def probe(client: TestClient) -> dict[str, object]:
    found: dict[str, object] = {}
    for path in (
        "/users/me",
        "/orders/latest",
        "/shops/nearby/items",
        "/areas/north/main",
        "/products/sale",
        "/reviews/top",
    ):
        response = client.get(path)
        found[path] = response.json() if response.status_code == 200 else response.status_code
    found["DELETE /carts/expired"] = client.delete("/carts/expired").json()
    return found


def probe_modules(client: TestClient) -> dict[str, object]:
    paths = ("/api/teams/red/members", "/api/teams/red/members/ann", "/api/teams/archived")
    return {path: client.get(path).json() for path in paths}


PROOFS = [
    Proof(
        probe=probe,
        bad={
            "/users/me": {"user": "me"},
            "/orders/latest": 422,
            "/shops/nearby/items": {"shop": "nearby"},
            "/areas/north/main": {"street": "main"},
            "/products/sale": {"product": "sale"},
            "/reviews/top": {"review": "top"},
            "DELETE /carts/expired": {"cart": "expired"},
        },
        good={
            "/users/me": {"me": True},
            "/orders/latest": {"latest": True},
            "/shops/nearby/items": {"nearby": True},
            "/areas/north/main": {"northern": "main"},
            "/products/sale": {"sale": True},
            "/reviews/top": {"top": True},
            "DELETE /carts/expired": {"expired": True},
        },
    ),
    Proof(
        fixture="bad_modules",
        probe=probe_modules,
        bad={
            "/api/teams/red/members": {"tab": "members"},
            "/api/teams/red/members/ann": {"member": "ann"},
            "/api/teams/archived": {"team": "archived"},
        },
        good={
            "/api/teams/red/members": {"members of": "red"},
            "/api/teams/red/members/ann": {"member": "ann"},
            "/api/teams/archived": {"archived": []},
        },
    ),
]
