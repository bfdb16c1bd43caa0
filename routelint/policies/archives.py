"""Where archives that clients upload are unpacked without a look at what they hold.

The limit for bodies counts what is sent, which is packed: fifty kilobytes of a zip file hold fifty
megabytes of zeros. And the members of a tar file name the places to which they are written.
https://docs.python.org/3/library/zipfile.html#decompression-pitfalls
https://docs.python.org/3/library/tarfile.html#extraction-filters
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from routelint.flow.calls import reached
from routelint.model import ir
from routelint.model.project import Project
from routelint.model.scopes import Binding, Scope
from routelint.model.values import BoundMethod, FunctionRef, Instance, as_function
from routelint.model.vocabulary import Framework

_UNPACKING = frozenset({"extractall", "extract"})
#: What opens an archive -> the arguments that are one, by position or keyword.
_ARCHIVES: dict[str, tuple[tuple[int | None, str], ...]] = {
    "zipfile.ZipFile": ((0, "file"),),
    "tarfile.open": ((0, "name"), (2, "fileobj")),
    "tarfile.TarFile": ((0, "name"), (2, "fileobj")),
    "tarfile.TarFile.open": ((0, "name"), (2, "fileobj")),
}
_UNPACK = "shutil.unpack_archive"
#: How one finds out what an archive holds, or what of it is let through.
_LOOKS = frozenset(
    {
        "infolist",
        "namelist",
        "filelist",
        "getinfo",
        "file_size",
        "getmembers",
        "getmember",
        "getnames",
        "extraction_filter",
    }
)
#: What gives the bytes, or a stream, of what it belongs to.
_BYTES = frozenset({"read", "getvalue", "getbuffer"})
_STREAMS = frozenset({"file", "stream", "raw", "body"})
_HOLDERS = frozenset({"io.BytesIO", "_io.BytesIO", "builtins.bytes", "builtins.bytearray"})
_FILES = frozenset({"builtins.open", "io.open", "aiofiles.open", "anyio.open_file"})
_DEPTH = 5


@dataclass(frozen=True, eq=False)
class Unpacking:
    """`function` unpacks by `call` what clients upload: `upload` stands in `sender`. `named` tells that
    the archive may name places outside of the directory."""

    function: FunctionRef
    call: ir.Call
    upload: ir.Expr
    sender: FunctionRef
    framework: Framework
    named: bool


@dataclass(frozen=True, eq=False)
class _Upload:
    """The expression that is an upload, the function in which it stands, and the framework's table that
    says so."""

    expr: ir.Expr
    function: FunctionRef
    framework: Framework


def unpackings(project: Project) -> list[Unpacking]:
    """All of them (kept)."""
    return project.memo("unpackings", lambda: list(_Archives(project).all()))


class _Archives:
    def __init__(self, project: Project) -> None:
        self.project = project
        self.classes = {
            name: framework
            for framework in reversed(project.used)
            for name in (
                *(known.rpartition(".")[0] for known in framework.upload_names),
                *(known for known in _streams(framework) if "." in known),
            )
        }
        self.bodies = {
            name: framework for framework in project.used for name in framework.bodies.raw
        }
        self.functions = reached(project)
        self._calls: list[tuple[FunctionRef, ir.Call, FunctionRef, bool]] | None = None

    def all(self) -> Iterator[Unpacking]:
        for function in self.functions:
            if function.module.is_test:
                continue
            for call in ir.nodes_of(function.node.body, ir.Call):
                found = self._unpacked(function, call)
                if found is None or self._looks(function):
                    continue
                archive, scope, named = found
                upload = self._upload(archive, function, scope, 0)
                if upload is not None:
                    yield Unpacking(
                        function, call, upload.expr, upload.function, upload.framework, named
                    )

    def _unpacked(self, function: FunctionRef, call: ir.Call) -> tuple[ir.Expr, Scope, bool] | None:
        """What a call unpacks, and whether its members may name places outside of the directory."""
        scope = self.project.scope(function)
        filtered = call.keyword("filter") is not None
        if isinstance(call.func, ir.Attribute) and call.func.attr in _UNPACKING:
            chosen = call.argument(1, "members") if call.func.attr == "extractall" else None
            if chosen is not None or filtered:
                return None
            value = self.project.evaluate(call.func.value, scope)
            if not isinstance(value, Instance) or value.call is None or value.scope is None:
                return None
            for name in self.project.resolver.class_names(value):
                for index, keyword in _ARCHIVES.get(name, ()):
                    given = value.call.argument(index, keyword)
                    if given is not None and not _is_none(given):
                        return given, value.scope, not name.startswith("zipfile.")
        elif "unpack_archive" in (getattr(call.func, "attr", ""), getattr(call.func, "id", "")):
            given = call.argument(0, "filename")
            if self.project.name_of(call.func, scope) == _UNPACK and not filtered and given:
                kind = call.argument(2, "format")
                packed = self.project.resolver.constant(kind, scope)
                return given, scope, packed != "zip"
        return None

    def _looks(self, function: FunctionRef) -> bool:
        """Whether a function, or one that it calls, finds out what an archive holds."""
        if _asks(function):
            return True
        scope = self.project.scope(function)
        return any(
            called is not None and _asks(called)
            for node in ir.nodes_of(function.node.body, ir.Call)
            for called in (as_function(self.project.evaluate(node.func, scope)),)
        )

    # --- where it comes from ----------------------------------------------------------------------
    def _upload(
        self, expr: ir.Expr | None, function: FunctionRef, scope: Scope, depth: int
    ) -> _Upload | None:
        if expr is None or depth > _DEPTH:
            return None
        if isinstance(expr, ir.Await):
            return self._upload(expr.value, function, scope, depth)
        for name in self.project.resolver.class_names(self.project.evaluate(expr, scope)):
            if name in self.classes:
                return _Upload(expr, function, self.classes[name])
        if isinstance(expr, ir.Call):
            named = self.project.name_of(expr.func, scope)
            if named in self.bodies:
                return _Upload(expr, function, self.bodies[named])
            if isinstance(expr.func, ir.Attribute) and expr.func.attr in _BYTES:
                return self._upload(expr.func.value, function, scope, depth + 1)
            if named in _HOLDERS:
                return self._upload(expr.positional(0), function, scope, depth + 1)
            return None
        if isinstance(expr, ir.Attribute):
            named = self.project.name_of(expr, scope)
            if named in self.bodies:
                return _Upload(expr, function, self.bodies[named])
            if expr.attr in _STREAMS:
                return self._upload(expr.value, function, scope, depth + 1)
        written = self._written(expr, function, scope, depth)
        if written is not None:
            return written
        return self._named(expr, function, scope, depth) if isinstance(expr, ir.Name) else None

    def _named(
        self, name: ir.Name, function: FunctionRef, scope: Scope, depth: int
    ) -> _Upload | None:
        """What a variable holds, all of whose values are uploads; of a parameter what is given."""
        bindings = scope.bindings(name.id)
        found: _Upload | None = None
        for binding in bindings:
            if binding.kind == "parameter":
                upload = self._given(function, name.id, depth) if len(bindings) == 1 else None
            else:
                upload = self._bound(binding, function, scope, depth)
            if upload is None:
                return None
            found = upload
        return found

    def _bound(
        self, binding: Binding, function: FunctionRef, scope: Scope, depth: int
    ) -> _Upload | None:
        if binding.kind not in ("value", "entered") or binding.index is not None:
            return None
        return self._upload(binding.value, function, scope, depth + 1)

    def _given(self, function: FunctionRef, parameter: str, depth: int) -> _Upload | None:
        """What callers give for a parameter, where one gives an upload and none of them looks at it."""
        found: _Upload | None = None
        for caller, call, called, hands in self.calls():
            if called.node is not function.node:
                continue
            given = _argument(function, parameter, call, caller, self.project, hands=hands)
            scope = self.project.scope(caller)
            upload = self._upload(given, caller, scope, depth + 1)
            if upload is not None:
                if self._looks(caller):
                    return None
                found = found or upload
        return found

    def calls(self) -> list[tuple[FunctionRef, ir.Call, FunctionRef, bool]]:
        """The calls on the way of requests, with the functions that they call, or hand to somebody who
        does."""
        if self._calls is None:
            self._calls = []
            for caller in self.functions:
                scope = self.project.scope(caller)
                for call in ir.nodes_of(caller.node.body, ir.Call):
                    for expr in (call.func, *(arg.value for arg in call.args)):
                        called = as_function(self.project.evaluate(expr, scope))
                        if called is not None:
                            self._calls.append((caller, call, called, expr is not call.func))
        return self._calls

    def _written(
        self, path: ir.Expr, function: FunctionRef, scope: Scope, depth: int
    ) -> _Upload | None:
        """The upload that a function writes into a file, of which `path` is the name or the object."""
        if not isinstance(path, (ir.Name, ir.Attribute)) or depth > 2:
            return None
        if scope.function_scope() is None or self.project.scope(function).node is not scope.node:
            return None
        wanted = ir.dotted(path)
        if wanted is None:
            return None
        for call in ir.nodes_of(function.node.body, ir.Call):
            attr = getattr(call.func, "attr", getattr(call.func, "id", ""))
            if attr == "save" and isinstance(call.func, ir.Attribute):
                if ir.dotted(call.positional(0)) == wanted:
                    return self._upload(call.func.value, function, scope, depth + 1)
            elif attr == "write" and isinstance(call.func, ir.Attribute):
                if self._is_file(call.func.value, wanted, scope):
                    return self._upload(call.positional(0), function, scope, depth + 1)
            elif attr == "copyfileobj" and self._is_file(call.positional(1), wanted, scope):
                return self._upload(call.positional(0), function, scope, depth + 1)
        return None

    def _is_file(self, expr: ir.Expr | None, wanted: str, scope: Scope) -> bool:
        """Whether an expression is the file of that name: it was opened under it, or `wanted` is it, or
        its attribute `name`."""
        if not isinstance(expr, ir.Name):
            return False
        if wanted in (expr.id, f"{expr.id}.name"):
            return True
        opened = [b.value for b in scope.bindings(expr.id) if b.kind in ("value", "entered")]
        return any(
            isinstance(call, ir.Call)
            and self.project.name_of(call.func, scope) in _FILES
            and ir.dotted(call.argument(0, "file")) == wanted
            for call in (v.value if isinstance(v, ir.Await) else v for v in opened)
        )


def _streams(framework: Framework) -> frozenset[str]:
    table = framework.body_limit
    if table is None:
        return frozenset()
    return table.raw_objects | table.limited_objects | table.raw_values


def _is_none(expr: ir.Expr) -> bool:
    return isinstance(expr, ir.Constant) and expr.value is None


def _asks(function: FunctionRef) -> bool:
    return any(
        isinstance(node, ir.Attribute) and node.attr in _LOOKS
        for node in ir.walk_body(function.node.body, into_functions=True)
    )


def _argument(
    function: FunctionRef,
    parameter: str,
    call: ir.Call,
    caller: FunctionRef,
    project: Project,
    *,
    hands: bool,
) -> ir.Expr | None:
    """What a call gives for a parameter of a function; with `hands` the function is itself given to
    the call, with its arguments behind it, or as `args` and `kwargs`."""
    names = [p.name for p in function.node.params if p.kind in ("positional-only", "positional")]
    scope = project.scope(caller)
    if not hands:
        bound = isinstance(project.evaluate(call.func, scope), BoundMethod)
        index = names.index(parameter) - bound if parameter in names else None
        return call.argument(index, parameter)
    keywords, args = call.keyword("kwargs"), call.keyword("args")
    if isinstance(keywords, ir.Dictionary):
        for key, value in keywords.items:
            if isinstance(key, ir.Constant) and key.value == parameter:
                return value
    own = next(
        arg
        for arg in call.args
        if (found := as_function(project.evaluate(arg.value, scope))) is not None
        and found.node is function.node
    )
    bound = isinstance(project.evaluate(own.value, scope), BoundMethod)
    index = names.index(parameter) - bound if parameter in names else None
    if index is not None and isinstance(args, (ir.Collection,)) and index < len(args.items):
        return args.items[index]
    if own.keyword is None and index is not None:
        return call.argument(call.args.index(own) + 1 + index, parameter)
    return call.keyword(parameter)
