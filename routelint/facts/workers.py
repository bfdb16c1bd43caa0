"""Extraction of many files, in this process or in several."""

from __future__ import annotations

import gc
import importlib
import multiprocessing
import os
import sys
import threading
import time
from collections.abc import Callable, Iterable, Iterator, Sequence
from concurrent.futures import ProcessPoolExecutor, as_completed
from concurrent.futures.process import BrokenProcessPool
from typing import NamedTuple, TypeVar

from routelint.facts.cache import dumps
from routelint.facts.extract import extract
from routelint.findings import Diagnostic, Span
from routelint.source.text import SourceError, decode
from routelint.source.vocabulary import Vocabulary

#: Below this many files and bytes, starting processes costs more than it saves.
_MANY_FILES = 40
_MANY_BYTES = 400_000

_STACK_BYTES = 512 * 1024 * 1024
_RECURSION_LIMIT = 50_000

_T = TypeVar("_T")


class Job(NamedTuple):
    path: str
    raw: bytes


class Extracted(NamedTuple):
    """The pickled facts of one file, or why there are none; `seconds` is what reading it took."""

    path: str
    facts: bytes
    diagnostic: Diagnostic | None
    cacheable: bool
    seconds: float


def extract_all(
    jobs: Sequence[Job], vocabulary: Vocabulary, *, everything: bool = False, processes: int = 0
) -> Iterator[Extracted]:
    """Extract every file, in no certain order. `processes` of 0 means one for each core."""
    processes = processes or available_cores()
    size = sum(len(job.raw) for job in jobs)
    if processes == 1 or (len(jobs) <= _MANY_FILES and size <= _MANY_BYTES):
        yield from _work(jobs, vocabulary, everything)
        return
    chunks = list(_chunks(jobs, size, processes))
    # The parent imports what its forks would otherwise each import again.
    importlib.import_module("routelint.facts.native.lower")
    left = dict(enumerate(chunks))
    try:
        with ProcessPoolExecutor(min(processes, len(chunks)), mp_context=context()) as pool:
            futures = {
                pool.submit(_work, chunk, vocabulary, everything): number
                for number, chunk in left.items()
            }
            for future in as_completed(futures):
                yield from future.result()
                del left[futures[future]]
    except BrokenProcessPool:
        # A worker died: out of memory, or a crash in native code. Find out at which file.
        for chunk in left.values():
            for job in chunk:
                yield _isolated(job, vocabulary, everything)
    except OSError:
        # No process could be started.
        for chunk in left.values():
            yield from _work(chunk, vocabulary, everything)


def _isolated(job: Job, vocabulary: Vocabulary, everything: bool) -> Extracted:
    try:
        with ProcessPoolExecutor(1, mp_context=context()) as pool:
            return pool.submit(_work, [job], vocabulary, everything).result()[0]
    except BrokenProcessPool:
        problem = Diagnostic("internal-error", "reading this file crashed", job.path)
        return Extracted(job.path, b"", problem, False, 0.0)


def available_cores() -> int:
    if hasattr(os, "sched_getaffinity"):
        return len(os.sched_getaffinity(0)) or 1
    return os.cpu_count() or 1


def deep(function: Callable[[], _T]) -> _T:
    """Call `function` where deeply nested code does not overflow the stack: LibCST's parser and
    everything that follows its trees are recursive."""
    if threading.current_thread().name == _DEEP:
        return function()
    outcome: list[_T] = []
    failure: list[BaseException] = []

    def run() -> None:
        limit = sys.getrecursionlimit()
        sys.setrecursionlimit(max(limit, _RECURSION_LIMIT))
        try:
            outcome.append(function())
        except BaseException as error:
            failure.append(error)
        finally:
            sys.setrecursionlimit(limit)

    previous = threading.stack_size(_STACK_BYTES)
    try:
        thread = threading.Thread(target=run, name=_DEEP, daemon=True)
        thread.start()
    except (RuntimeError, MemoryError):
        # No room for such a stack: go on with the one there is.
        return function()
    finally:
        threading.stack_size(previous)
    thread.join()
    if failure:
        raise failure[0]
    return outcome[0]


_DEEP = "routelint-deep"


def _work(chunk: Sequence[Job], vocabulary: Vocabulary, everything: bool) -> list[Extracted]:
    return deep(lambda: _extract_chunk(chunk, vocabulary, everything))


def _extract_chunk(
    jobs: Iterable[Job], vocabulary: Vocabulary, everything: bool
) -> list[Extracted]:
    # Trees hold no cycles, and walking millions of live nodes finds nothing to free.
    enabled = gc.isenabled()
    gc.disable()
    try:
        return [_extract(job, vocabulary, everything) for job in jobs]
    finally:
        if enabled:
            gc.enable()


def _extract(job: Job, vocabulary: Vocabulary, everything: bool) -> Extracted:
    start = time.perf_counter()
    try:
        facts = extract(job.path, decode(job.raw), vocabulary, everything=everything)
        raw = dumps(facts)
    except SourceError as error:
        span = Span(error.line, 1, error.line, 1) if error.line else None
        problem = Diagnostic(error.kind, error.message, job.path, span)
        return Extracted(job.path, b"", problem, False, time.perf_counter() - start)
    except Exception as error:
        message = f"reading this file failed: {type(error).__name__}: {error}"
        problem = Diagnostic("internal-error", message, job.path)
        return Extracted(job.path, b"", problem, False, time.perf_counter() - start)
    return Extracted(job.path, raw, None, not facts.diagnostics, time.perf_counter() - start)


def _chunks(jobs: Sequence[Job], size: int, processes: int) -> Iterator[list[Job]]:
    """Chunks of about equal size, the largest files first, several for each process."""
    target = max(size // (processes * 6), 30_000)
    chunk: list[Job] = []
    filled = 0
    for job in sorted(jobs, key=lambda j: (-len(j.raw), j.path)):
        chunk.append(job)
        filled += len(job.raw)
        if filled >= target:
            yield chunk
            chunk, filled = [], 0
    if chunk:
        yield chunk


def context() -> multiprocessing.context.BaseContext:
    """How worker processes are started here."""
    # Forking is quickest, and safe only while no other thread can hold a lock.
    if sys.platform == "linux" and threading.active_count() == 1:
        return multiprocessing.get_context("fork")
    return multiprocessing.get_context("spawn")
