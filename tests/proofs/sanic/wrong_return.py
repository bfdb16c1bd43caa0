"""RL108 under Sanic: whatever is no response ends with a 500."""

from __future__ import annotations

from tests.proofs.harness import Proof
from tests.proofs.sanic.client import Client

PAGES = [
    "pair",
    "dictionary",
    "text",
    "returned-error",
    "error-class",
    "response-class",
    "raised-response",
    "helper",
    "loaf",
    "key",
]


def probe(client: Client) -> dict[str, object]:
    found: dict[str, tuple[int, str]] = {page: client.seen(f"/{page}") for page in PAGES}
    found["at night"] = client.seen("/loaf", x_clock="night")
    # Sanic shows where the value is in memory.
    return {label: (status, text.partition(" at 0x")[0]) for label, (status, text) in found.items()}


def probe_errors(client: Client) -> dict[str, object]:
    def seen(path: str) -> tuple[int, str]:
        status, text = client.seen(path)
        return status, "" if status == 500 else text

    pages = ("/hours/monday", "/hours/sunday", "/loaves/rye", "/loaves/bun", "/loaves/pie")
    return {page: seen(page) for page in pages}


PROOFS = [
    Proof(
        probe=probe,
        bad={
            "pair": (
                500,
                "Invalid response type (<JSONResponse: 200 application/json>, 404) (need HTTPResponse)",
            ),
            "dictionary": (500, "Invalid response type {'rye': 3} (need HTTPResponse)"),
            "text": (500, "Invalid response type 'three loaves' (need HTTPResponse)"),
            "returned-error": (
                500,
                "Invalid response type NotFound('no such loaf') (need HTTPResponse)",
            ),
            "error-class": (
                500,
                "Invalid response type <class 'sanic.exceptions.Forbidden'> (need HTTPResponse)",
            ),
            "response-class": (
                500,
                "Invalid response type <class 'sanic.response.types.HTTPResponse'> (need HTTPResponse)",
            ),
            "raised-response": (
                500,
                "The application encountered an unexpected error and could not continue.",
            ),
            "helper": (
                500,
                "Invalid response type ({'error': 'sold out'}, 409) (need HTTPResponse)",
            ),
            "loaf": (500, "Invalid response type ['rye'] (need HTTPResponse)"),
            "key": (500, "Invalid response type {'error': 'no such key'} (need HTTPResponse)"),
            "at night": (500, "Invalid response type {'error': 'closed'} (need HTTPResponse)"),
        },
        good={
            "pair": (404, '{"error":"no such loaf"}'),
            "dictionary": (200, '{"rye":3}'),
            "text": (200, "three loaves"),
            "returned-error": (404, "no such loaf"),
            "error-class": (403, "Forbidden"),
            "response-class": (200, ""),
            "raised-response": (409, "sold out"),
            "helper": (409, '{"error":"sold out"}'),
            "loaf": (200, '["rye"]'),
            "key": (404, '{"error":"no such key"}'),
            "at night": (503, '{"error":"closed"}'),
        },
        fixed={
            "pair": (
                500,
                "Invalid response type (<JSONResponse: 200 application/json>, 404) (need HTTPResponse)",
            ),
            "dictionary": (500, "Invalid response type {'rye': 3} (need HTTPResponse)"),
            "text": (500, "Invalid response type 'three loaves' (need HTTPResponse)"),
            "returned-error": (404, "no such loaf"),
            "error-class": (403, "Forbidden"),
            "response-class": (200, ""),
            "raised-response": (409, "sold out"),
            "helper": (
                500,
                "Invalid response type ({'error': 'sold out'}, 409) (need HTTPResponse)",
            ),
            "loaf": (500, "Invalid response type ['rye'] (need HTTPResponse)"),
            "key": (500, "Invalid response type {'error': 'no such key'} (need HTTPResponse)"),
            "at night": (500, "Invalid response type {'error': 'closed'} (need HTTPResponse)"),
        },
    ),
    Proof(
        probe=probe_errors,
        fixture="bad_errors.py",
        bad={
            "/hours/monday": (200, "nine to five"),
            "/hours/sunday": (500, ""),
            "/loaves/rye": (200, "here: rye"),
            "/loaves/bun": (409, "sold out: bun"),
            "/loaves/pie": (200, "here: no pie"),
        },
        good={
            "/hours/monday": (200, "nine to five"),
            "/hours/sunday": (409, "sold out: everything"),
            "/loaves/rye": (200, "here: rye"),
            "/loaves/bun": (409, "sold out: bun"),
            "/loaves/pie": (404, "no pie"),
        },
        fixed={
            "/hours/monday": (200, "nine to five"),
            "/hours/sunday": (409, "sold out: everything"),
            "/loaves/rye": (200, "here: rye"),
            "/loaves/bun": (409, "sold out: bun"),
            "/loaves/pie": (404, "no pie"),
        },
    ),
]
