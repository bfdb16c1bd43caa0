"""Wrappers that answer also the connection by which a server starts its application."""

from __future__ import annotations

from routelint.flow.paths import Event
from routelint.flow.sending import Sending, talk_of
from routelint.model.app import Handler
from routelint.model.project import Project


def answered_start(project: Project, handler: Handler) -> Event | None:
    """Where a wrapper begins an answer to a request although it was told of the start of the server;
    None unless that is so on every path, and the wrapper hands requests on."""
    framework = handler.framework
    if not framework.start_up_kind:
        return None
    sending = Sending.of(project)
    request = sending.paths(handler, framework.request_kinds[0])
    if not any(talk_of(path.events).handed_on for path in request.paths):
        return None
    start = sending.paths(handler, framework.start_up_kind)
    first: Event | None = None
    for path in start.paths:
        talk = talk_of(path.events)
        if talk.handed_on or talk.unknown or talk.quiet or talk.first is None:
            return None
        first = first or talk.first
    return first if start.complete else None
