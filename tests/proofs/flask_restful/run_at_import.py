"""RL901 under Flask-RESTful: whoever imports the module waits for the server."""

from __future__ import annotations

from tests.proofs.imports import imported

PROOFS = [imported("bad.py")]
