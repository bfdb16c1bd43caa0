"""RL301 under Pyramid: paths that only look like open ones are open, and the other way round."""

from __future__ import annotations

from werkzeug.test import Client

from tests.proofs.harness import Proof
from tests.proofs.pyramid.client import seen

ALL = {
    "Authorization": "token-of-ann",
    "X_Network": "here",
    "X_Admin": "yes",
    "X_Reader": "yes",
}


def without(client: Client, path: str, name: str) -> tuple[int, str]:
    return seen(client, path, **{key: value for key, value in ALL.items() if key != name})


def probe(client: Client) -> dict[str, object]:
    return {
        "reports": without(client, "/reports/may", "Authorization"),
        "catalogue admin": without(client, "/catalogue-admin", "Authorization"),
        "helpers": without(client, "/helpers", "Authorization"),
        "backups": without(client, "/assets-backup", "Authorization"),
        "report in style": without(client, "/reports/may.css", "X_Network"),
        "administrators": without(client, "/administrators", "X_Admin"),
        "reopen": without(client, "/loans/reopen", "X_Reader"),
    }


def probe_good(client: Client) -> dict[str, object]:
    return {
        "catalogue": without(client, "/catalogue/Ulysses", "Authorization"),
        "catalogue admin": without(client, "/catalogue-admin", "Authorization"),
        "outside": without(client, "/catalogue/Ulysses", "X_Network"),
        "no reader": without(client, "/catalogue/Ulysses", "X_Reader"),
        "help": without(client, "/help", "X_Reader"),
        "ann": seen(client, "/catalogue-admin", **ALL),
    }


def probe_second_place(client: Client) -> dict[str, object]:
    """What is closed at one place ought to be at the other one."""
    pages = [
        "reports/raw",
        "staff/ann",
        "reports/june",
    ]
    return {
        page: tuple(client.get(f"{place}/{page}").status_code for place in ("/shop", "/v2/shop"))
        for page in pages
    }


PROOFS = [
    Proof(
        fixture="bad_second_place.py",
        probe=probe_second_place,
        bad={
            "reports/raw": (403, 200),
            "staff/ann": (401, 200),
            "reports/june": (200, 200),
        },
        good={
            "reports/raw": (403, 403),
            "staff/ann": (401, 401),
            "reports/june": (200, 200),
        },
    ),
    Proof(
        probe=probe,
        bad={
            "reports": (401, ""),
            "catalogue admin": (200, "secret"),
            "helpers": (200, "secret"),
            "backups": (200, "secret"),
            "report in style": (200, "secret"),
            "administrators": (403, ""),
            "reopen": (200, "secret"),
        },
    ),
    Proof(
        fixture="",
        corrected="good.py",
        probe=probe_good,
        good={
            "catalogue": (200, "catalogue"),
            "catalogue admin": (403, "members only"),
            "outside": (403, "not from here"),
            "no reader": (401, ""),
            "help": (200, "help"),
            "ann": (200, "secret"),
        },
    ),
]
