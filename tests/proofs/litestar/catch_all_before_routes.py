"""RL202 under Litestar: a `path` parameter takes what belongs to other parameters in its place."""

from __future__ import annotations

from typing import Any

from tests.proofs.harness import Proof

ASKED = {
    "index": ("get", "/files/ann/index", "/owners/ann/index"),
    "folder": ("post", "/files/ann/folders/tax", "/folders/ann/tax"),
    "history": ("get", "/pages/home/history", "/history/home"),
    "download": ("get", "/files/tax.pdf", "/files/tax.pdf"),
    "recent": ("get", "/files/recent", "/files/recent"),
}


def probe(client: Any) -> dict[str, object]:
    """Asks for the path of the bad form, and for that of the good one where it has another."""
    found: dict[str, object] = {}
    for name, (method, *paths) in ASKED.items():
        answers = [getattr(client, method)(path) for path in dict.fromkeys(paths)]
        found[name] = [(answer.status_code, answer.text) for answer in answers]
    return found


PROOFS = [
    Proof(
        probe=probe,
        bad={
            "index": [
                (200, "contents of /ann/index"),
                (404, '{"status_code":404,"detail":"Not Found"}'),
            ],
            "folder": [
                (405, '{"status_code":405,"detail":"Method Not Allowed"}'),
                (404, '{"status_code":404,"detail":"Not Found"}'),
            ],
            "history": [
                (200, "page /home/history"),
                (404, '{"status_code":404,"detail":"Not Found"}'),
            ],
            "download": [(200, "contents of /tax.pdf")],
            "recent": [(200, "contents of /recent")],
        },
        good={
            "index": [(200, "contents of /ann/index"), (200, "index of ann")],
            "folder": [
                (405, '{"status_code":405,"detail":"Method Not Allowed"}'),
                (201, "made tax for ann"),
            ],
            "history": [(200, "page /home/history"), (200, "history of home")],
            "download": [(200, "contents of /tax.pdf")],
            "recent": [(200, "recent files")],
        },
    ),
]
