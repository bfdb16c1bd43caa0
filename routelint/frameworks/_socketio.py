"""python-socketio, whose server applications of every framework put beside their own routes."""

from __future__ import annotations

#: Canonical callee -> the option that lists the origins that may connect. Without it these are the
#: server's own, with an empty list nobody looks:
#: https://python-engineio.readthedocs.io/en/latest/server.html#cross-origin-controls
SOCKETIO_OPTIONS: dict[str, str] = dict.fromkeys(
    ("socketio.AsyncServer", "socketio.Server"), "cors_allowed_origins"
)
SOCKETIO_EVENTS = frozenset(
    f"socketio.{server}.{name}" for server in ("AsyncServer", "Server") for name in ("on", "event")
)
SOCKETIO_PATTERNS = (r"@\w+\.(?:on\(|event\b)", r"cors_allowed_origins\b")
