"""The route table: plain data, as it is written out and compared.

Lines are 1-based; paths are relative to the project root, or to where the user stands, with `/`.
"""

from __future__ import annotations

from dataclasses import asdict, dataclass, field
from typing import Any

SCHEMA_VERSION = 1

_LIMITS = {
    "none": "none",
    "default": "the framework's default",
    "proxy": "by the proxy in front",
    "unknown": "not known",
}


@dataclass(frozen=True)
class Place:
    """A named thing and where it stands."""

    name: str
    path: str
    line: int


@dataclass(frozen=True)
class GuardEntry:
    """A guard; `source` says what it was put on: middleware, hook, app, router, route, class,
    decorator or dependency. `partial`: it lets requests pass by what their paths look like."""

    name: str
    source: str
    path: str
    line: int
    partial: bool = False

    @property
    def shown(self) -> str:
        return f"{self.name}?" if self.partial else self.name


@dataclass(frozen=True)
class CorsEntry:
    """A CORS policy. `origins` are those that can be read, `*` stands for any; None when none can be.
    `complete` tells whether there are no others."""

    origins: tuple[str, ...] | None
    credentials: bool
    path: str
    line: int
    complete: bool = True

    @property
    def shown(self) -> str:
        known = self.origins is not None
        origins = ", ".join(self.origins or ()) or ("no origin" if known else "origins not known")
        others = " and others" if known and not self.complete else ""
        return origins + others + (" with credentials" if self.credentials else "")


@dataclass(frozen=True)
class LimitEntry:
    """What limits request bodies: `state` is "set", "default", "none", "proxy" or "unknown"; `value`
    the number of bytes, where it is known."""

    state: str
    value: int | None = None

    @property
    def shown(self) -> str:
        if self.state == "set":
            return "limited" if self.value is None else f"at most {self.value} bytes"
        return _LIMITS[self.state]


@dataclass(frozen=True)
class RouteEntry:
    """`methods` is empty when any method is served; `path` None when it is not known. `middleware` is
    the whole chain, outermost first; `error_handlers` what it is that they are for. One of its `own` is
    added by the framework; file and line are those of the app or router then."""

    methods: tuple[str, ...]
    path: str | None
    handler: str
    file: str
    line: int
    kind: str = "http"
    guards: tuple[GuardEntry, ...] = ()
    middleware: tuple[str, ...] = ()
    error_handlers: tuple[str, ...] = ()
    own: bool = False

    @property
    def source(self) -> str:
        """Where it is, or that it comes with the framework."""
        return "built in" if self.own else f"{self.file}:{self.line}"

    @property
    def is_open(self) -> bool:
        """Whether the project answers here, and nothing guards it."""
        return not self.guards and self.kind != "mount" and not self.own

    @property
    def shown_methods(self) -> str:
        if self.kind != "http":
            return self.kind.upper()
        return "|".join(self.methods) or "ANY"

    @property
    def changes_state(self) -> bool:
        """Whether a method is served that is not safe (RFC 9110, 9.2.1)."""
        return self.kind == "http" and (
            not self.methods or bool(set(self.methods) - {"GET", "HEAD", "OPTIONS", "TRACE"})
        )


@dataclass(frozen=True)
class AppEntry:
    """One app with its routes, in the order in which it looks at them; the framework's own come last."""

    name: str
    framework: str
    path: str
    line: int
    routes: tuple[RouteEntry, ...] = ()
    middleware: tuple[Place, ...] = ()
    hooks: tuple[Place, ...] = ()
    error_handlers: tuple[Place, ...] = ()
    cors: tuple[CorsEntry, ...] = ()
    body_limit: LimitEntry = field(default_factory=lambda: LimitEntry("unknown"))


@dataclass(frozen=True)
class RouteMap:
    apps: tuple[AppEntry, ...]

    @property
    def routes(self) -> list[RouteEntry]:
        return [route for app in self.apps for route in app.routes]

    def as_json(self, version: str) -> dict[str, Any]:
        """`{schema_version, tool, apps[...]}`; everything in it is sorted or in a meaningful order, so
        that two runs over the same files are the same text."""
        return {
            "schema_version": SCHEMA_VERSION,
            "tool": {"name": "routelint", "version": version},
            **asdict(self),
        }


def from_json(data: Any) -> RouteMap:
    """The map that `as_json` wrote. Raises ValueError when it is none, or of another version."""
    try:
        if data["schema_version"] != SCHEMA_VERSION:
            raise ValueError(f"schema version {data['schema_version']} is not {SCHEMA_VERSION}")
        return RouteMap(tuple(_app(app) for app in data["apps"]))
    except (KeyError, TypeError) as error:
        raise ValueError(f"not a route map: {error!r}") from error


def _app(data: Any) -> AppEntry:
    return AppEntry(
        data["name"],
        data["framework"],
        data["path"],
        data["line"],
        tuple(_route(route) for route in data["routes"]),
        tuple(Place(**place) for place in data["middleware"]),
        tuple(Place(**place) for place in data["hooks"]),
        tuple(Place(**place) for place in data["error_handlers"]),
        tuple(
            CorsEntry(**{**cors, "origins": _tuple_or_none(cors["origins"])})
            for cors in data["cors"]
        ),
        LimitEntry(**data["body_limit"]),
    )


def _route(data: Any) -> RouteEntry:
    return RouteEntry(
        **{
            **data,
            "methods": tuple(data["methods"]),
            "middleware": tuple(data["middleware"]),
            "error_handlers": tuple(data["error_handlers"]),
            "guards": tuple(GuardEntry(**guard) for guard in data["guards"]),
        }
    )


def _tuple_or_none(value: Any) -> tuple[str, ...] | None:
    return None if value is None else tuple(value)
