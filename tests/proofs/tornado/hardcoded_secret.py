"""RL507 under Tornado: whoever has read the source signs the cookie of any user."""

from __future__ import annotations

import json

from tornado.web import create_signed_value

from tests.proofs.harness import Proof
from tests.proofs.tornado.client import Client

KEY = "__TODO:_GENERATE_YOUR_OWN_RANDOM_VALUE_HERE__"


def probe(client: Client) -> dict[str, object]:
    forged = create_signed_value(KEY, "user", "admin").decode()
    answer = client.ask("/me", Cookie=f'user="{forged}"')
    return {"user": json.loads(answer.text)["user"]}


PROOFS = [Proof(probe=probe, bad={"user": "admin"}, good={"user": "nobody"})]
