"""Which calls read, write or serve a file, and what paths are made of."""

from __future__ import annotations

from routelint.model import ir
from routelint.model.project import Project
from routelint.model.scopes import Scope
from routelint.model.values import Instance, Symbol
from routelint.policies.sites import active

#: Functions that touch the file or directory at their first argument.
_TOUCHING = frozenset(
    {
        "builtins.open",
        "io.open",
        "codecs.open",
        "gzip.open",
        "aiofiles.open",
        "anyio.open_file",
        "os.open",
        "os.remove",
        "os.unlink",
        "os.rmdir",
        "os.listdir",
        "os.scandir",
        "os.replace",
        "os.rename",
        "shutil.rmtree",
        "shutil.copy",
        "shutil.copy2",
        "shutil.copyfile",
        "shutil.copytree",
        "shutil.move",
        "aiofiles.os.remove",
        "aiofiles.os.listdir",
        "zipfile.ZipFile",
        "tarfile.open",
        "PIL.Image.open",
    }
)
#: Methods of paths that do.
_METHODS = frozenset(
    {
        "open",
        "read_text",
        "read_bytes",
        "write_text",
        "write_bytes",
        "unlink",
        "iterdir",
        "rmdir",
    }
)
NORMALISING = frozenset({"resolve", "realpath", "abspath", "absolute", "normpath"})


def touched(project: Project, call: ir.Call, scope: Scope) -> tuple[ir.Expr, str] | None:
    """The path of the file (or directory) that a call reads, writes, removes or serves, and which of
    them: "serves" for what sends it to the client, else "opens"."""
    name = project.name_of(call.func, scope)
    if name in _TOUCHING:
        path = call.positional(0) or call.keyword("file")
        return None if path is None else (path, "opens")
    for framework in active(project):
        place = framework.files.senders.get(name)
        if place is not None:
            path = call.argument(place[1], place[0])
            return None if path is None else (path, "serves")
    if isinstance(call.func, ir.Attribute) and call.func.attr in _METHODS:
        return call.func.value, "opens"
    return None


def is_normalised(project: Project, expr: ir.Expr, scope: Scope, depth: int = 0) -> bool:
    """Whether there is no `..` left in a path, and no slash at its end."""
    if depth > 6:
        return False
    if isinstance(expr, ir.Call):
        name = expr.func.attr if isinstance(expr.func, ir.Attribute) else ""
        name = name or (ir.dotted(expr.func) or "")
        if name in NORMALISING or name == "cwd" or name == "getcwd":
            return True
        if name == "str" and len(expr.args) == 1:
            return is_normalised(project, expr.args[0].value, scope, depth + 1)
        return False
    if isinstance(expr, (ir.BinaryOp,)) and expr.op in ("+", "/"):
        return is_normalised(project, expr.left, scope, depth + 1)
    if isinstance(expr, ir.Name):
        current: Scope | None = scope
        while current is not None and not current.bindings(expr.id):
            current = current.parent
        bindings = [] if current is None else current.bindings(expr.id)
        last = bindings[-1] if bindings else None
        return (
            current is not None
            and last is not None
            and last.kind == "value"
            and last.value is not None
            and last.index is None
            and is_normalised(project, last.value, current, depth + 1)
        )
    return False


def separated(project: Project, expr: ir.Expr | None, scope: Scope, depth: int = 0) -> bool | None:
    """Whether a prefix ends in a separator; None when that is not known."""
    if expr is None or depth > 6:
        return None
    constant = project.resolver.constant(expr, scope)
    if isinstance(constant, str):
        return constant.endswith(("/", "\\"))
    if isinstance(expr, ir.BinaryOp) and expr.op == "+":
        text = ir.dotted(expr.right)
        if text in ("os.sep", "os.path.sep", "sep"):
            return True
        return separated(project, expr.right, scope, depth + 1)
    if isinstance(expr, ir.FormattedString) and expr.parts:
        last = expr.parts[-1]
        if isinstance(last, ir.Constant):
            return str(last.value).endswith(("/", "\\"))
        if ir.dotted(last) in ("os.sep", "os.path.sep", "sep"):
            return True
        return separated(project, last, scope, depth + 1)
    if isinstance(expr, ir.Call):
        if project.name_of(expr.func, scope) == "os.path.join":
            last_given = expr.args[-1].value if expr.args else None
            return isinstance(last_given, ir.Constant) and last_given.value == ""
        if is_normalised(project, expr, scope):
            return False
        if ir.dotted(expr.func) == "str" and expr.args:
            inner = project.evaluate(expr.args[0].value, scope)
            if isinstance(inner, Instance) and isinstance(inner.cls, Symbol):
                return False if inner.cls.name.startswith("pathlib.") else None
            return separated(project, expr.args[0].value, scope, depth + 1)
        return None
    if isinstance(expr, ir.Name):
        current: Scope | None = scope
        while current is not None and not current.bindings(expr.id):
            current = current.parent
        bindings = [] if current is None else current.bindings(expr.id)
        if current is not None and len(bindings) == 1 and bindings[0].kind == "value":
            return separated(project, bindings[0].value, current, depth + 1)
    return None
