"""RL903 under http.server: the same answers, but what a quote is can be asked for without a request."""

from __future__ import annotations

from tests.proofs.http_server.client import Client
from tests.proofs.quotes import proofs


def asked(client: Client, path: str) -> tuple[int, str]:
    statuses, text = client.answers(path)
    return statuses[0], text


PROOFS = proofs(asked)
