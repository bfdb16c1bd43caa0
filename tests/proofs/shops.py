"""The forty routes of a shop with many things."""

from __future__ import annotations

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
