"""RL204 under Flask-RESTX: of two resources at one address the first answers."""

from __future__ import annotations

from flask.testing import FlaskClient

from tests.proofs.harness import Proof


def _first_line(client: FlaskClient, path: str) -> str:
    return client.get(path).get_data(as_text=True).strip().split("\n")[0].strip('"')


def probe(client: FlaskClient) -> dict[str, object]:
    return {path: _first_line(client, path) for path in BAD}


def probe_good(client: FlaskClient) -> dict[str, object]:
    seen: dict[str, object] = {path: _first_line(client, path) for path in GOOD}
    seen["POST"] = client.post("/paintings").get_json()
    return seen


BAD = {"/": "<!DOCTYPE html>", "/paintings/7": "painting 7", "/tours/all": "guides"}

GOOD = {
    "/": "welcome",
    "/paintings/7": "painting 7",
    "/paintings/newest": "painting 0",
    "/tours/all": "guides",
    "/v2/paintings": "newer paintings",
    "/v3/": "root",
    "/walks/all": "tours",
    "/works/7": "work 7",
}

PROOFS = [
    Proof(probe=probe, bad=BAD),
    Proof(probe=probe_good, fixture="", corrected="good.py", good={**GOOD, "POST": "painted"}),
]
