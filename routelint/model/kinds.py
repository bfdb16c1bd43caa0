"""The kinds of values that frameworks tell apart, where handlers return them.

Kinds are "text", "bytes", "number", "bool", "none", "dictionary", "list", "set", "response",
"exception" (an HTTP exception that was made and not raised), "error" (any other exception, of Python or
the project), "response class", "exception class", "coroutine" and these tuples:

- "body and status": something, and the number of a status;
- "response and status": the same with a response that is built;
- "status and body": the number comes first;
- "nothing and status": None, and a number;
- "body and text": the second part is a text that is no status;
- "body and dictionary": two dictionaries;
- "status and text": a third part that is a text;
- "single", "long" (more than three parts) and "tuple" (any other).

For arguments there also are "status", "status 204", and "status 2xx" to "status 5xx".
"""

from __future__ import annotations

import builtins

DATA = frozenset({"text", "bytes", "number", "bool", "dictionary", "list", "set"})
PAIRS = frozenset({"body and status", "response and status", "nothing and status"})
TUPLES = PAIRS | {
    "status and body",
    "body and text",
    "body and dictionary",
    "status and text",
    "single",
    "long",
    "tuple",
}
#: Python's own exceptions, by their canonical names.
PYTHON_ERRORS = frozenset(
    f"builtins.{name}"
    for name, value in vars(builtins).items()
    if isinstance(value, type) and issubclass(value, BaseException)
)
#: Methods by which frameworks take an exception for the answer itself.
ANSWERING_METHODS = frozenset({"__call__", "__await__", "get_response"})
#: What acts only when it is raised.
RAISABLE = frozenset({"exception", "error"})
CLASSES = frozenset({"response class", "exception class"})
