"""What an app makes of parameters: its answer to each request, as text, or the status of an error."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from typing import Any


def answers(paths: Mapping[str, str]) -> Callable[[Any], dict[str, object]]:
    """A probe that asks for each of `paths` (label -> path with query) by GET."""

    def probe(client: Any) -> dict[str, object]:
        ask = getattr(client, "get", None) or client.ask
        return {label: shown(ask(path)) for label, path in paths.items()}

    return probe


def shown(response: Any) -> object:
    """The status of an error, or else the body without blanks."""
    status = getattr(response, "status_code", None) or response.status
    if status >= 400:
        return status
    body = getattr(response, "text", None)
    if body is None:
        body = response.content.decode()
    return "".join(body.split())
