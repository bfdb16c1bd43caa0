"""The forty routes of a shop with many things, and the parts of which it is made."""

from __future__ import annotations

import sys

from tests.proofs.harness import FIXTURES

THINGS = (
    "orders",
    "customers",
    "invoices",
    "parcels",
    "prices",
    "stock",
    "suppliers",
    "returns",
    "coupons",
    "reviews",
)
PATHS = tuple(
    f"/{thing}{part}" for thing in THINGS for part in ("", "/count", "/latest", "/totals")
)
PARTS = ("goods", "sales")


def parts() -> tuple[str, ...]:
    """What holds routes in the fixture that is loaded, beside the application: objects and modules by
    the names of the two parts of the shop."""
    modules = [
        module
        for module in list(sys.modules.values())
        if str(getattr(module, "__file__", "")).startswith(str(FIXTURES / "monolithic-app"))
    ]
    return tuple(
        name
        for name in PARTS
        if any(name in vars(module) or module.__name__ == name for module in modules)
    )
