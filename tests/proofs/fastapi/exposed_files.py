"""RL508 under FastAPI: files beside the directory of reports, and the source of the application."""

from __future__ import annotations

from typing import Any

from tests.proofs.harness import Proof
from tests.proofs.outside import SECRET, UP, UP_PRIVATE, own_name, reports, seen

PATHS = {
    "rest": f"/rest/{UP}",
    "begins": f"/begins?name={UP_PRIVATE}",
    **{name: f"/{name}?name={UP}" for name in ("joined", "asked", "parameters", "optional")},
}


def probe(client: Any) -> dict[str, object]:
    with reports():
        found = seen(lambda path: str(client.get(path).text), PATHS)
    status = client.get(f"/static/{own_name()}").status_code
    found["static"] = "outside" if status == 200 else "inside"
    return found


LABELS = (*PATHS, "static")

TOKENS = ("file", "report", "straight")


def probe_of_tokens(client: Any) -> dict[str, object]:
    """What clients get for a token that they asked for with a path of their own."""

    def answers(label: str) -> str:
        path = str(secret) if label == "file" else "../secret.txt"
        asked = "/exports/token" if label == "file" else "/reports/token"
        token = client.get(asked, params={"path": path, "name": path}).json().get("token", "")
        opened = "/download" if label == "file" else "/report"
        return str(client.get(opened, params={"token": token}).text)

    with reports() as directory:
        secret = directory.with_name("secret.txt")
        found = seen(answers, {label: label for label in TOKENS[:2]})
        own = str(client.get("/file", params={"path": str(secret)}).text)
    return {**found, "straight": "outside" if SECRET in own else "inside"}


PROOFS = [
    Proof(
        probe=probe,
        bad=dict.fromkeys(LABELS, "outside"),
        good=dict.fromkeys(LABELS, "inside"),
    ),
    Proof(
        fixture="bad_tokens",
        probe=probe_of_tokens,
        bad=dict.fromkeys(TOKENS, "outside"),
        good=dict.fromkeys(TOKENS, "inside"),
    ),
]
