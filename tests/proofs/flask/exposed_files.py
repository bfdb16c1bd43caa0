"""RL508 under Flask: files beside the directory of reports, and the source of the application."""

from __future__ import annotations

from typing import Any

from tests.proofs.harness import Proof
from tests.proofs.outside import UP, UP_PRIVATE, own_name, reports, seen

PATHS = {
    "joined": f"/joined?name={UP}",
    "rest": f"/rest/{UP}",
    "divided": f"/divided?name={UP}",
    "opened": f"/opened?name={UP}",
    "directory": "/directory?folder=..",
    "begins": f"/begins?name={UP_PRIVATE}",
    "unresolved": f"/unresolved?name={UP}",
    "helped": f"/helped?name={UP}",
    "added": f"/added?name={UP.removesuffix('.txt')}",
    "chosen": f"/chosen/any/{UP}",
}


def probe(client: Any) -> dict[str, object]:
    with reports() as directory:
        found = seen(lambda path: str(client.get(path).text), PATHS)
        client.post("/removed", json={"name": "../secret.txt"})
        removed = not directory.with_name("secret.txt").exists()
    found["removed"] = "outside" if removed else "inside"
    for label in ("assets", "sources"):
        status = client.get(f"/{label}/{own_name()}").status_code
        found[label] = "outside" if status == 200 else "inside"
    return found


LABELS = (*PATHS, "removed", "assets", "sources")


def probe_of_modules(client: Any) -> dict[str, object]:
    with reports():
        return seen(lambda path: str(client.get(path).text), {"report": f"/report?name={UP}"})


TOKENS = {"token": "/download", "link": "", "whole": "/opened"}


def probe_of_tokens(client: Any) -> dict[str, object]:
    """What clients get for a token that they asked for with a path of their own."""

    def answers(label: str) -> str:
        token = client.get(f"/{label}", query_string={"name": "../secret.txt"}).text
        if not TOKENS[label]:
            return str(client.get(token).text)
        return str(client.get(TOKENS[label], query_string={"token": token}).text)

    with reports():
        return seen(answers, {label: label for label in TOKENS})


LIBRARIES = ("pyjwt", "authlib", "joserfc", "itsdangerous")


def probe_of_libraries(client: Any) -> dict[str, object]:
    def answers(label: str) -> str:
        token = client.get(f"/{label}", query_string={"name": "../secret.txt"}).text
        return str(client.get(f"/{label}/{token}").text)

    with reports():
        return seen(answers, {label: label for label in LIBRARIES})


PROOFS = [
    Proof(
        probe=probe,
        bad=dict.fromkeys(LABELS, "outside"),
        good=dict.fromkeys(LABELS, "inside"),
    ),
    Proof(
        fixture="bad_modules",
        probe=probe_of_modules,
        bad={"report": "outside"},
        good={"report": "inside"},
    ),
    Proof(
        fixture="bad_tokens",
        probe=probe_of_tokens,
        bad=dict.fromkeys(TOKENS, "outside"),
        good=dict.fromkeys(TOKENS, "inside"),
    ),
    Proof(
        fixture="bad_libraries.py",
        probe=probe_of_libraries,
        bad=dict.fromkeys(LIBRARIES, "outside"),
        good=dict.fromkeys(LIBRARIES, "inside"),
    ),
]
