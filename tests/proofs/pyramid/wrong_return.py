"""RL108 under Pyramid: views return responses, or one value for their renderer."""

from __future__ import annotations

from werkzeug.test import Client

from tests.proofs.harness import Proof
from tests.proofs.pyramid.client import seen

PAGES = ("pair", "dictionary", "text", "error-class", "raised", "rendered", "helper")


def probe(client: Client) -> dict[str, object]:
    found: dict[str, object] = {page: seen(client, f"/{page}") for page in PAGES}
    found["at night"] = seen(client, "/dictionary", X_Clock="night")
    return found


PROOFS = [
    Proof(
        probe=probe,
        bad={
            "pair": (500, "ValueError"),
            "dictionary": (500, "ValueError"),
            "text": (500, "ValueError"),
            "error-class": (500, "ValueError"),
            "raised": (500, "TypeError"),
            "rendered": (200, '[{"error": "no such room"}, 404]'),
            "helper": (200, '[{"error": "no such room"}, 404]'),
            "at night": (500, "HTTPForbidden"),
        },
        good={
            "pair": (404, "no such room"),
            "dictionary": (200, '{"rooms": 3}'),
            "text": (200, "three rooms"),
            "error-class": (403, ""),
            "raised": (503, "closed"),
            "rendered": (404, '{"error": "no such room"}'),
            "helper": (404, '{"error":"no such room"}'),
            "at night": (403, ""),
        },
        fixed={
            "pair": (500, "ValueError"),
            "dictionary": (500, "ValueError"),
            "text": (500, "ValueError"),
            "error-class": (403, ""),
            "raised": (503, "closed"),
            "rendered": (200, '[{"error": "no such room"}, 404]'),
            "helper": (200, '[{"error": "no such room"}, 404]'),
            "at night": (500, "HTTPForbidden"),
        },
    ),
]
