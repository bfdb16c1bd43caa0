"""RL505 under Flask: what comes of an error."""

from __future__ import annotations

from unittest import mock

from flask.testing import FlaskClient

from tests.proofs.harness import Proof


def probe(client: FlaskClient) -> dict[str, object]:
    """With the debug mode on, the error goes past the handler to the server."""
    try:
        response = client.get("/prices")
    except ZeroDivisionError:
        return {"error": "the server gets it"}
    return {"error": response.get_data(as_text=True)}


def probe_run(client: FlaskClient) -> dict[str, object]:
    """What app.run() hands to Werkzeug's server."""
    import sys

    module = sys.modules[client.application.import_name]
    with mock.patch("werkzeug.serving.run_simple") as run, mock.patch.dict("os.environ"):
        module.serve()
    return {"debugger": run.call_args.kwargs["use_debugger"]}


PROOFS = [
    Proof(
        probe=probe,
        bad={"error": "the server gets it"},
        good={"error": "sorry"},
        fixed={"error": "sorry"},
    ),
    Proof(
        probe=probe,
        fixture="bad_config",
        bad={"error": "the server gets it"},
        good={"error": "sorry"},
        fixed={"error": "sorry"},
    ),
    Proof(
        probe=probe_run,
        fixture="bad_run.py",
        bad={"debugger": True},
        good={"debugger": False},
        fixed={"debugger": False},
    ),
]
