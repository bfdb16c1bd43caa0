"""RL205 under Pyramid: what is registered late, or noted and never scanned, is a 404."""

from __future__ import annotations

from werkzeug.test import Client

from tests.proofs.harness import Proof
from tests.proofs.pyramid.client import seen


def probe(client: Client) -> dict[str, object]:
    headers = client.get("/hours").headers
    return {
        "hours": seen(client, "/hours"),
        "guides": seen(client, "/guides"),
        "exhibits": seen(client, "/exhibits"),
        "branded": headers.get("X-Museum"),
        "counted": headers.get("X-Counted"),
    }


def probe_tickets(client: Client) -> dict[str, object]:
    return {"tickets": seen(client, "/tickets")}


def probe_scan(client: Client) -> dict[str, object]:
    return {path: seen(client, path) for path in ("/exhibits", "/shop", "/cafe")}


PROOFS = [
    Proof(
        probe=probe,
        bad={
            "hours": (200, "9 to 5"),
            "guides": (404, ""),
            "exhibits": (404, ""),
            "branded": None,
            "counted": None,
        },
        good={
            "hours": (200, "9 to 5"),
            "guides": (200, "at 11 and 3"),
            "exhibits": (200, "dinosaurs"),
            "branded": "yes",
            "counted": "yes",
        },
    ),
    Proof(fixture="", corrected="good.py", probe=probe_tickets, good={"tickets": (200, "8 euros")}),
    Proof(
        fixture="bad_scan",
        corrected="good_scan",
        probe=probe_scan,
        bad={"/exhibits": (200, "exhibits"), "/shop": (404, ""), "/cafe": (404, "")},
        good={"/exhibits": (200, "exhibits"), "/shop": (200, "shop"), "/cafe": (200, "cafe")},
    ),
]
