"""What `facts` hands over for each file: an outline and the slices lowered so far. Picklable."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import Literal

from routelint.findings import Diagnostic, Span
from routelint.model import ir

SliceKind = Literal["import", "statement", "function", "class"]


@dataclass(frozen=True)
class Slice:
    """A top-level statement, function, class or method of a file.

    `index` is its place in the outline (source order, parents before children); `parent` the index
    of the enclosing class, -1 at module level. A class's own slice covers its header and those
    class-level statements that are neither functions nor classes. `names` are the names that it binds
    (for an import as bound locally; `*` for a star import). `matched` tells whether a word of the
    vocabulary stands in its text. Lines are 1-based and inclusive, decorators included; `body_line`
    is the first line of a class's body, 0 for other kinds; `compound` marks a module-level statement
    with a block (`if`, `try`, `with`, a loop), and `calls` one that is a call, or gives a name to what a
    call makes. `end_column` is where a function or class ends on `end_line`
    (1-based, exclusive).
    """

    index: int
    kind: SliceKind
    qualname: str
    names: tuple[str, ...]
    start_line: int
    end_line: int
    parent: int
    matched: bool
    body_line: int = 0
    compound: bool = False
    end_column: int = 1
    calls: bool = False

    @property
    def is_executed(self) -> bool:
        """Whether it may do something to what other statements have made, whatever words it has:
        `plugins.attach(app)`."""
        return self.compound or self.calls or self.kind == "import"


@dataclass(frozen=True)
class SyntaxProblem:
    """Why a file could not be parsed (RL001); `python2` when it looks like Python 2."""

    message: str
    span: Span
    python2: bool = False


@dataclass
class FileFacts:
    """The facts of one file. `path` is relative to the project root, with forward slashes.

    `lowered` maps the index of a top-level slice (parent == -1) or of a method to its statements;
    a class's entry is its `ir.Class` whose methods are `Elided` until lowered on their own.
    `diagnostics` tell of slices that could not be lowered.
    """

    path: str
    digest: str
    outline: tuple[Slice, ...] = ()
    lowered: dict[int, tuple[ir.Stmt, ...]] = field(default_factory=dict)
    problem: SyntaxProblem | None = None
    diagnostics: tuple[Diagnostic, ...] = ()
