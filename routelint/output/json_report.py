"""JSON: one document with everything, and the same findings one to a line."""

from __future__ import annotations

import json
from typing import Any

from routelint.findings import Diagnostic, Finding, Span
from routelint.output.view import View

NAME = "json"
SCHEMA_VERSION = 1


def write(view: View) -> str:
    report = view.report
    document = {
        "schema_version": SCHEMA_VERSION,
        "tool": {"name": "routelint", "version": view.version},
        "summary": {
            "files": report.files,
            "routes": report.routes,
            "findings": len(report.findings),
            "suppressed": len(report.suppressed),
            "baselined": len(report.baselined),
            "duration_ms": report.duration_ms,
        },
        "findings": [as_json(finding) for finding in view.findings],
        "errors": [_error(diagnostic) for diagnostic in report.diagnostics],
    }
    return json.dumps(document, indent=2, ensure_ascii=False)


def as_json(finding: Finding) -> dict[str, Any]:
    """A finding in the documented shape."""
    fix = finding.fix
    route = finding.route
    suppressed = finding.suppressed
    return {
        "code": finding.code,
        "rule": finding.rule,
        "severity": finding.severity,
        "confidence": finding.confidence,
        "message": finding.message,
        "hint": finding.hint,
        "url": finding.url,
        "path": finding.path,
        "range": _range(finding.span),
        "related": [
            {"path": r.location.path, "range": _range(r.location.span), "label": r.label}
            for r in finding.related
        ],
        "route": None
        if route is None
        else {"method": route.method, "path": route.path, "handler": route.handler},
        "framework": finding.framework,
        "fingerprint": finding.fingerprint,
        "fix": None
        if fix is None
        else {
            "safety": fix.safety,
            "message": fix.message,
            "edits": [
                {"path": e.path, "range": _range(e.span), "content": e.content} for e in fix.edits
            ],
        },
        "suppressed": None
        if suppressed is None
        else {"kind": suppressed.kind, "reason": suppressed.reason},
    }


def _range(span: Span) -> dict[str, dict[str, int]]:
    return {
        "start": {"line": span.line, "column": span.column},
        "end": {"line": span.end_line, "column": span.end_column},
    }


def _error(diagnostic: Diagnostic) -> dict[str, Any]:
    return {
        "kind": diagnostic.kind,
        "message": diagnostic.message,
        "path": diagnostic.path or None,
        "range": None if diagnostic.span is None else _range(diagnostic.span),
    }
