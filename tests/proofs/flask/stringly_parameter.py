"""RL703 under Flask: texts are true, never equal a number, and can't be calculated with."""

from __future__ import annotations

from typing import Any

from tests.proofs.harness import Proof
from tests.proofs.texts import answers, shown

PATHS = {
    "bool": "/archived?archived=false",
    "type": "/converted?archived=false",
    "fallback": "/fallback?archived=0",
    "condition": "/tested?archived=false",
    "True": "/equal?archived=true",
    "is True": "/identical?archived=true",
    "five": "/five?n=5",
    "in": "/listed?n=5",
    "path": "/books/5",
    "sum": "/next?page=2",
    "default": "/next",
    "order": "/many?n=7",
    "range": "/numbers?n=2",
    "slice": "/first?n=1",
    "round": "/rounded?n=2",
    "product": "/twice?n=5",
    "key": "/shelf?n=1",
}


def probe(client: Any) -> dict[str, object]:
    found = answers(PATHS)(client)
    found["form"] = shown(client.post("/ordered", data={"n": "3"}))
    return found


BAD: dict[str, object] = {
    "bool": '{"archived":true}',
    "type": '{"archived":true}',
    "fallback": '{"archived":true}',
    "condition": '{"books":["Emma","Ulysses","Dune","Solaris"]}',
    "True": '{"archived":false}',
    "is True": '{"archived":false}',
    "five": '{"five":false}',
    "in": '{"known":false}',
    "path": '{"found":false}',
    "sum": 500,
    "default": '{"next":2}',
    "order": 500,
    "range": 500,
    "slice": 500,
    "round": 500,
    "product": '{"twice":"55"}',
    "key": 500,
    "form": 500,
}

PROOFS = [
    Proof(
        probe=probe,
        bad=BAD,
        good={
            "bool": '{"archived":false}',
            "type": '{"archived":false}',
            "fallback": '{"archived":false}',
            "condition": '{"books":["Emma","Ulysses"]}',
            "True": '{"archived":true}',
            "is True": '{"archived":true}',
            "five": '{"five":true}',
            "in": '{"known":true}',
            "path": '{"found":true}',
            "sum": '{"next":3}',
            "default": '{"next":2}',
            "order": '{"many":true}',
            "range": "[0,1]",
            "slice": '["Emma"]',
            "round": "2",
            "product": '{"twice":10}',
            "key": '{"found":"novels"}',
            "form": '{"total":2}',
        },
        fixed={
            **BAD,
            "bool": '{"archived":false}',
            "five": '{"five":true}',
            "sum": '{"next":3}',
            "slice": '["Emma"]',
            "order": '{"many":true}',
            "range": "[0,1]",
        },
    ),
    Proof(
        fixture="bad_helper",
        probe=answers({"sum": "/next?page=2", "default": "/next"}),
        bad={"sum": 500, "default": '{"next":2}'},
        good={"sum": '{"next":3}', "default": '{"next":2}'},
    ),
]
