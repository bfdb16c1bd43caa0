"""RL301 under Django: a gate that looks at the address lets others pass, or stops them."""

from __future__ import annotations

from django.test import Client

from tests.proofs.harness import Proof


def statuses(client: Client, paths: str, **headers: str) -> dict[str, object]:
    return {path: client.get(path, headers=headers).status_code for path in paths.split()}


def probe(client: Client) -> dict[str, object]:
    seen = statuses(client, "/login /public/timetable /publications /grades")
    seen["history"] = b"ann" in client.get("/login-history").content
    return seen


def probe_open(client: Client) -> dict[str, object]:
    return statuses(client, "/imprint /health")


def probe_substring(client: Client) -> dict[str, object]:
    return statuses(client, "/static/style.css /pictures/ann /pictures/static/ann")


def probe_patterns(client: Client) -> dict[str, object]:
    guest = statuses(client, "/join /newsletter-subscribers /board/agenda")
    member = statuses(client, "/board/agenda /board/agenda-closed", **{"X-Member": "ann"})
    return {**guest, **{f"{path} for a member": status for path, status in member.items()}}


def probe_scope(client: Client) -> dict[str, object]:
    return statuses(
        client,
        "/admin/users /administrators-guide /rota /rota/ /api/orders /apiary /orders/export "
        "/orders/export/ /archive/1999 /news/1999 /news/1999?from=/archive/ "
        "/salaries/5 /salaries/5/",
    )


def probe_second_place(client: Client) -> dict[str, object]:
    """What is closed at one place ought to be at the other one."""
    pages = [
        "reports/raw/",
        "staff/ann/",
        "reports/june/",
    ]
    return {
        page: tuple(client.get(f"{place}/{page}").status_code for place in ("/api", "/api/v2"))
        for page in pages
    }


PROOFS = [
    Proof(
        fixture="bad_second_place.py",
        probe=probe_second_place,
        bad={
            "reports/raw/": (403, 200),
            "staff/ann/": (302, 200),
            "reports/june/": (200, 200),
        },
        good={
            "reports/raw/": (403, 403),
            "staff/ann/": (302, 302),
            "reports/june/": (200, 200),
        },
    ),
    Proof(
        probe=probe,
        bad={
            "/login": 200,
            "/public/timetable": 200,
            "/publications": 200,
            "/grades": 302,
            "history": True,
        },
        good={
            "/login": 200,
            "/public/timetable": 200,
            "/publications": 302,
            "/grades": 302,
            "history": False,
        },
    ),
    Proof(
        probe=probe_open,
        fixture="",
        corrected="good.py",
        good={"/imprint": 200, "/health": 200},
    ),
    Proof(
        probe=probe_substring,
        fixture="bad_substring.py",
        bad={"/static/style.css": 200, "/pictures/ann": 401, "/pictures/static/ann": 200},
        good={"/static/style.css": 200, "/pictures/ann": 401, "/pictures/static/ann": 401},
    ),
    Proof(
        probe=probe_patterns,
        fixture="bad_patterns.py",
        bad={
            "/join": 200,
            "/newsletter-subscribers": 200,
            "/board/agenda": 302,
            "/board/agenda for a member": 200,
            "/board/agenda-closed for a member": 200,
        },
        good={
            "/join": 200,
            "/newsletter-subscribers": 302,
            "/board/agenda": 302,
            "/board/agenda for a member": 200,
            "/board/agenda-closed for a member": 302,
        },
    ),
    Proof(
        probe=probe_scope,
        fixture="bad_scope.py",
        bad={
            "/admin/users": 403,
            "/administrators-guide": 403,
            "/rota": 302,
            "/rota/": 200,
            "/api/orders": 401,
            "/apiary": 401,
            "/orders/export": 403,
            "/orders/export/": 200,
            "/archive/1999": 403,
            "/news/1999": 200,
            "/news/1999?from=/archive/": 403,
            "/salaries/5": 403,
            "/salaries/5/": 200,
        },
        good={
            "/admin/users": 403,
            "/administrators-guide": 200,
            "/rota": 403,
            "/rota/": 403,
            "/api/orders": 403,
            "/apiary": 200,
            "/orders/export": 403,
            "/orders/export/": 403,
            "/archive/1999": 403,
            "/news/1999": 200,
            "/news/1999?from=/archive/": 200,
            "/salaries/5": 403,
            "/salaries/5/": 403,
        },
    ),
]
