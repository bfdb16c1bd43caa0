"""RL201 under FastAPI: the error goes past its handler."""

from __future__ import annotations

from starlette.testclient import TestClient

from tests.proofs.harness import Proof


def probe(client: TestClient) -> dict[str, object]:
    found: dict[str, object] = {}
    for label, path in (
        ("unknown path", "/nothing"),
        ("raised by an endpoint", "/items/101"),
        ("caught in middleware", "/caught/items/101"),
        ("catcher inside", "/layered/items/1"),
        ("raised by middleware", "/metered/items/1"),
        ("raised by a mounted app", "/parent/v1/items/11"),
    ):
        response = client.get(path, headers={"X-Quota": "0"})
        found[label] = (response.status_code, response.text)
    return found


PROOFS = [
    Proof(
        probe=probe,
        bad={
            "unknown path": (404, '{"detail":"Not Found"}'),
            "raised by an endpoint": (404, '{"title":"no such item"}'),
            "caught in middleware": (404, '{"detail":"no such item"}'),
            "catcher inside": (500, "Internal Server Error"),
            "raised by middleware": (500, "Internal Server Error"),
            "raised by a mounted app": (500, "Internal Server Error"),
        },
        good={
            "unknown path": (404, '{"title":"Not Found"}'),
            "raised by an endpoint": (404, '{"title":"no such item"}'),
            "caught in middleware": (404, '{"title":"caught"}'),
            "catcher inside": (500, '{"title":"please try again"}'),
            "raised by middleware": (429, '{"title":"quota exceeded"}'),
            "raised by a mounted app": (409, '{"title":"out of stock"}'),
        },
    )
]
