"""RL901 under http.server: whoever imports the module waits for the server."""

from __future__ import annotations

from tests.proofs.imports import imported

PROOFS = [imported("bad_imported")]
