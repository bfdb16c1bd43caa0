from __future__ import annotations

import re
from collections.abc import Iterator
from typing import Any

from tests.map.runtime import Row, Start


def table(app: Any) -> Iterator[Row]:
    for methods, pattern, *_ in app.url_map:
        for method in methods:
            yield method, re.sub(r"<(?:\w+:)?(\w+)>", r"<\1>", pattern.url_pattern)


START = Start(table=table, module="main", attribute="app")
