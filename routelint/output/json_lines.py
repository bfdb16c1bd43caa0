"""JSON lines: one finding a line."""

from __future__ import annotations

import json

from routelint.output.json_report import as_json
from routelint.output.view import View

NAME = "json-lines"


def write(view: View) -> str:
    return "\n".join(json.dumps(as_json(f), ensure_ascii=False) for f in view.findings)
