"""RL103 under Django: the view has run, or runs twice, although the request was denied."""

from __future__ import annotations

import sys

from django.test import Client

from tests.proofs.harness import Proof

REQUESTS: dict[str, tuple[str, dict[str, str]]] = {
    "revoked token": ("/lend", {"X-Token": "revoked"}),
    "not of the staff": ("/lend?as=staff", {}),
    "at night": ("/lend", {"X-Hour": "23"}),
    "ten loans": ("/lend", {"X-Loans": "10"}),
    "expired card": ("/lend", {"X-Card": "expired"}),
    "lost key": ("/lend", {"X-Key": "lost"}),
    "timed": ("/lend?timed", {}),
    "probed": ("/lend?probe", {}),
    "sized": ("/lend?sized", {}),
    "audited": ("/lend?audit", {}),
    "direct": ("/lend?direct", {}),
    "no member": ("/reserve", {}),
    "not paid": ("/renew", {"X-Balance": "0"}),
    "returned": ("/return", {}),
}


def probe(client: Client) -> dict[str, object]:
    """The status of each answer, and what the view did for it."""
    from django.urls import resolve

    done = sys.modules[resolve("/lend").func.__module__].DONE
    seen: dict[str, object] = {}
    for label, (path, headers) in REQUESTS.items():
        done.clear()
        status = client.get(path, headers=headers).status_code
        seen[label] = (status, list(done))
    return seen


PROOFS = [
    Proof(
        probe=probe,
        bad={
            "revoked token": (403, ["lent"]),
            "not of the staff": (403, ["lent"]),
            "at night": (403, ["lent"]),
            "ten loans": (403, ["lent"]),
            "expired card": (403, ["lent"]),
            "lost key": (302, ["lent"]),
            "timed": (200, ["lent", "lent"]),
            "probed": (200, ["lent", "lent"]),
            "sized": (200, ["lent", "lent"]),
            "audited": (200, ["lent", "lent"]),
            "direct": (200, ["lent"]),
            "no member": (302, ["reserved"]),
            "not paid": (402, ["renewed"]),
            "returned": (200, ["returned", "returned"]),
        },
        good={
            "revoked token": (403, []),
            "not of the staff": (403, []),
            "at night": (403, []),
            "ten loans": (403, []),
            "expired card": (403, []),
            "lost key": (302, []),
            "timed": (200, ["lent"]),
            "probed": (200, ["lent"]),
            "sized": (200, ["lent"]),
            "audited": (200, ["lent"]),
            "direct": (200, ["lent"]),
            "no member": (302, []),
            "not paid": (402, []),
            "returned": (200, ["returned"]),
        },
    ),
]
