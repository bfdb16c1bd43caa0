"""RL404 under Pyramid: `../` in a file name leaves the directory."""

from __future__ import annotations

import io
import sys
import uuid

from werkzeug.test import Client

from tests.proofs.harness import Proof

FIELDS = {"/pictures": "picture", "/covers": "cover", "/maps": "map"}


def probe(client: Client) -> dict[str, object]:
    # Every fixture is loaded under a name of its own, and none is loaded beside it.
    album = next(m.ALBUM for name, m in sys.modules.items() if name.startswith("fixture_"))
    found: dict[str, object] = {}
    for path, field in FIELDS.items():
        name = f"{uuid.uuid4().hex}.png"
        sent = {field: (io.BytesIO(b"picture"), f"../{name}")}
        status = client.post(path, data=sent).status_code
        found[path] = (status, (album.parent / name).exists())
    return found


PROOFS = [
    Proof(
        probe=probe,
        bad=dict.fromkeys(FIELDS, (204, True)),
        good=dict.fromkeys(FIELDS, (204, False)),
    )
]
