"""What a framework's module declares: one table of names and of what registering them means.

Names are canonical dotted names, as `Framework.aliases` makes them. The link step reads these
tables; no rule does.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Union

from routelint.model.answers import Statuses
from routelint.model.bodies import Bodies
from routelint.model.csrf import Csrf
from routelint.model.exposures import Cookies, Debug, Secrets
from routelint.model.forwarding import Forwarding
from routelint.model.handshakes import Handshakes
from routelint.model.inputs import Files, Inputs
from routelint.model.limiters import RateLimits
from routelint.model.own_calls import OwnCalls
from routelint.model.pages import Pages
from routelint.model.parameters import Parameters
from routelint.model.passing import Passing
from routelint.model.paths import Paths
from routelint.model.refusals import Refusals
from routelint.model.request_objects import RequestObject
from routelint.model.servers import Servers
from routelint.model.tokens import Tokens

if TYPE_CHECKING:
    from routelint.model import ir
    from routelint.model.app import Handler
    from routelint.model.link import Linker
    from routelint.model.pattern import Pattern
    from routelint.model.project import Project
    from routelint.model.scopes import Scope


@dataclass(frozen=True)
class Arg:
    """Where a call takes something from: by keyword `name`, or at position `index`.

    `dotted`: a text is the dotted name of what is meant, relative to the package where it begins
    with a dot.
    """

    name: str | None = None
    index: int | None = None
    dotted: bool = False


@dataclass(frozen=True)
class RouteCall:
    """A call or decorator that registers a route.

    `methods` says where the methods are given, `fixed` which they always are, `default` which they
    are when not given (empty: any). With `handler` None the decorated function is the handler.
    `role` is "view" or "websocket". `guards` names an argument that lists guards. `below`: files are
    served for whatever is below the path, and no function is a handler. A route with a `name` gets
    its handlers by that name, from a `ViewCall`. `default_path` is the path of a call that gives
    none; `layer` says what else the call may register, around its handler alone.
    `of_receiver`: the path is an argument of the call that has made what this one is called on.
    `more_paths`: each positional argument behind the path is a path as well.
    """

    path: Arg
    methods: Arg | None = None
    fixed: tuple[str, ...] = ()
    default: tuple[str, ...] = ()
    handler: Arg | None = None
    role: str = "view"
    guards: Arg | None = None
    below: bool = False
    of_receiver: bool = False
    more_paths: bool = False
    name: Arg | None = None
    default_path: str | None = None
    layer: ContainerClass | None = None


@dataclass(frozen=True)
class ViewCall:
    """A call or decorator that gives a handler to the route of a name.

    `method` says which method of a class is meant, `context` the class of what the handler is for:
    with an exception it is an error handler, and so with an `error`, the status or exception for
    which it always is one. `renderer` is what makes a response of its value.
    """

    route: Arg
    handler: Arg | None = None
    methods: Arg | None = None
    method: Arg | None = None
    context: Arg | None = None
    renderer: Arg | None = None
    error: int | str | None = None


@dataclass(frozen=True)
class RendererCall:
    """Registers a renderer; without a `name` it is that of all handlers that name none."""

    name: Arg


@dataclass(frozen=True)
class ConfigureCall:
    """Hands the app to a function that registers on it, given as itself, or as a module or package
    in which it is called `function`. What it registers stands below `prefix`."""

    target: Arg
    function: str
    prefix: Arg | None = None


@dataclass(frozen=True)
class PrefixCall:
    """A context manager: in `with app.prefix("/api"):` all routes of `app` stand below the prefix."""

    prefix: Arg


@dataclass(frozen=True)
class ScanCall:
    """Has what decorators (`Framework.scanned`) have noted in a package registered on the app.
    Without a target it is the package in which the call stands."""

    target: Arg


@dataclass(frozen=True)
class IncludeCall:
    """Registers a router (blueprint) on an app or another router. With `lazy` the router is only
    noted: its routes are read when those of what it was included in are."""

    child: Arg
    prefix: Arg | None = None
    guards: Arg | None = None
    lazy: bool = False


@dataclass(frozen=True)
class AttachCall:
    """Puts the router that it is called on into an app or another router, the `host`. What is added to
    it later is served too when it stays `open`."""

    host: Arg
    open: bool = False


@dataclass(frozen=True)
class MountCall:
    """Hands all paths below a prefix to another application, or to the `routes` of a list, around
    which `middleware` stands."""

    prefix: Arg
    target: Arg
    routes: Arg | None = None
    middleware: Arg | None = None


@dataclass(frozen=True)
class RoutesCall:
    """Registers what a list of routes holds, or a table of them that was filled elsewhere; or one
    route, router or decorated function.

    `hosts` says where it is told for which requests they are, and `all_hosts` what means all of them:
    routes for some are a router of their own. `first`: they come before those of the constructor.
    """

    routes: Arg
    hosts: Arg | None = None
    all_hosts: frozenset[str] = frozenset()
    first: bool = False


@dataclass(frozen=True)
class MiddlewareCall:
    """Installs middleware. `style` says what is registered: "class" (a class with options in the
    other keywords), "dispatch" (a function of request and next), "list" (a list of them),
    "decorator" (what is put around each handler: a function, or an object with one of `methods`),
    "instance" (an object of a class that was made with its options, or a list of such objects) or
    "factory" (a function that is given the next one and makes a function of the request).
    `outermost` is "last" or "first": which of several registered ones sees the request first. `app`
    says where a function that is no method takes the app from; it stands for the middleware itself.
    `inside`: arguments that give it a place of its own, each with the names that put it inside of
    what makes answers of errors; the first that is given counts.
    """

    target: Arg | None
    style: str = "class"
    outermost: str = "last"
    methods: tuple[str, ...] = ()
    app: Arg | None = None
    inside: tuple[tuple[Arg, frozenset[str]], ...] = ()


@dataclass(frozen=True)
class ErrorHandlerCall:
    """`selector` is a status code or an exception class; with `several` the arguments behind it are
    such, too, and `fixed` is the one exception of a call that takes none. `reach` is "app" or
    "router"."""

    selector: Arg | None
    handler: Arg | None = None
    reach: str = "app"
    several: bool = False
    fixed: str = ""


@dataclass(frozen=True)
class HookCall:
    """`role` is one of the roles of `routelint.model.app.Role`; `reach` is "app" or "router". Where
    the hook's name (or the class of its event) is an argument, `event` says which (or which may be
    it), and `roles` what each name means; with none of them it is `role`. The hook with the higher
    `priority` runs first."""

    role: str
    reach: str = "app"
    handler: Arg | None = None
    event: Arg | tuple[Arg, ...] | None = None
    roles: Mapping[str, str] = field(default_factory=dict)
    priority: Arg | None = None


@dataclass(frozen=True)
class RunCall:
    """Starts the server; nothing registered after it is served. `app` says where a function that is
    no method takes the app from, `default` which of the framework's `default_apps` it takes without.
    `made_with` says where the server that it is a method of was given the app, `workers` how many
    processes serve it."""

    app: Arg | None = None
    default: str = ""
    made_with: Arg | None = None
    workers: Arg | None = None


@dataclass(frozen=True)
class CorsCall:
    """Configures CORS; `app` says where the app is given, the options are the other keywords and
    what `options` names. `apart` tells that those of the object it is called on don't hold for it."""

    app: Arg | None = None
    options: tuple[Arg, ...] = ()
    apart: bool = False


@dataclass(frozen=True)
class SettingsCall:
    """Sets several settings at once: "mapping" (keywords or a dict), "object" (upper-case attributes
    of a class or module), "keywords" (only those that are written) or "opaque" (from somewhere that
    can't be read: a file, the environment). `app` says where a function that is no method takes the
    app from."""

    style: str = "mapping"
    app: Arg | None = None


@dataclass(frozen=True)
class GuardCall:
    """Says what guards all that the container serves, but for what names its own guards."""

    guards: Arg


@dataclass(frozen=True)
class ExemptCall:
    """Sets up authentication, but for the paths in which one of the expressions in `patterns` is
    found. With `of` it is the class at that argument that guards, which `guards` are bases of."""

    patterns: Arg
    of: Arg | None = None
    guards: tuple[str, ...] = ()


RegistrationCall = Union[
    RouteCall,
    ViewCall,
    ConfigureCall,
    PrefixCall,
    ScanCall,
    RendererCall,
    IncludeCall,
    AttachCall,
    MountCall,
    RoutesCall,
    MiddlewareCall,
    ErrorHandlerCall,
    HookCall,
    RunCall,
    CorsCall,
    ExemptCall,
    GuardCall,
    SettingsCall,
]


@dataclass(frozen=True)
class ContainerClass:
    """A class whose instances hold registrations. `kind` is "app" or "router".

    `prefix` says where the constructor takes its path prefix from, `guards` its list of guards,
    `lifespan` the function that runs around the app's life,
    `middleware` its list of middleware, `routes` its list of routes, `error_handlers` its mapping.
    `middleware_style` tells what that list holds, as `MiddlewareCall.style` does.
    `hooks` maps keywords that are given functions (one, a list, or the values of a dictionary) to
    the role of these. `of_class`: no instances are made of it; a subclass is registered itself, its
    attributes stand for the keywords and its decorated methods are the routes. `host` is the app or
    router that the constructor puts the new router into, and into which it may be given more later.
    `layer_options` are further keywords that rules look at where a route is a layer of its own.
    """

    kind: str
    prefix: Arg | None = None
    guards: Arg | None = None
    lifespan: Arg | None = None
    middleware: Arg | None = None
    routes: Arg | None = None
    entry: RouteCall | None = None
    error_handlers: Arg | None = None
    middleware_style: str = "class"
    hooks: Mapping[str, str] = field(default_factory=dict)
    of_class: bool = False
    host: Arg | None = None
    layer_options: tuple[str, ...] = ()


@dataclass(frozen=True)
class OwnRoute:
    """A route that an app or router has of its own, without being told: documentation, static files.

    `path` is the default of the constructor's `option`; None there, or at one of the options in `needs`,
    means that there is no such route. `given` are options without which there is none. Without an
    `option` of its own it may stand where the last part of the option `folder` says; `below` is what
    stands behind either. `kind` is "http", or "mount" where one line stands for several routes.
    An option of an object that is an option itself is written `config.path`.
    `escaped`: paths are regular expressions, the option is none. `at_root`: it stands at the root of the
    app, wherever the router is included.
    """

    path: str
    handler: str
    methods: tuple[str, ...] = ("GET",)
    option: str = ""
    needs: tuple[str, ...] = ()
    given: tuple[str, ...] = ()
    folder: str = ""
    below: str = ""
    kind: str = "http"
    escaped: bool = False
    at_root: bool = False


@dataclass(frozen=True)
class Contract:
    """What the framework does with what a function of some role returns or raises.

    `result`: "response" (the value is sent), "continue" (None goes on, a value answers),
    "transform" (must return the response it was given or another), "value" (handed to whoever asked
    for it), "ignored" (the framework drops it), "nothing" (answers by sending, must return None),
    "written" (answers by what it writes into the response that it is given; the value is dropped),
    "condition" (whatever is true lets pass), "uncalled" (it looks like a hook; nobody calls it).
    `none` describes what the client sees when such a function ends without a value; empty when that
    is fine. `all_none_is_fine`: a function that never returns a value is meant so. `answered`: it
    runs when the answer is complete. `raises` tells whether the framework's HTTP exceptions raised
    here become responses. `streams`: it may also answer by sending, and returns nothing then, or
    what it has sent by; another answer that it returns is dropped.
    `ends`: with the result "nothing", an answer that has begun is complete when it ends.
    `body`: with the result "nothing", it only begins its answer by sending, and returns its body.
    `none_sent`: what comes of a function that has sent and returns nothing, where it has to return
    what it has sent by; an exception is another answer then.
    `completes`: it may mark the response that it is given as complete, which keeps the rest from
    running.
    `false_continues`: False goes on, as None does. `lost_raise` tells what comes of HTTP exceptions
    that are raised here, where that is less than an answer.
    `parameters` are the classes of what is passed by position, after `self`;
    empty for what has none.
    """

    result: str
    none: str = ""
    raises: bool = True
    streams: bool = False
    body: bool = False
    none_sent: str = ""
    ends: bool = False
    answered: bool = False
    completes: bool = False
    all_none_is_fine: bool = False
    parameters: tuple[str, ...] = ()
    false_continues: bool = False
    lost_raise: str = ""


@dataclass(frozen=True)
class CorsOptions:
    """How one CORS facility names its options, and what it makes of them.

    `origins`, `regexes`, `credentials` are the names of options (or settings) that hold the allowed
    origins, expressions for them, and whether credentials are allowed; `any_origin` those that
    allow every origin when true. `default_any`: without an option for origins, any is allowed.
    `regex_origins`: a text in `origins` with a special character is an expression too. `matching`
    is how expressions are applied: "match" (the start only) or "fullmatch". `per_path` is the
    option that maps paths to options of their own, and `per_origin` are those that map origins to
    theirs: they give what `origins` names. `star_is_part`: a star in an origin stands for anything.
    `settings` maps an option to the setting that stands in for it (at each request with
    `settings_late`). `reader` is the middleware that reads them, and without which they do nothing.
    `any_origin_text` says what a browser gets for any origin with credentials; `refuses_star`, where
    that is so, what comes of `*` (or no origins at all) with credentials.
    `listed_star_is_any`: a star is any origin in a list, too. `switches` are settings that turn the
    whole facility off.
    `near_options`: names that look like an option (or setting) and are ignored -> the right one.
    `credentials_name_origins`: the option for credentials names the origins that may use them, and
    `*` stands for all that are allowed.
    """

    origins: tuple[str, ...] = ()
    regexes: tuple[str, ...] = ()
    credentials: tuple[str, ...] = ()
    any_origin: tuple[str, ...] = ()
    default_any: bool = False
    regex_origins: bool = False
    matching: str = "match"
    per_path: str = ""
    per_origin: tuple[str, ...] = ()
    list_only: bool = False
    star_is_any: bool = True
    listed_star_is_any: bool = True
    switches: tuple[str, ...] = ()
    star_is_part: bool = False
    reader: str = ""
    settings: Mapping[str, str] = field(default_factory=dict)
    near_options: Mapping[str, str] = field(default_factory=dict)
    settings_late: bool = False
    refuses_star: str = ""
    credentials_name_origins: bool = False
    any_origin_text: str = "the asking origin is sent back, so that every site may read the answer"


@dataclass(frozen=True)
class BodyLimit:
    """Where a framework takes its limit for request bodies from; unlimited when it is not given.

    `settings` are keys of settings, `options` keywords of the app's constructor, `middleware` and
    `attributes` canonical names of middleware and of request attributes that set a limit;
    `late_attributes` are such that do so for forms only, since bodies have got theirs before. `reads`
    are canonical names of what reads a body under the limit, `raw_reads` of what passes it by;
    `raw_items` are (mapping, key) pairs whose value is a raw stream (`request.environ["..."]`).
    `raw_objects` are classes whose objects are streams that no limit covers.
    `raw_values` are classes whose objects may be such streams, and are where `read()` is called.
    `outermost`: the limit of an app that is part of another one does not hold.
    `limited_objects` are such classes whose streams a limit covers, where one is set.
    `messages` names the parameter that is called for pieces of a body, and their key in what it
    gives. `lengths` are canonical attributes that hold the announced length: a function that looks at one
    is taken to limit what it reads. `near_misses` are settings that look like the limit and are
    none -> the right key, and `near_miss_consequence` what comes of them; `near_options` are keywords
    of the app's constructor that look like it, and do nothing there -> where it belongs;
    `none_is_default` tells that None stands for the framework's own limit;
    `unset_consequence` what comes of None, where that does not mean no limit. `handler_reads` tells
    whether a handler reads a body by what it declares.
    `callables` are attributes that hold an app's WSGI or ASGI callable, which is given to servers.
    `text_consequence` tells what comes of a limit that is a text.
    `zero_is_unlimited` tells that a limit of 0 is none, `per_layer` that routers and routes may have
    a limit of their own.
    `example` is the code that sets it, `assignment` the target of that with `{app}` and `{key}`.
    `huge` is the number of bytes from which on a limit is none in effect. `pieces` are classes whose
    objects are streams that no limit covers and that are
    read piece by piece, `whole_reads` are canonical names of what reads all of such a stream.
    `since` is the framework's version that has the limit.
    """

    settings: tuple[str, ...] = ()
    options: tuple[str, ...] = ()
    middleware: tuple[str, ...] = ()
    attributes: tuple[str, ...] = ()
    late_attributes: tuple[str, ...] = ()
    reads: frozenset[str] = frozenset()
    raw_reads: frozenset[str] = frozenset()
    raw_items: frozenset[tuple[str, str]] = frozenset()
    raw_objects: frozenset[str] = frozenset()
    raw_values: frozenset[str] = frozenset()
    outermost: bool = False
    limited_objects: frozenset[str] = frozenset()
    messages: tuple[str, str] | None = None
    lengths: frozenset[str] = frozenset()
    near_misses: Mapping[str, str] = field(default_factory=dict)
    near_miss_consequence: str = ""
    near_options: Mapping[str, str] = field(default_factory=dict)
    none_is_default: bool = False
    unset_consequence: str = ""
    handler_reads: Callable[[Project, Handler], bool] | None = None
    callables: frozenset[str] = frozenset()
    text_consequence: str = (
        "compares it with a number, and every read of a body fails with a TypeError (500)"
    )
    example: str = ""
    assignment: str = ""
    unlimited_by_default: bool = True
    zero_is_unlimited: bool = False
    per_layer: bool = False
    huge: int = 0
    pieces: frozenset[str] = frozenset()
    whole_reads: frozenset[str] = frozenset()
    since: tuple[int, ...] = ()


@dataclass(frozen=True)
class Misread:
    """A value that a framework can't use, or takes for something else. `kinds` are those of
    `model.kinds`; `consequence` goes on from "`view` returns a list:", `instead` is the code to write,
    in which `{value}` is the whole of it, `{body}` and `{status}` the parts of a tuple, and `{}` in
    `constructor` an argument.

    `fix` names what mends it: "raise" or "return" (the other keyword), "call" (parentheses behind
    it), "swap" (the two parts of a tuple), "keyword" (the argument by its name) or "" for nothing.
    `safe` tells that today every request for it ends with an error. `is_async`: it matters only in
    functions that are (or are not) coroutines; `with_error_handlers`: only where there are any.
    """

    kinds: frozenset[str]
    consequence: str
    instead: str = ""
    fix: str = ""
    safe: bool = False
    is_async: bool | None = None
    with_error_handlers: bool = False


@dataclass(frozen=True)
class Misgiven:
    """An argument of a call for which a value of some kinds is misread; `keyword` is the name of the
    parameter that is meant by it, `beside` are the kinds of which the first argument has to be one."""

    argument: Arg
    misread: Misread
    keyword: str = ""
    beside: frozenset[str] = frozenset()


ANSWERING = "<answers without the next one>"
REWRITING = "<rewrites the body>"


@dataclass(frozen=True)
class OrderConstraint:
    """Middleware `outer` has to see a request before `inner`, where an app has both.

    `inner` may be ANSWERING or REWRITING: any middleware of the project that does so. `misplaced`
    tells which of the two is reported; `setting` names one that has to be true for it to matter,
    `without` an option of the application that has to be false.
    `reason` completes the sentence "..., so that ...".
    """

    outer: str
    inner: str
    reason: str
    misplaced: str = "inner"
    setting: str = ""
    without: str = ""


@dataclass(frozen=True)
class TaskCall:
    """A call that has a function run later, given as it is and not called: `wrong` completes the
    sentence "what it returns is no function: ..." for what somebody has called already."""

    function: Arg
    wrong: str


@dataclass(frozen=True)
class PlainCall:
    """A call that is given a function whose answer decides, and that calls it as a plain one: what an
    `async def` gives is never awaited. With `methods` it is given an object, of which these are
    meant. `beside_plain`: only where it decorates a plain function, or a class of such."""

    function: Arg
    methods: tuple[str, ...] = ()
    beside_plain: bool = False


@dataclass(frozen=True)
class EventLoop:
    """The one loop on which a framework runs the coroutine functions of all requests.

    `plain` are the roles whose plain functions run on it, too, `in_threads` those whose plain
    functions run in threads.
    `thread_option` is the keyword that puts such a function into a thread where it is registered.
    `later` are calls that are given a coroutine function to run on the loop after the answer -> its
    position.
    """

    plain: frozenset[str] = frozenset()
    in_threads: frozenset[str] = frozenset()
    thread_option: str = ""
    later: Mapping[str, int] = field(default_factory=dict)


@dataclass(frozen=True)
class Framework:
    """Everything particular to one framework that a table can say.

    `packages`: packages (or modules) whose import shows that the framework is used.
    `pitfalls`: codes of the rules whose pitfall was shown to exist here, by a proof.
    `without`: codes of those that can't exist here -> why. What is in neither is not covered yet.
    `aliases`: other dotted names of the same thing -> canonical name; a prefix ending in `.*` maps
    all names below it.
    `bases`: canonical class -> its canonical base classes.
    `instances`: module-level objects -> their class (`flask.current_app` -> `flask.Flask`).
    `default_apps`: those of `instances` that are an app which always exists; calling one gives it.
    `default_functions`: functions that register on such an app -> (the app, its method).
    `passed_through`: functions that give back an argument of theirs -> its position.
    `responses`: calls that only build a response; dropping their value is never useful.
    `coroutine_responses`: the same, but they must be awaited as well.
    `coroutines`: other functions and methods that give a coroutine, and `coroutine_attributes`
    attributes that are one; those of them in `in_async` are so in async functions only, and
    `futures` run by themselves.
    `auth_coroutines`: those of them that say who asks and what he may do.
    `plain_methods`: methods (`Class.method`) that are called as plain functions, whose answer decides
    about requests: what it is taken for, where it is a coroutine; `plain_calls` the same for calls
    that are given such a function.
    `exceptions`: HTTP exception classes that act only when raised.
    `raisable`: those of `responses` that are exceptions as well, for whoever catches them: nothing of
    the framework makes an answer of them.
    `aborts`: calls that raise by themselves.
    `controls`: exception classes by which the framework steers (caught by `except Exception`).
    `contracts`: role -> contract.
    `containers`, `registrations`: see `ContainerClass`; registrations by `Class.method`.
    `class_roles`: base class -> method name -> role: what methods of its subclasses are called for.
    `class_contracts`: (base class, method) -> contract where it differs from the role's.
    `as_view`: members by which a class becomes a handler (`flask.views.View.as_view`).
    `pattern`: reads a path as written into a `Pattern`.
    `join`: makes one of a prefix and of what is below it, where they aren't written one after the other.
    `wrappers`: generic types in annotations (`File[Upload]`) that mean what is in their brackets.
    `cors_decorators`: decorators that set a CORS policy for one route.
    `rendered`: the contract of handlers of which a renderer makes the response.
    `scanned`: decorators that register nothing until the app scans their module.
    `view_defaults`: the decorator of a class that gives options to all views in it.
    `entry_functions`: functions of that name are called by others with an object of that class.
    `route_options`: where given, the keywords of a route that don't limit it; every other one makes
    it match less than its path and methods.
    `decorators`: decorators (functions, names of their calls, `Class.__call__` of objects) with a
    known effect -> kind ("guard", "rate-limit", "cache", "cors", "csrf", ...; "websocket" makes a
    route one for WebSockets).
    `hook_decorators`: decorators of methods and classes that run a function around each handler ->
    "before" or "after"; the function is their first argument.
    `attribute_settings`: those of `settings` whose attributes are settings, too.
    `settings`: attribute paths through which settings are assigned -> prefix of the setting.
    `class_settings`: attributes of classes that are settings for all apps -> key of the setting.
    `cors`: canonical callee (class, function or middleware) -> how its options are named; the key
    "settings" is for CORS that is configured by settings alone.
    `header_attributes`: attributes of responses that stand for a header -> its name, in lower case.
    `body_limit`: where the limit for bodies comes from; None when bodies are limited by default.
    `path_attributes`: canonical attributes that hold the path of a request, for tests on it.
    `path_items`: names of mappings and keys under which these hold the path of a request.
    `upload_names`: canonical attributes with the name of a file as the client sent it, and
    `upload_items` the same for mappings: (canonical class, key).
    `status_attributes`: canonical attributes that set the status of the answer that is being made.
    `endpoint_attributes`: canonical attributes that hold the name of the route that was matched.
    `exemptions`: base class of middleware -> the class attribute with expressions for paths that a
    subclass lets pass by, wherever in the path they are found.
    `dependency_markers`: canonical classes whose objects, as a default or in an annotation, make a
    parameter a dependency.
    `guards`: canonical functions and classes that refuse requests without credentials.
    `users`: canonical names of objects that stand for who asks, and are true for anybody -> what tells
    whether he is known, written with `{}` for the object; `users_from`: the middleware without which
    they may be something else, and `users_setting` the (setting, key) by which nobody is no object.
    `nobody`: the attributes that such an object has for those who are not signed in -> whether they are
    true then (None where that differs), also as what they return; `nobody_from` are attributes by
    which a project puts another object in that place.
    `guard_classes`: classes whose objects refuse when they are called, and not when they are made.
    `misspelt_guards`: attributes of view classes that nothing reads -> what is meant.
    `permission_policies`: those of `permission_options` that do nothing without one of these calls, or
    options of apps.
    `lazy_dependencies`: the option of apps for dependencies that run only for handlers that name them.
    `guard_attributes`: attributes of view classes that list guards; `no_guards`: what stands there
    for none; `guard_setting`: the (setting, key) that holds the list of all views.
    `decorator_attributes`: attributes of view classes that list decorators, or map methods to them.
    `permission_options`: options of views that name who may use them, or are true when they ask.
    `guarding_options`: options of apps that may put guards around everything.
    `opt_outs`: decorators, and keywords of what registers a route, by which it is open on purpose.
    `method_decorators`: decorators that let only some methods pass -> which; empty: their argument.
    `method_names`: methods of view classes that aren't named like what they answer -> the method.
    `changing_views`: view classes that change something without a method of their own.
    `unreached`: kinds of guards -> what they do not reach, though it is a part of what they were
    put on; see `policies.protection`. `http_middleware` are base classes of middleware that sees
    nothing but HTTP requests.
    `replaced_guards`: attributes of view classes whose list of guards a subclass replaces;
    `guarding_methods` are methods in which the guards of a class run, so that an override has to
    call them.
    `guards_replace`: the guards of a route stand in for those of its router, these for the app's.
    `guard_mixins`: classes that guard a view class by their `dispatch`, when they come before it.
    `view_marks`: decorators that mark a view function, and do nothing to a method of a view class.
    `view_maker`: the decorator that makes a view of a function, and `view_policies` those that tell
    it who may use the view: nothing else looks at what they put on a function.
    `method_adapter`: the decorator that makes one for functions fit for methods.
    `middleware_order`: what has to stand before what.
    `request_needs`: attributes of the request -> the middleware that puts them there.
    `host`: the framework whose apps hold this one's routers, and whose limits hold for them.
    `include_prefix_replaces`: a prefix given where a router is included takes the place of the
    router's own, instead of standing before it.
    `redirects`: those of `exceptions` that lead elsewhere, and are no errors.
    `http_error`: the class of what views raise to answer with an error, as it is imported, and
    `http_errors` those classes where no one stands above all.
    `error_texts`: the arguments of HTTP exceptions and of calls that abort, by name or position, of
    which clients get to read the text.
    `copied_options`: options of the constructor whose lists the app copies.
    `late_routers_until`: the version from which on a router may be added to after it was included.
    `route_group`: the part of a path by which routes are found before their order counts, from
    `route_group_since` on: routes of different groups take nothing from each other.
    `fixed_when_started`: kinds of registrations ("middleware", "error-handler") that an application
    that has started refuses or ignores -> what happens; `fixed_since` is the version that does so first.
    `constants`: names of texts that the framework's modules hold -> the text.
    `request_objects`: canonical classes of requests -> what may be written there.
    `shared_selves`: roles of methods whose object serves all requests, and `shared_when` the attribute of
    view classes, with its value, by which theirs does. `copied_defaults`: roles of functions whose default
    arguments are made anew for each call. `request_values`: what else is part of a request.
    `parsers`: the attribute of view classes, or else the (setting, key), that lists what reads bodies.
    `cookies`, `debug`, `secrets`: how cookies are set, the debug mode switched on, keys given.
    `csrf`: what keeps other sites from using the cookies of their visitors. `refusals`: how 401 and 403
    are answered.
    `tokens`: how extensions of the framework read JSON Web Tokens.
    `bodies`: what gives the bodies of requests as data. `servers`: how servers are started.
    `own_calls`: what the framework's own calls wait for, and what they change.
    `forwarding`: what is believed of the headers of proxies.
    `pages`: how pages for browsers are sent, and what protects them.
    `handshakes`: how WebSockets are opened, and who looks at the origin.
    `inputs`: where texts of requests stand; `files`: how files are served.
    `parameters`: what gives the texts of parameters.
    `rate_limits`: how rates are limited. `paths`: how paths are written.
    `statuses`: how answers get their status.
    `validations`: methods that tell whether input is valid -> the keyword with which they raise, or "".
    `event_loop`: which handlers run on the loop that serves all requests; None where there is none, or
    each request has a loop of its own.
    `words`: further vocabulary for the gate; `patterns`: regex fragments for it.
    `sends`: calls that talk to the client -> "start" (a response begins), "more" (a piece of it),
    "last" (nothing may follow) or "whole" (all of it); see `flow.sending` for the other kinds.
    `disconnects`: exceptions that tell that the client has gone.
    `documents`: those of them that make a JSON document of a dictionary.
    `writes`: the class of the response that handlers write into -> "response", its attributes and
    methods -> what they write: "status", "body", "place", "context" or "complete"; see `flow.writing`.
    `answered`: attributes that are true once the answer is complete.
    `heads`: calls for the head of an answer, and `seals` those that send it, so that the first ones do
    nothing any more; so do calls that send all of an answer.
    `handed_responses`: classes of a response that functions are handed, and that counts no more when
    they return or raise another one; `keeps_handed` are answers that take over what was set on it.
    `messages`: the names of parameters that are called to send a message, a dictionary: what is put into
    it afterwards is not sent.
    `cleared_heads`: those of `heads` that are undone by `clears`, methods and exceptions, unless a class
    has such a method of its own.
    `answers_later`: attributes that are set where somebody else completes the answer, in the end.
    `leaves_open`: decorators under which the end of a handler completes nothing: a plain function that
    is called later has to.
    `passing`: how something else answers a request, see `model.passing`.
    `talk`: the same for calls that no name tells: (project, call, scope) -> kind, or "".
    `request_kinds`: kinds of requests that one and the same function is given.
    `start_up_kind`: the kind that is no request, but tells of the server's start and end.
    `decides`: what a test on the kind of request comes to: (project, test, kind, scope).
    `background_tasks`: classes of what runs after an answer, once an object is part of that.
    `background_option`: the keyword of responses that takes such an object. Where parameters of
    such a class are given one for the answer, a response with one of its own drops it.
    `task_calls`: calls that have a function run later -> which, and what comes of anything else.
    `loops`: attributes and functions that give the event loop.
    `facts`: answers to questions that single rules ask of the framework, as short keys -> text.
    `misreads`: role -> values that the framework can't use, or misreads, when a function of that role
    returns them; "rendered" stands for handlers of which a renderer makes the response.
    `misgiven`: canonical callee -> arguments that it misreads.
    `reader`: code for shapes that no table can say; called once, after the wiring was read.
    """

    slug: str
    title: str
    packages: tuple[str, ...]
    pitfalls: frozenset[str] = frozenset()
    without: Mapping[str, str] = field(default_factory=dict)
    aliases: Mapping[str, str] = field(default_factory=dict)
    bases: Mapping[str, tuple[str, ...]] = field(default_factory=dict)
    instances: Mapping[str, str] = field(default_factory=dict)
    default_apps: frozenset[str] = frozenset()
    default_functions: Mapping[str, tuple[str, str]] = field(default_factory=dict)
    returns: Mapping[str, str] = field(default_factory=dict)
    passed_through: Mapping[str, int] = field(default_factory=dict)
    responses: frozenset[str] = frozenset()
    coroutine_responses: frozenset[str] = frozenset()
    coroutines: frozenset[str] = frozenset()
    coroutine_attributes: frozenset[str] = frozenset()
    auth_coroutines: frozenset[str] = frozenset()
    plain_methods: Mapping[str, str] = field(default_factory=dict)
    plain_calls: Mapping[str, PlainCall] = field(default_factory=dict)
    in_async: frozenset[str] = frozenset()
    futures: frozenset[str] = frozenset()
    exceptions: frozenset[str] = frozenset()
    raisable: frozenset[str] = frozenset()
    aborts: frozenset[str] = frozenset()
    controls: frozenset[str] = frozenset()
    contracts: Mapping[str, Contract] = field(default_factory=dict)
    containers: Mapping[str, ContainerClass] = field(default_factory=dict)
    own_routes: Mapping[str, tuple[OwnRoute, ...]] = field(default_factory=dict)
    registrations: Mapping[str, RegistrationCall] = field(default_factory=dict)
    rendered: Contract | None = None
    scanned: frozenset[str] = frozenset()
    view_defaults: str = ""
    entry_functions: Mapping[str, str] = field(default_factory=dict)
    route_options: frozenset[str] = frozenset()
    decorators: Mapping[str, str] = field(default_factory=dict)
    hook_decorators: Mapping[str, str] = field(default_factory=dict)
    settings: Mapping[str, str] = field(default_factory=dict)
    attribute_settings: frozenset[str] = frozenset()
    class_settings: Mapping[str, str] = field(default_factory=dict)
    class_roles: Mapping[str, Mapping[str, str]] = field(default_factory=dict)
    class_contracts: Mapping[tuple[str, str], Contract] = field(default_factory=dict)
    as_view: frozenset[str] = frozenset()
    pattern: Callable[[str], Pattern | None] | None = None
    join: Callable[[Pattern, Pattern], Pattern] | None = None
    wrappers: frozenset[str] = frozenset()
    cors: Mapping[str, CorsOptions] = field(default_factory=dict)
    header_attributes: Mapping[str, str] = field(default_factory=dict)
    body_limit: BodyLimit | None = None
    path_attributes: frozenset[str] = frozenset()
    path_items: frozenset[tuple[str, str]] = frozenset()
    upload_names: frozenset[str] = frozenset()
    upload_items: frozenset[tuple[str, str]] = frozenset()
    status_attributes: frozenset[str] = frozenset()
    endpoint_attributes: frozenset[str] = frozenset()
    background_tasks: frozenset[str] = frozenset()
    background_option: str = ""
    task_calls: Mapping[str, TaskCall] = field(default_factory=dict)
    loops: frozenset[str] = frozenset()
    facts: Mapping[str, str] = field(default_factory=dict)
    misreads: Mapping[str, tuple[Misread, ...]] = field(default_factory=dict)
    misgiven: Mapping[str, tuple[Misgiven, ...]] = field(default_factory=dict)
    exemptions: Mapping[str, str] = field(default_factory=dict)
    dependency_markers: frozenset[str] = frozenset()
    guards: frozenset[str] = frozenset()
    users: Mapping[str, str] = field(default_factory=dict)
    users_from: str = ""
    users_setting: tuple[str, str] = ("", "")
    nobody: Mapping[str, bool | None] = field(default_factory=dict)
    nobody_from: frozenset[str] = frozenset()
    guard_classes: frozenset[str] = frozenset()
    misspelt_guards: Mapping[str, str] = field(default_factory=dict)
    permission_policies: Mapping[str, frozenset[str]] = field(default_factory=dict)
    lazy_dependencies: str = ""
    guard_attributes: tuple[str, ...] = ()
    no_guards: frozenset[str] = frozenset()
    guard_setting: tuple[str, str] = ("", "")
    decorator_attributes: tuple[str, ...] = ()
    permission_options: tuple[str, ...] = ()
    guarding_options: tuple[str, ...] = ()
    opt_outs: frozenset[str] = frozenset()
    method_decorators: Mapping[str, tuple[str, ...]] = field(default_factory=dict)
    method_names: Mapping[str, str] = field(default_factory=dict)
    changing_views: frozenset[str] = frozenset()
    unreached: Mapping[str, frozenset[str]] = field(default_factory=dict)
    http_middleware: frozenset[str] = frozenset()
    replaced_guards: tuple[str, ...] = ()
    guarding_methods: frozenset[str] = frozenset()
    guards_replace: bool = False
    guard_mixins: frozenset[str] = frozenset()
    view_marks: frozenset[str] = frozenset()
    view_maker: str = ""
    view_policies: frozenset[str] = frozenset()
    method_adapter: str = ""
    middleware_order: tuple[OrderConstraint, ...] = ()
    request_needs: Mapping[str, str] = field(default_factory=dict)
    sends: Mapping[str, str] = field(default_factory=dict)
    documents: frozenset[str] = frozenset()
    disconnects: frozenset[str] = frozenset()
    writes: Mapping[str, str] = field(default_factory=dict)
    answered: frozenset[str] = frozenset()
    heads: frozenset[str] = frozenset()
    seals: frozenset[str] = frozenset()
    handed_responses: frozenset[str] = frozenset()
    keeps_handed: frozenset[str] = frozenset()
    messages: frozenset[str] = frozenset()
    cleared_heads: frozenset[str] = frozenset()
    clears: frozenset[str] = frozenset()
    answers_later: frozenset[str] = frozenset()
    leaves_open: frozenset[str] = frozenset()
    passing: Passing = field(default_factory=Passing)
    talk: Callable[[Project, ir.Call, Scope], str] | None = None
    request_kinds: tuple[str, ...] = ("",)
    start_up_kind: str = ""
    decides: Callable[[Project, ir.Expr, str, Scope], bool | None] | None = None
    host: str = ""
    include_prefix_replaces: bool = False
    redirects: frozenset[str] = frozenset()
    http_error: str = ""
    http_errors: tuple[str, ...] = ()
    error_texts: tuple[str | int, ...] = ()
    copied_options: tuple[str, ...] = ()
    late_routers_until: tuple[int, ...] = ()
    route_group: Callable[[Pattern], str] | None = None
    route_group_since: tuple[int, ...] = ()
    fixed_when_started: Mapping[str, str] = field(default_factory=dict)
    fixed_since: tuple[int, ...] = ()
    constants: Mapping[str, str] = field(default_factory=dict)
    request_objects: Mapping[str, RequestObject] = field(default_factory=dict)
    shared_selves: frozenset[str] = frozenset()
    shared_when: tuple[str, object] | None = None
    copied_defaults: frozenset[str] = frozenset()
    request_values: frozenset[str] = frozenset()
    parsers: tuple[str, str, str] = ("", "", "")
    cookies: Cookies = field(default_factory=Cookies)
    debug: Debug = field(default_factory=Debug)
    secrets: Secrets = field(default_factory=Secrets)
    csrf: Csrf = field(default_factory=Csrf)
    refusals: Refusals = field(default_factory=Refusals)
    tokens: Tokens = field(default_factory=Tokens)
    forwarding: Forwarding = field(default_factory=Forwarding)
    pages: Pages = field(default_factory=Pages)
    handshakes: Handshakes = field(default_factory=Handshakes)
    inputs: Inputs = field(default_factory=Inputs)
    bodies: Bodies = field(default_factory=Bodies)
    servers: Servers = field(default_factory=Servers)
    own_calls: OwnCalls = field(default_factory=OwnCalls)
    files: Files = field(default_factory=Files)
    parameters: Parameters = field(default_factory=Parameters)
    rate_limits: RateLimits = field(default_factory=RateLimits)
    paths: Paths = field(default_factory=Paths)
    statuses: Statuses = field(default_factory=Statuses)
    validations: Mapping[str, str] = field(default_factory=dict)
    event_loop: EventLoop | None = None
    words: frozenset[str] = frozenset()
    patterns: tuple[str, ...] = ()
    reader: Callable[[Linker], None] | None = None
