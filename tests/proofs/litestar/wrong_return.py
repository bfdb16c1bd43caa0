"""RL108 under Litestar: tuples are sent as arrays, and exceptions have to be raised."""

from __future__ import annotations

from typing import Any

from tests.proofs.harness import Proof


def probe(client: Any) -> dict[str, object]:
    def seen(path: str, **headers: str) -> tuple[int, str]:
        response = client.get(path, headers=headers)
        return response.status_code, response.text

    paths = ("/plots/9", "/returned-error", "/raised", "/helper")
    found: dict[str, object] = {path: seen(path) for path in paths}
    found["winter"] = seen("/plots/1", **{"x-season": "winter"})
    return found


PROOFS = [
    Proof(
        probe=probe,
        bad={
            "/plots/9": (200, '[{"error":"no such plot"},404]'),
            "/returned-error": (500, '{"status_code":500,"detail":"Internal Server Error"}'),
            "/raised": (500, '{"status_code":500,"detail":"Internal Server Error"}'),
            "/helper": (200, '[{"error":"no such shed"},404]'),
            "winter": (500, ""),
        },
        good={
            "/plots/9": (404, '{"error":"no such plot"}'),
            "/returned-error": (404, '{"status_code":404,"detail":"no such plot"}'),
            "/raised": (503, '{"error":"closed"}'),
            "/helper": (404, '{"error":"no such shed"}'),
            "winter": (503, '{"status_code":503,"detail":"winter"}'),
        },
        fixed={
            "/plots/9": (200, '[{"error":"no such plot"},404]'),
            "/returned-error": (404, '{"status_code":404,"detail":"no such plot"}'),
            "/raised": (503, '{"error":"closed"}'),
            "/helper": (200, '[{"error":"no such shed"},404]'),
            "winter": (500, ""),
        },
    ),
]
