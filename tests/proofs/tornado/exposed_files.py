"""RL508 under Tornado: files beside the directory of reports, and the source of the application."""

from __future__ import annotations

from typing import Any

from tests.proofs.harness import Proof
from tests.proofs.outside import SECRET, UP, UP_PRIVATE, own_name, reports, seen

PATHS = {
    "joined": f"/joined?name={UP}",
    "rest": f"/rest/{UP}",
    "begins": f"/begins?name={UP_PRIVATE}",
}


def probe(client: Any) -> dict[str, object]:
    with reports():
        found = seen(lambda path: str(client.seen(path)[1]), PATHS)
    for label in ("sources", "static"):
        status = client.seen(f"/{label}/{own_name()}")[0]
        found[label] = "outside" if status == 200 else "inside"
    return found


LABELS = (*PATHS, "sources", "static")

MODULES = {
    "group": f"/reports/2024/preview/{UP}",
    "position": f"/named/{UP}",
}


def probe_of_modules(client: Any) -> dict[str, object]:
    with reports() as directory:
        directory.with_name("secret.txt.thumb").write_text(SECRET)
        found = seen(lambda path: str(client.seen(path)[1]), MODULES)
        client.seen(MODULES["group"] + "?user=admin", method="POST", body="")
        removed = not directory.with_name("secret.txt").exists()
    found["removed"] = "outside" if removed else "inside"
    return found


PROOFS = [
    Proof(
        probe=probe,
        bad=dict.fromkeys(LABELS, "outside"),
        good=dict.fromkeys(LABELS, "inside"),
    ),
    Proof(
        fixture="bad_modules",
        probe=probe_of_modules,
        bad=dict.fromkeys((*MODULES, "removed"), "outside"),
        good=dict.fromkeys((*MODULES, "removed"), "inside"),
    ),
]
