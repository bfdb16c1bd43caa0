"""RL901 under FastAPI: whoever imports the module waits for the server."""

from __future__ import annotations

from tests.proofs.imports import imported

PROOFS = [imported("bad.py"), imported("bad_server.py"), imported("bad_main.py")]
