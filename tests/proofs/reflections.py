"""Origins that come back as they were sent, without credentials: whom the answers of fixtures with the
routes `/any` and `/listed` let read them."""

from __future__ import annotations

from collections.abc import Callable, Mapping

STRANGER = "https://stranger.example"
OURS = "https://shop.example"

#: Where the list of origins holds `*`, the one of the request comes back, and not `*`.
BAD = {"any": STRANGER, "any, ours": OURS, "listed": STRANGER}
GOOD = {"any": "nobody", "any, ours": OURS, "listed": "*"}


def seen(ask: Callable[[str, str], Mapping[str, str]], *more: str) -> dict[str, object]:
    """`ask(path, origin)` gives the headers of an answer; `more` are further routes for strangers."""

    def allowed(path: str, origin: str) -> str:
        headers = {name.lower(): value for name, value in ask(path, origin).items()}
        return headers.get("access-control-allow-origin", "nobody")

    return {
        "any": allowed("/any", STRANGER),
        "any, ours": allowed("/any", OURS),
        "listed": allowed("/listed", STRANGER),
        **{name: allowed(f"/{name}", STRANGER) for name in more},
    }
