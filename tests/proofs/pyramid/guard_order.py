"""RL302 under Pyramid: with a guard above `view_config` there is no view, not even for who may."""

from __future__ import annotations

from werkzeug.test import Client

from tests.proofs.harness import Proof
from tests.proofs.pyramid.client import seen


def probe(client: Client) -> dict[str, object]:
    return {
        "patients": seen(client, "/patients"),
        "patients of a doctor": seen(client, "/patients", X_Role="doctor"),
        "beds": seen(client, "/beds"),
        "beds of a nurse": seen(client, "/beds", X_Role="nurse"),
        "rooms of a nurse": seen(client, "/rooms", X_Role="nurse"),
    }


def probe_good(client: Client) -> dict[str, object]:
    return {
        "records": seen(client, "/records"),
        "hours": seen(client, "/hours"),
        "surgery": seen(client, "/surgery"),
        "surgery of a doctor": seen(client, "/surgery", X_Role="doctor"),
    }


GOOD = {
    "patients": (403, ""),
    "patients of a doctor": (200, '["Ann"]'),
    "beds": (403, ""),
    "beds of a nurse": (200, "beds"),
    "rooms of a nurse": (200, "beds"),
}
NOT_FOUND = dict.fromkeys(GOOD, (404, ""))

PROOFS = [
    Proof(
        probe=probe,
        bad=NOT_FOUND,
        good=GOOD,
        fixed=GOOD,
    ),
    Proof(
        fixture="",
        corrected="good.py",
        probe=probe_good,
        good={
            "records": (403, ""),
            "hours": (200, "9 to 5"),
            "surgery": (403, ""),
            "surgery of a doctor": (200, "plan"),
        },
    ),
]
