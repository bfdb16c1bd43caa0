"""Headers by which browsers protect pages, as functions of all frameworks write them."""

from __future__ import annotations

#: What mentions such a header, or the attribute of Werkzeug's responses that stands for one.
PATTERNS = (
    r"[Cc]ontent-[Ss]ecurity-[Pp]olicy",
    r"content_security_policy",
    r"[Xx]-(?:[Cc]ontent-[Tt]ype-[Oo]ptions|[Ff]rame-[Oo]ptions)",
    r"[Ss]trict-[Tt]ransport-[Ss]ecurity",
)
