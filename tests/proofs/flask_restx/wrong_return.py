"""RL108 under Flask-RESTX: what resources return has to become JSON."""

from __future__ import annotations

from flask.testing import FlaskClient

from tests.proofs.harness import Proof


def probe(client: FlaskClient) -> dict[str, object]:
    def seen(path: str, method: str) -> tuple[object, ...]:
        try:
            response = client.open(path, method=method)
        except Exception as error:
            return (type(error).__name__,)
        return response.status_code, response.get_data(as_text=True).strip()[:40]

    found: dict[str, object] = {
        method: seen("/trips", method) for method in ("GET", "POST", "PUT", "PATCH", "DELETE")
    }
    found["raised"] = seen("/bookings", "GET")
    found["swapped"] = seen("/bookings", "POST")
    return found


PROOFS = [
    Proof(
        probe=probe,
        bad={
            "GET": (500, '{"message":"Internal Server Error"}'),
            "POST": (500, '{"message":"Internal Server Error"}'),
            "PUT": (500, '{"message":"Internal Server Error"}'),
            "PATCH": (500, '{"message":"Internal Server Error"}'),
            "DELETE": (500, '{"message":"Internal Server Error"}'),
            "raised": (500, '{"message":"Internal Server Error"}'),
            "swapped": (200, "201"),
        },
        good={
            "GET": (404, '{"error":"no such trip"}'),
            "POST": (404, '{"message":"no such trip. You have reque'),
            "PUT": (403, '{"message":"You don\'t have the permissio'),
            "PATCH": (200, '["Lisbon","Oslo"]'),
            "DELETE": (404, '{"error":"no such trip"}'),
            "raised": (200, '{"state":"closed"}'),
            "swapped": (201, '{"booked":true}'),
        },
        fixed={
            "GET": (500, '{"message":"Internal Server Error"}'),
            "POST": (404, '{"message":"no such trip. You have reque'),
            "PUT": (403, '{"message":"You don\'t have the permissio'),
            "PATCH": (500, '{"message":"Internal Server Error"}'),
            "DELETE": (500, '{"message":"Internal Server Error"}'),
            "raised": (200, '{"state":"closed"}'),
            "swapped": (201, '{"booked":true}'),
        },
    ),
]
