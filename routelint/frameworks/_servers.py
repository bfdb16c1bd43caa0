"""Servers that serve the applications of any framework of their protocol."""

from __future__ import annotations

from routelint.model.servers import Servers

# https://docs.python.org/3/library/wsgiref.html#module-wsgiref.simple_server
# https://docs.pylonsproject.org/projects/waitress/en/latest/
# https://werkzeug.palletsprojects.com/en/stable/serving/
WSGI = Servers(
    starts=frozenset(
        {
            "wsgiref.simple_server.make_server.serve_forever",
            "waitress.serve",
            "gevent.pywsgi.WSGIServer.serve_forever",
            "gevent.wsgi.WSGIServer.serve_forever",
            "eventlet.wsgi.server",
            "werkzeug.serving.run_simple",
            "bjoern.run",
            "cheroot.wsgi.Server.start",
        }
    ),
    words=frozenset({"serve_forever", "waitress", "run_simple", "make_server", "bjoern"}),
    # https://docs.pylonsproject.org/projects/waitress/en/latest/arguments.html
    limits={
        "waitress.serve": "max_request_body_size",
        "waitress.create_server": "max_request_body_size",
        "cheroot.wsgi.Server": "max_request_body_size",
    },
)

# https://www.uvicorn.org/deployment/#running-programmatically
# https://hypercorn.readthedocs.io/en/latest/how_to_guides/api_usage.html
ASGI = Servers(
    starts=frozenset({"uvicorn.run", "uvicorn.Server.run", "uvicorn.main.run"}),
    awaited=frozenset({"uvicorn.Server.serve", "hypercorn.asyncio.serve", "hypercorn.trio.serve"}),
    words=frozenset({"uvicorn", "hypercorn"}),
)
