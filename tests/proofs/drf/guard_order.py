"""RL302 under REST framework: permissions that nobody looks at."""

from __future__ import annotations

from django.test import Client

from tests.proofs.harness import Proof


def probe(client: Client) -> dict[str, object]:
    paths = "/patients /reports/ /reports/newest/ /reports/oldest/ /reports/7/"
    return {path: client.get(path).status_code for path in paths.split()}


def probe_function(client: Client) -> dict[str, object]:
    return {"/salaries": client.get("/salaries").status_code}


PATHS = ("/patients", "/reports/", "/reports/newest/", "/reports/oldest/", "/reports/7/")

PROOFS = [
    Proof(probe=probe, bad=dict.fromkeys(PATHS, 200), good=dict.fromkeys(PATHS, 403)),
    # 3.15.2 let everybody in: https://github.com/encode/django-rest-framework/issues/9596
    Proof(
        probe=probe_function,
        fixture="bad_function.py",
        bad={"import_error": "TypeError"},
        good={"/salaries": 403},
        fixed={"/salaries": 403},
    ),
]
