"""RL101 under Bottle: the answer that was built and dropped is not the answer the client gets."""

from __future__ import annotations

from werkzeug.test import Client

from tests.proofs.harness import Proof

ANN = {"Authorization": "token-of-ann"}


def seen(client: Client, path: str, **headers: str) -> tuple[int, str]:
    """Status and body; the body of Bottle's own error pages is left out."""
    response = client.get(path, headers={key.replace("_", "-"): v for key, v in headers.items()})
    body = response.get_data(as_text=True).strip()
    return response.status_code, "" if body.startswith("<!DOCTYPE") else body


def probe(client: Client) -> dict[str, object]:
    pages = ("salary", "bonus", "pages/unknown", "contracts", "letters", "plans")
    found: dict[str, object] = {page: seen(client, f"/{page}") for page in pages}
    found["logo"] = seen(client, "/logo?size=text")
    found["handbook"] = seen(client, "/handbook", **ANN)
    found["at night"] = seen(client, "/salary", X_Clock="night", **ANN)
    found["sales"] = seen(client, "/reports/sales")
    return found


GOOD = {
    "salary": (401, "sign in first"),
    "bonus": (401, ""),
    "pages/unknown": (404, ""),
    "contracts": (401, ""),
    "letters": (401, "sign in first"),
    "plans": (401, ""),
    "logo": (200, "Staff"),
    "handbook": (404, ""),
    "at night": (503, ""),
    "sales": (200, "sold"),
}

PROOFS = [
    Proof(
        probe=probe,
        bad={
            "salary": (200, "secret"),
            "bonus": (200, "secret"),
            "pages/unknown": (200, "an empty page"),
            "contracts": (200, "secret"),
            "letters": (200, "secret"),
            "plans": (200, "secret"),
            "logo": (200, "logo"),
            "handbook": (200, "handbook"),
            "at night": (200, "secret"),
            "sales": (200, ""),
        },
        good=GOOD,
        fixed={
            **GOOD,
            "pages/unknown": (200, "an empty page"),
            "contracts": (200, "secret"),
        },
    )
]
