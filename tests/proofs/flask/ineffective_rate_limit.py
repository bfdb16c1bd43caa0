"""RL406 under Flask: a limit of one request in a minute, and three requests."""

from __future__ import annotations

import threading
from collections.abc import Callable

import httpx
from flask.testing import FlaskClient
from werkzeug.serving import make_server

from tests.proofs.harness import Proof
from tests.proofs.rates import LIMITED, UNLIMITED, all_of

PATHS = ("/search", "/prices", "/hints", "/ranks", "/vouchers/SPRING")


def probe(client: FlaskClient) -> dict[str, object]:
    return {**all_of(lambda path, headers: client.get(path, headers=headers).status_code, PATHS)}


def asking(*paths: str) -> Callable[[FlaskClient], dict[str, object]]:
    def probe(client: FlaskClient) -> dict[str, object]:
        return {
            **all_of(lambda path, headers: client.get(path, headers=headers).status_code, paths)
        }

    return probe


def processes(count: int) -> Callable[[FlaskClient], dict[str, object]]:
    """As `app.run(processes=...)` serves it, three requests after each other."""

    def probe(client: FlaskClient) -> dict[str, object]:
        server = make_server("127.0.0.1", 0, client.application, processes=count)
        server.log = lambda *args: None  # type: ignore[method-assign]
        thread = threading.Thread(target=server.serve_forever, daemon=True)
        thread.start()
        try:
            url = f"http://127.0.0.1:{server.server_port}/codes"
            return {"/codes": [httpx.get(url).status_code for _ in range(3)]}
        finally:
            server.shutdown()
            server.server_close()
            thread.join(5)

    return probe


PROOFS = [
    Proof(
        probe=probe,
        bad={**dict.fromkeys(PATHS, UNLIMITED), "/ranks": LIMITED},
        good=dict.fromkeys(PATHS, LIMITED),
    ),
    Proof(
        probe=asking("/", "/codes"),
        fixture="bad_unbound.py",
        bad={"/": UNLIMITED, "/codes": UNLIMITED},
        good={"/": LIMITED, "/codes": LIMITED},
    ),
    Proof(
        probe=asking("/codes"),
        fixture="bad_modules",
        bad={"/codes": UNLIMITED},
        good={"/codes": LIMITED},
    ),
    Proof(
        probe=asking("/codes"),
        fixture="bad_switched_off.py",
        bad={"/codes": UNLIMITED},
        good={"/codes": LIMITED},
    ),
    Proof(probe=processes(4), fixture="bad_workers.py", bad={"/codes": UNLIMITED}),
    Proof(probe=processes(1), fixture="", corrected="good_workers.py", good={"/codes": LIMITED}),
]
