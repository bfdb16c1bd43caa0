"""Werkzeug's debugger, which stands around any WSGI application."""

from __future__ import annotations

from routelint.model.exposures import Place

_CONSOLE = "every error page holds the source and a console that runs code"

WERKZEUG_DEBUGGER: dict[str, tuple[Place, str]] = {
    "werkzeug.debug.DebuggedApplication": ((None, None), _CONSOLE),
    "werkzeug.serving.run_simple": (("use_debugger", None), _CONSOLE),
}
