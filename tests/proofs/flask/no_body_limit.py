"""RL401 under Flask: three megabytes are taken, unless a limit says no."""

from __future__ import annotations

import os
import sys
from io import BytesIO

from flask.testing import FlaskClient
from werkzeug.test import Client

from tests.proofs.harness import Proof

# For good_environment.py, the only fixture that takes settings from outside.
os.environ.setdefault("FLASK_MAX_CONTENT_LENGTH", str(1024 * 1024))

TEXT = "x" * 3 * 1024 * 1024


def probe(client: FlaskClient) -> dict[str, object]:
    bodies: dict[str, dict[str, object]] = {
        "json": {"json": {"text": TEXT}},
        "json-property": {"json": {"text": TEXT}},
        "raw": {"data": TEXT},
        "raw-property": {"data": TEXT},
        "form": {"data": {"text": TEXT}},
        "values": {"data": {"text": TEXT}},
        "file": {"data": {"file": (BytesIO(TEXT.encode()), "big.txt")}},
        "stream": {"data": TEXT},
    }
    return {
        kind: client.post(f"/{kind}", **arguments).status_code for kind, arguments in bodies.items()
    }


def probe_json(client: FlaskClient) -> dict[str, object]:
    return {
        "small": client.post("/json", json={"text": "x"}).status_code // 100,
        "large": client.post("/json", json={"text": TEXT}).status_code,
    }


def probe_server(client: FlaskClient) -> dict[str, object]:
    """Through the server that the fixture makes, not through Flask's own client."""
    module = sys.modules[client.application.import_name]
    server = Client(module.main_server())
    return {
        "small": server.post("/notes", json={"text": "x"}).status_code,
        "large": server.post("/notes", json={"text": TEXT}).status_code,
    }


PROOFS = [
    Proof(
        probe=probe_server,
        fixture="",
        corrected="good_served.py",
        good={"small": 200, "large": 413},
    ),
    Proof(
        probe=probe,
        bad={
            "json": 200,
            "json-property": 200,
            "raw": 200,
            "raw-property": 200,
            "form": 200,
            "values": 200,
            "file": 200,
            "stream": 200,
        },
        good={
            "json": 413,
            "json-property": 413,
            "raw": 413,
            "raw-property": 413,
            "form": 413,
            "values": 413,
            "file": 413,
            "stream": 413,
        },
    ),
    Proof(
        probe=probe_json,
        fixture="bad_factory",
        bad={"small": 2, "large": 201},
        good={"small": 2, "large": 413},
    ),
    Proof(
        probe=probe_json,
        fixture="",
        corrected="good_mapping.py",
        good={"small": 2, "large": 413},
    ),
    Proof(
        probe=probe_json,
        fixture="",
        corrected="good_update.py",
        good={"small": 2, "large": 413},
    ),
    Proof(
        probe=probe_json,
        fixture="",
        corrected="good_per_request.py",
        good={"small": 2, "large": 413},
    ),
    Proof(
        probe=probe_json,
        fixture="",
        corrected="good_per_view.py",
        good={"small": 2, "large": 413},
    ),
    Proof(
        probe=probe_json,
        fixture="",
        corrected="good_no_body.py",
        good={"small": 2, "large": 202},
    ),
    Proof(
        probe=probe_json,
        fixture="",
        corrected="good_environment.py",
        good={"small": 2, "large": 413},
    ),
]
