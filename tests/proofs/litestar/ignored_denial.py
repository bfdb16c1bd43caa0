"""RL104 under Litestar: guards refuse by raising; what they return is dropped."""

from __future__ import annotations

from typing import Any

from tests.proofs.harness import Proof


def probe(client: Any) -> dict[str, object]:
    found: dict[str, object] = {}
    for path in (
        "/shelves", "/orders", "/hours", "/stacks", "/gate", "/readers/loans", "/readers/fees",
        "/audit",
    ):  # fmt: skip
        response = client.get(path)
        found[path] = (response.status_code, response.text)
    return found


PROOFS = [
    Proof(
        probe=probe,
        bad={
            "/shelves": (200, "A to K"),
            "/orders": (200, "three crates"),
            "/hours": (200, "nine to five"),
            "/stacks": (200, "behind the curtain"),
            "/gate": (200, "open"),
            "/readers/loans": (200, "two books"),
            "/readers/fees": (200, "pay here"),
            "/audit": (200, "all is well"),
        },
        good={
            "/shelves": (403, '{"status_code":403,"detail":"librarians only"}'),
            "/orders": (401, '{"status_code":401,"detail":"staff only"}'),
            "/hours": (403, '{"status_code":403,"detail":"closed"}'),
            "/stacks": (403, '{"status_code":403,"detail":"another branch"}'),
            "/gate": (403, '{"status_code":403,"detail":"closed"}'),
            "/readers/loans": (401, '{"status_code":401,"detail":"readers only"}'),
            "/readers/fees": (401, '{"status_code":401,"detail":"readers only"}'),
            "/audit": (401, "no token"),
        },
        fixed={
            "/shelves": (200, "A to K"),
            "/orders": (401, '{"status_code":401,"detail":"staff only"}'),
            "/hours": (200, "nine to five"),
            "/stacks": (200, "behind the curtain"),
            "/gate": (200, "open"),
            "/readers/loans": (200, "two books"),
            "/readers/fees": (403, '{"status_code":403,"detail":"ask at the desk"}'),
            "/audit": (200, "all is well"),
        },
    ),
]
