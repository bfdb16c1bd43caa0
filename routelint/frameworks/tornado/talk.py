"""What methods of a request handler say to the client."""

from __future__ import annotations

from routelint.frameworks._senders import is_own_method
from routelint.frameworks.tornado.names import HANDLER, WEBSOCKET
from routelint.model import ir
from routelint.model.project import Project
from routelint.model.scopes import Scope
from routelint.model.values import as_function, callable_name

# RequestHandler.write() only collects; flush() sends the headers with what was collected; finish()
# is the last word, and the others end in it (tornado/web.py).
SENDS = {
    f"{HANDLER}.write": "more",
    f"{HANDLER}.flush": "open",
    f"{HANDLER}.finish": "last",
    f"{HANDLER}.render": "last",
    f"{HANDLER}.send_error": "last",
    f"{HANDLER}.redirect": "whole",
    f"{WEBSOCKET}.write_message": "more",
    f"{WEBSOCKET}.close": "close",
}

# What RequestHandler offers besides, none of which sends.
_SILENT = frozenset(
    [
        "add_header",
        "application",
        "check_etag_header",
        "check_xsrf_cookie",
        "clear",
        "clear_all_cookies",
        "clear_cookie",
        "clear_header",
        "compute_etag",
        "create_signed_value",
        "create_template_loader",
        "current_user",
        "data_received",
        "decode_argument",
        "get_argument",
        "get_arguments",
        "get_body_argument",
        "get_body_arguments",
        "get_browser_locale",
        "get_cookie",
        "get_current_user",
        "get_login_url",
        "get_query_argument",
        "get_query_arguments",
        "get_secure_cookie",
        "get_secure_cookie_key_version",
        "get_signed_cookie",
        "get_signed_cookie_key_version",
        "get_status",
        "get_template_namespace",
        "get_template_path",
        "get_user_locale",
        "initialize",
        "locale",
        "log_exception",
        "on_connection_close",
        "prepare",
        "render_embed_css",
        "render_embed_js",
        "render_linked_css",
        "render_linked_js",
        "render_string",
        "require_setting",
        "reverse_url",
        "set_cookie",
        "set_default_headers",
        "set_etag_header",
        "set_header",
        "set_secure_cookie",
        "set_signed_cookie",
        "settings",
        "static_url",
        "xsrf_form_html",
        "xsrf_token",
    ]
)


def talk(project: Project, call: ir.Call, scope: Scope) -> str:
    """`set_status(404)`, by its argument; methods of `self` that are defined nobody knows where."""
    value = project.evaluate(call.func, scope)
    if not is_own_method(project, call.func, scope, HANDLER):
        return ""
    name = callable_name(value) or ""
    if name == f"{HANDLER}.set_status":
        status = project.resolver.constant(call.argument(0, "status_code"), scope)
        return "error" if isinstance(status, int) and status >= 400 else "status"
    if as_function(value) is not None or name.rpartition(".")[2] in _SILENT:
        return ""
    return "maybe"
