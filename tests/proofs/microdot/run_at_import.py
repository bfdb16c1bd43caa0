"""RL901 under Microdot: whoever imports the module waits for the server."""

from __future__ import annotations

from tests.proofs.imports import imported

PROOFS = [imported("bad_clock"), imported("bad_ticking")]
