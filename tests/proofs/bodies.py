"""What an app makes of bodies: its answer to each, as text, or the status of an error."""

from __future__ import annotations

import json
from typing import Any

from tests.proofs.texts import shown

#: What a client sends who wants to be more than it is.
ADMIN = {"name": "eve", "is_admin": True}
_JSON = "application/json"


def posted(client: Any, *paths: str, **body: Any) -> dict[str, object]:
    """The answers of several paths to the same body: the keywords of the client's `post`."""
    return {path: shown(client.post(path, **body)) for path in paths}


def answers(client: Any, *paths: str) -> dict[str, object]:
    """The answers of several paths to one who wants to be more than it is."""
    return {path: answer(client, path, json.dumps(ADMIN)) for path in paths}


def answer(client: Any, path: str, body: str, kind: str = _JSON) -> object:
    """The answer to one body, whatever the client is."""
    content = body.encode()
    if hasattr(client, "base_url"):
        return shown(client.post(path, content=content, headers={"Content-Type": kind}))
    if hasattr(client, "open") or type(client).__module__.startswith("django."):
        return shown(client.post(path, data=content, content_type=kind))
    if hasattr(client, "post"):
        return shown(client.post(path, {"Content-Type": kind}, content))
    if hasattr(client, "wire"):
        statuses, text = client.answers(path, "POST", body=content, Content_Type=kind)
        return statuses[0] if statuses[0] >= 400 else "".join(text.split())
    if type(client).__module__ == "tests.proofs.falcon.client":
        return shown(client.ask(path, "POST", body=content, headers={"Content-Type": kind}))
    found = client.ask(path, "POST", content, content_type=kind)
    if isinstance(found, tuple):
        status, _, text = found
        return status if status >= 400 else "".join(text.decode().split())
    return shown(found)
