"""What Tornado's own functions and methods wait for, and what they are given to run."""

from __future__ import annotations

from routelint.model.own_calls import OwnCalls, Wait

_LOOP = "tornado.ioloop.IOLoop"

OWN_CALLS = OwnCalls(
    waits={
        f"{_LOOP}.run_sync": Wait(
            "a coroutine",
            "await the coroutine itself",
            fails="raises RuntimeError, and stops the loop that serves everybody",
        ),
        # https://www.tornadoweb.org/en/stable/httpclient.html#tornado.httpclient.HTTPClient
        "tornado.httpclient.HTTPClient": Wait(
            "the answer of another server",
            "await AsyncHTTPClient().fetch(...)",
            fails="raises RuntimeError, because a loop runs in this thread already",
        ),
    },
    makes={f"{_LOOP}.current": _LOOP, f"{_LOOP}.instance": _LOOP},
    # https://www.tornadoweb.org/en/stable/ioloop.html#tornado.ioloop.IOLoop.add_callback
    soon={
        f"{_LOOP}.add_callback": 0,
        f"{_LOOP}.spawn_callback": 0,
        f"{_LOOP}.call_later": 1,
        f"{_LOOP}.call_at": 1,
    },
    # https://www.tornadoweb.org/en/stable/gen.html#tornado.gen.coroutine
    generators=frozenset({"tornado.gen.coroutine"}),
    # https://www.tornadoweb.org/en/branch5.1/web.html#tornado.web.asynchronous, until 6.0
    transparent=frozenset({"tornado.web.asynchronous"}),
)
