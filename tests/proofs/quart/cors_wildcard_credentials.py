"""RL501 under Quart: nobody gets an answer, or a strange origin one with the visitor's cookies."""

from __future__ import annotations

from starlette.testclient import TestClient

from tests.proofs.harness import Proof

STRANGER = {"Origin": "https://stranger.example", "Cookie": "session=of-ann"}


def allowed(client: TestClient, path: str) -> tuple[int, str | None, str | None]:
    """What a stranger's page gets; the status is that for anybody."""
    headers = client.get(path, headers=STRANGER).headers
    return (
        client.get(path).status_code,
        headers.get("Access-Control-Allow-Origin"),
        headers.get("Access-Control-Allow-Credentials"),
    )


def probe(client: TestClient) -> dict[str, object]:
    pages = "basket/ orders/ bills/ stock/ news/ wishes reviews account"
    return {page: allowed(client, f"/{page}") for page in pages.split()}


def probe_app(client: TestClient) -> dict[str, object]:
    return {"profile": allowed(client, "/profile/")}


def probe_headers(client: TestClient) -> dict[str, object]:
    return {page: allowed(client, f"/{page}/") for page in ("profile", "orders")}


REFUSED = (500, None, None)
REFLECTED = (200, "https://stranger.example", "true")
CLOSED = (200, None, None)

PROOFS = [
    Proof(
        probe=probe,
        bad={
            "basket/": REFUSED,
            "orders/": REFUSED,
            "bills/": REFUSED,
            "stock/": REFUSED,
            "news/": REFLECTED,
            "wishes": REFUSED,
            "reviews": REFUSED,
            "account": REFLECTED,
        },
        good={
            "basket/": CLOSED,
            "orders/": CLOSED,
            "bills/": CLOSED,
            "stock/": CLOSED,
            "news/": CLOSED,
            "wishes": CLOSED,
            "reviews": (200, "*", None),
            "account": CLOSED,
        },
    ),
    *(
        Proof(
            probe=probe_app,
            fixture=bad,
            corrected=good,
            bad={"profile": REFUSED},
            good={"profile": CLOSED},
        )
        for bad, good in (
            ("bad_app.py", "good_app.py"),
            ("bad_config.py", "good_config.py"),
            ("bad_config_default.py", "good_config.py"),
        )
    ),
    Proof(
        probe=probe_headers,
        fixture="bad_headers.py",
        bad={"profile": (200, "*", "true"), "orders": (200, "*", "true")},
        good={
            "profile": (200, "https://shop.example", "true"),
            "orders": (200, "https://shop.example", "true"),
        },
    ),
]
