"""Routes that are for everybody, by what their paths say."""

from __future__ import annotations

import re

from routelint.model.app import EffectiveRoute

#: Words in the paths of what everybody may see, or needs in order to sign in.
_PUBLIC = re.compile(
    r"(?:^|[/_.-])(?:assets?|auth|callback|docs?|favicon|health\w*|login|log-?in|logout|media|metrics|"
    r"oauth\w*|openapi|ping|public|ready|redoc|register|robots|sign-?(?:in|up)|static|status|"
    r"swagger|token|version|webhooks?|well-known)(?:$|[/_.-])",
    re.IGNORECASE,
)


def is_public(served: EffectiveRoute) -> bool:
    """Whether the path of a route says that everybody may see it, or needs it in order to sign in."""
    return served.pattern is not None and _PUBLIC.search(served.pattern.text) is not None
