"""What an app makes of bodies: its answer to each, as text, or the status of an error."""

from __future__ import annotations

from typing import Any

from tests.proofs.texts import shown

#: What a client sends who wants to be more than it is.
ADMIN = {"name": "eve", "is_admin": True}


def posted(client: Any, *paths: str, **body: Any) -> dict[str, object]:
    """The answers of several paths to the same body: the keywords of the client's `post`."""
    return {path: shown(client.post(path, **body)) for path in paths}
