"""RL402 under Flask: three megabytes pass a limit of one."""

from __future__ import annotations

import sys
from io import BytesIO

from flask.testing import FlaskClient

from tests.proofs.archives import SIZE, tarred, zipped
from tests.proofs.harness import Proof

BODY = b"line\n" * (3 * 1024 * 1024 // 5)


def probe(client: FlaskClient) -> dict[str, object]:
    paths = ["environ", "environ-length", "variable", "input-stream", "lines"]
    return {path: client.post(f"/{path}", data=BODY).status_code for path in paths}


def probe_no_limit(client: FlaskClient) -> dict[str, object]:
    return {"environ": client.post("/environ", data=BODY).status_code}


def probe_uploads(client: FlaskClient) -> dict[str, object]:
    return {
        path: client.post(f"/{path}", data={"page": (BytesIO(BODY), "page.txt")}).status_code
        for path in ("album", "pages")
    }


def probe_archives(client: FlaskClient) -> dict[str, object]:
    found: dict[str, object] = {}
    for path in ("album", "saved", "later"):
        answer = client.post(f"/{path}", data={"album": (BytesIO(zipped()), "album.zip")})
        found[path] = answer.json["size"] if answer.json else answer.status_code
    answer = client.post("/body", data=zipped())
    found["body"] = answer.json["size"] if answer.json else answer.status_code
    answer = client.post("/tar", data={"album": (BytesIO(tarred()), "album.tar")})
    found["tar"] = answer.json["names"] if answer.json else answer.status_code
    return found


_ARCHIVES = ("album", "saved", "later", "body")

PROOFS = [
    Proof(
        probe=probe,
        bad={
            "environ": 200,
            "environ-length": 200,
            "variable": 200,
            "input-stream": 200,
            "lines": 200,
        },
        good={
            "environ": 413,
            "environ-length": 413,
            "variable": 413,
            "input-stream": 413,
            "lines": 413,
        },
    ),
    Proof(
        probe=probe_no_limit,
        fixture="bad_no_limit.py",
        bad={"environ": 200},
        good={"environ": 413},
    ),
    Proof(
        fixture="bad_uploads.py",
        probe=probe_uploads,
        bad={"album": 200, "pages": 200},
        good={"album": 413, "pages": 413},
    ),
    Proof(
        fixture="bad_archives.py",
        probe=probe_archives,
        bad={
            **dict.fromkeys(_ARCHIVES, SIZE),
            # From 3.14 on there is a filter.
            "tar": 500 if sys.version_info >= (3, 14) else ["escaped", "inner"],
        },
        good={**dict.fromkeys(_ARCHIVES, 413), "tar": 400},
    ),
]
