"""RL301 under Flask: path tests let too much through, or close too much."""

from __future__ import annotations

from flask.testing import FlaskClient

from tests.proofs.harness import Proof


def probe(client: FlaskClient) -> dict[str, object]:
    """Without a sign-in: all but the login page ought to be closed."""
    pages = [
        "login",
        "login-history",
        "helpdesk-tickets",
        "backstage",
        "help/report/raw",
        "customers/static",
        "customers/bob",
    ]
    return {page: client.get(f"/{page}").status_code for page in pages}


def probe_prefix(client: FlaskClient) -> dict[str, object]:
    pages = ["login", "admin/users", "administration-fees", "accounting/"]
    return {page: client.get(f"/{page}").status_code for page in pages}


def probe_blueprint(client: FlaskClient) -> dict[str, object]:
    preflight = client.options("/prices", headers={"Origin": "https://shop.example"})
    return {
        "admin": client.get("/admin/users").status_code,
        "prices": client.get("/prices").status_code,
        "preflight of prices": preflight.status_code,
        "unknown URL": client.get("/nowhere").status_code,
    }


def probe_modules(client: FlaskClient) -> dict[str, object]:
    return {page: client.get(f"/{page}").status_code for page in ("help", "helpdesk")}


def probe_second_place(client: FlaskClient) -> dict[str, object]:
    """Without a sign-in: what is closed at one place ought to be at the other one."""
    pages = [
        "reports/raw",
        "drafts/spring",
        "prices/old",
        "staff/ann",
        "secrets/key",
        "exports/all",
        "stock/pens",
        "audits/7",
        "reports/june",
    ]
    return {
        page: tuple(client.get(f"{place}/{page}").status_code for place in ("", "/v2"))
        for page in pages
    }


PROOFS = [
    Proof(
        fixture="bad_second_place.py",
        probe=probe_second_place,
        bad={
            "reports/raw": (403, 200),
            "drafts/spring": (403, 200),
            "prices/old": (403, 200),
            "staff/ann": (401, 200),
            "secrets/key": (403, 200),
            "exports/all": (302, 200),
            "stock/pens": (403, 200),
            "audits/7": (403, 200),
            "reports/june": (200, 200),
        },
        good={
            "reports/raw": (403, 403),
            "drafts/spring": (403, 403),
            "prices/old": (403, 403),
            "staff/ann": (401, 401),
            "secrets/key": (403, 403),
            "exports/all": (302, 302),
            "stock/pens": (403, 403),
            "audits/7": (403, 403),
            "reports/june": (200, 200),
        },
    ),
    Proof(
        probe=probe,
        bad={
            "login": 200,
            "login-history": 200,
            "helpdesk-tickets": 200,
            "backstage": 200,
            "help/report/raw": 200,
            "customers/static": 200,
            "customers/bob": 401,
        },
        good={
            "login": 200,
            "login-history": 401,
            "helpdesk-tickets": 401,
            "backstage": 401,
            "help/report/raw": 401,
            "customers/static": 401,
            "customers/bob": 401,
        },
    ),
    Proof(
        probe=probe_prefix,
        fixture="bad_prefix.py",
        bad={"login": 200, "admin/users": 302, "administration-fees": 302, "accounting/": 200},
        good={"login": 200, "admin/users": 302, "administration-fees": 200, "accounting/": 401},
    ),
    Proof(
        probe=probe_blueprint,
        fixture="bad_blueprint.py",
        bad={"admin": 401, "prices": 401, "preflight of prices": 401, "unknown URL": 401},
        good={"admin": 401, "prices": 200, "preflight of prices": 200, "unknown URL": 404},
    ),
    Proof(
        fixture="bad_modules",
        probe=probe_modules,
        bad={"help": 200, "helpdesk": 200},
        good={"help": 200, "helpdesk": 401},
    ),
]
