"""Headers of proxies, for frameworks that leave them to the server or to Werkzeug."""

from __future__ import annotations

from routelint.model.forwarding import Place

#: What mentions such a header, in whichever spelling (`HTTP_X_FORWARDED_FOR`, `b"x-forwarded-for"`).
PATTERNS = (
    r"[Xx][-_][Ff](?:orwarded|ORWARDED)[-_](?:[Ff]or|FOR|[Hh]ost|HOST)\b",
    r"[Xx][-_](?:[Cc]lient[-_](?:[Ii]p|IP)|CLIENT[-_]IP)\b",
    r"forwarded_allow_ips|ProxyHeadersMiddleware",
)

#: uvicorn takes the first address of `X-Forwarded-For` when it trusts everybody, and else the last
#: one that is no proxy: `_TrustedHosts` in uvicorn/middleware/proxy_headers.py.
UVICORN: dict[str, Place] = {
    "uvicorn.run": ("forwarded_allow_ips", None),
    "uvicorn.Config": ("forwarded_allow_ips", None),
    "uvicorn.middleware.proxy_headers.ProxyHeadersMiddleware": ("trusted_hosts", 1),
}
UVICORN_CLIENT = (
    "`request.client.host`, and tell uvicorn which proxies are yours: "
    '`forwarded_allow_ips="10.0.0.2"`'
)
#: https://docs.pylonsproject.org/projects/waitress/en/stable/reverse-proxy.html
WAITRESS: dict[str, Place] = {"waitress.serve": ("trusted_proxy", None)}
PROXY_FIX = "`request.remote_addr`, with `ProxyFix(app.wsgi_app, x_for=1)` where there is one proxy"
