"""Flask's test client: an API of Flask-RESTful is a part of a Flask application."""

from __future__ import annotations

from tests.proofs.flask.client import client

__all__ = ["client"]
