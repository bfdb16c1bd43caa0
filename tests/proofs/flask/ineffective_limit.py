"""RL403 under Flask: a limit that is not one, or that breaks every read."""

from __future__ import annotations

from flask.testing import FlaskClient

from tests.proofs.harness import Proof

TEXT = "x" * 3 * 1024 * 1024


def probe(client: FlaskClient) -> dict[str, object]:
    return {
        "small": client.post("/json", json={"text": "x"}).status_code,
        "large": client.post("/json", json={"text": TEXT}).status_code,
    }


CORRECTED: dict[str, object] = {"small": 200, "large": 413}

PROOFS = [
    Proof(
        probe=probe,
        bad={"small": 500, "large": 500},
        good=CORRECTED,
        fixed=CORRECTED,
    ),
    Proof(
        probe=probe,
        fixture="bad_environment.py",
        corrected="good.py",
        bad={"small": 500, "large": 500},
        good=CORRECTED,
        fixed=CORRECTED,
    ),
    Proof(
        probe=probe,
        fixture="bad_attribute.py",
        corrected="good.py",
        bad={"small": 200, "large": 200},
        good=CORRECTED,
        fixed=CORRECTED,
    ),
    Proof(
        probe=probe,
        fixture="bad_lowercase.py",
        corrected="good.py",
        bad={"small": 200, "large": 200},
        good=CORRECTED,
        fixed=CORRECTED,
    ),
    Proof(
        probe=probe,
        fixture="bad_misspelt.py",
        corrected="good.py",
        bad={"small": 200, "large": 200},
        good={"small": 200, "large": 413},
    ),
    Proof(
        probe=probe,
        fixture="bad_none.py",
        corrected="good.py",
        bad={"small": 200, "large": 200},
        good={"small": 200, "large": 413},
    ),
    Proof(
        probe=probe,
        fixture="bad_config",
        bad={"small": 200, "large": 200},
        good={"small": 200, "large": 413},
    ),
]
