"""Names of Tornado that several modules here need."""

from __future__ import annotations

HANDLER = "tornado.web.RequestHandler"
WEBSOCKET = "tornado.websocket.WebSocketHandler"
APPLICATION = "tornado.web.Application"
URLSPEC = "tornado.web.URLSpec"
RULE = "tornado.routing.Rule"
