"""RL304 under Pyramid: view defaults of a subclass, and the permission that its base asked for."""

from __future__ import annotations

from werkzeug.test import Client

from tests.proofs.harness import Proof
from tests.proofs.pyramid.client import seen


def probe(client: Client) -> dict[str, object]:
    """Without a token."""
    return {
        "the base's": seen(client, "/storage")[0],
        "values": seen(client, "/paintings")[0],
        "add": seen(client, "/paintings", "POST")[0],
        "lent": seen(client, "/loans")[0],
        "with a token": seen(client, "/paintings", Authorization="token-of-ann")[0],
    }


def probe_modules(client: Client) -> dict[str, object]:
    return {
        "without": seen(client, "/paintings")[0],
        "with a token": seen(client, "/paintings", Authorization="token-of-ann")[0],
    }


PROOFS = [
    Proof(
        probe=probe,
        bad={"the base's": 403, "values": 200, "add": 403, "lent": 200, "with a token": 200},
        good={"the base's": 403, "values": 403, "add": 403, "lent": 403, "with a token": 200},
    ),
    Proof(
        fixture="bad_modules",
        probe=probe_modules,
        bad={"without": 200, "with a token": 200},
        good={"without": 403, "with a token": 200},
    ),
]
