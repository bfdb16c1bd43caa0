"""RL903 under WSGI servers: the same answers, but what a quote is can be asked for without a request."""

from __future__ import annotations

from typing import Any
from wsgiref.util import setup_testing_defaults

from tests.proofs.quotes import proofs
from tests.proofs.wsgi.client import Client


def asked(client: Client, path: str) -> tuple[int, str]:
    place, _, query = path.partition("?")
    environ: dict[str, Any] = {"PATH_INFO": place, "QUERY_STRING": query}
    setup_testing_defaults(environ)
    statuses: list[str] = []
    body = client.module.app(environ, lambda status, headers: statuses.append(status))
    return int(statuses[-1].split()[0]), b"".join(body).decode()


PROOFS = proofs(asked)
