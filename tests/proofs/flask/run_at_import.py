"""RL901 under Flask: whoever imports the module waits for the server."""

from __future__ import annotations

from tests.proofs.imports import imported

PROOFS = [
    imported("bad.py"),
    imported("bad_main.py"),
    imported("bad_werkzeug.py"),
    imported("bad_serving"),
]
