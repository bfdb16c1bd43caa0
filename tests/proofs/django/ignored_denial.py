"""RL104 under Django: hooks that are not called, or whose return value means something else."""

from __future__ import annotations

from django.test import Client

from tests.proofs.harness import Proof


def probe(client: Client) -> dict[str, object]:
    return {
        "banned client": client.get("/join", headers={"X-Client": "banned"}).status_code,
        "at night": client.get("/join", headers={"X-Hour": "23"}).status_code,
        "at midnight": client.get("/join", headers={"X-Hour": "0"}).status_code,
        "minutes for guests": client.get("/minutes").status_code,
        "minutes for members": client.get("/minutes", headers={"X-Member": "ann"}).status_code,
        "budget for members": client.get("/budget", headers={"X-Member": "ann"}).status_code,
        "accounts for guests": client.get("/accounts").status_code,
        "accounts for members": client.get("/accounts", headers={"X-Member": "ann"}).status_code,
    }


def probe_near(client: Client) -> dict[str, object]:
    return {
        "blocked network": client.get("/join", headers={"X-Network": "blocked"}).status_code,
        "no country": client.get("/join", headers={"X-Country": "nowhere"}).status_code,
        "too young": client.get("/join", headers={"X-Age": "12"}).status_code,
        "shields down": client.get("/join", headers={"X-Shield": "down"}).status_code,
        "unwanted guest": client.get("/join", headers={"X-Guest": "unwanted"}).status_code,
        "budget": client.get("/budget", headers={"X-Member": "treasurer"}).status_code,
    }


PROOFS = [
    Proof(
        probe=probe,
        bad={
            "banned client": 200,
            "at night": 200,
            "at midnight": 200,
            "minutes for guests": 200,
            "minutes for members": 200,
            "budget for members": 200,
            "accounts for guests": 200,
            "accounts for members": 200,
        },
        good={
            "banned client": 403,
            "at night": 403,
            "at midnight": 403,
            "minutes for guests": 302,
            "minutes for members": 200,
            "budget for members": 403,
            "accounts for guests": 302,
            "accounts for members": 200,
        },
    ),
    Proof(
        probe=probe_near,
        fixture="",
        corrected="good.py",
        good={
            "blocked network": 403,
            "no country": 403,
            "too young": 403,
            "shields down": 403,
            "unwanted guest": 403,
            "budget": 200,
        },
    ),
]
