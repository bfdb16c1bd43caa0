"""RL308 under Django, with Channels: a page of another site hears what is said to its visitor."""

from __future__ import annotations

from typing import Any

from tests.proofs.harness import Proof
from tests.proofs.origins import headers, heard


def probe(client: Any) -> dict[str, object]:
    from django.core import signing

    salt = "django.contrib.sessions.backends.signed_cookies"
    session = signing.dumps({"user": "ann"}, salt=salt, compress=True)
    sent = headers(f"sessionid={session}")
    return {
        "signed in": heard(client.module.application, "/ward", sent),
        "session": heard(client.module.plain, "/ward", sent),
    }


PROOFS = [
    Proof(
        probe=probe,
        bad={"signed in": "ann", "session": "ann"},
        good={"signed in": "refused", "session": "refused"},
    )
]
