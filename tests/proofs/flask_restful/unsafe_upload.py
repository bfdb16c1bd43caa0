"""RL404 under Flask-RESTful: where a picture goes that is called `../stolen.txt`."""

from __future__ import annotations

import io
import sys
from pathlib import Path

from flask.testing import FlaskClient

from tests.proofs.harness import Proof


def probe(client: FlaskClient) -> dict[str, object]:
    pictures = Path(sys.modules[client.application.import_name].PICTURES)
    client.post("/pictures", data={"picture": (io.BytesIO(b"x"), "../stolen.txt")})
    return {
        "inside": sorted(file.name for file in pictures.iterdir()),
        "outside": sorted(file.name for file in pictures.parent.iterdir() if file.is_file()),
    }


PROOFS = [
    Proof(
        probe=probe,
        bad={"inside": [], "outside": ["stolen.txt"]},
        good={"inside": ["stolen.txt"], "outside": []},
    )
]
