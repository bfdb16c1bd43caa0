"""Reports kept between runs, by all that they are made of: a run over a project in which nothing has
changed needs none of the analysis."""

from __future__ import annotations

import hashlib
from collections.abc import Iterable
from dataclasses import replace
from pathlib import Path

from routelint.cache.entries import Entries, state_of
from routelint.cache.pickles import Reader, dumps
from routelint.findings import finding as finding_module
from routelint.findings import report as report_module
from routelint.findings.report import NoSources, Report, SourceReader, Timings

_READER = Reader((finding_module, report_module))


class ReportCache:
    def __init__(self, directory: Path, *, spare: int = 30) -> None:
        self._entries = Entries(directory, "reports-" + state_of((), (".",)), spare=spare)

    def load(self, key: str, sources: SourceReader) -> Report | None:
        """The report that was stored under a key of `key_of`; `sources` are the texts it is about."""
        raw = self._entries.load(key)
        report = None if raw is None else _READER.loads(raw)
        return replace(report, sources=sources) if isinstance(report, Report) else None

    def store(self, key: str, report: Report) -> None:
        """Keeps a report, but for the model, the texts and the times of the run that made it."""
        plain = replace(report, sources=NoSources(), projects=(), timings=Timings())
        self._entries.store(key, dumps(plain))
        self._entries.prune()


def key_of(parts: Iterable[object], digests: Iterable[tuple[str, str]]) -> str:
    """A name for the report of these files (path and digest of the content, sorted), where `parts`
    (configuration, versions, targets) hold, which are compared as they are written."""
    text = hashlib.blake2b(digest_size=16)
    for part in parts:
        text.update(repr(part).encode("utf-8", "surrogatepass"))
        text.update(b"\0")
    for path, digest in digests:
        text.update(f"{path}\0{digest}\n".encode("utf-8", "surrogatepass"))
    return text.hexdigest()
