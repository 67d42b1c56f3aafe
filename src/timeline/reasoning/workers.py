"""Processes that share work, and end at once when they are interrupted.

Every worker has a pipe of its own, which nobody else holds. One that is ended in the middle of an answer so
leaves the end of a pipe behind, and no lock and no half of a message for which somebody would wait for ever, as
pools with one queue for all do. This module knows nothing of what is worked out.
"""

from __future__ import annotations

import contextlib
import itertools
import multiprocessing
import signal
from collections.abc import Callable, Iterable, Iterator
from multiprocessing import resource_tracker
from multiprocessing.connection import Connection, wait
from multiprocessing.process import BaseProcess
from typing import Any, TypeVar

__all__ = ["shared_out"]

Task = TypeVar("Task")
Result = TypeVar("Result")


def shared_out(work: Callable[[Task], Result], tasks: Iterable[Task], count: int) -> Iterator[Result]:
    """What comes of each task, in the order of the tasks, worked out by `count` processes.

    Tasks are taken up a few at a time, so that neither they nor what came of them heap up.

    Raises:
        Exception: what the work raised.
        RuntimeError: a process ended without an answer, as when memory runs out.
    """
    pool = _Pool(count)
    try:
        # An interruption that came while they started is raised when all have: they end with the pool too.
        pool.start(work)
        yield from pool.results(enumerate(tasks))
    finally:
        pool.end()


class _Pool:
    def __init__(self, count: int) -> None:
        self._processes: list[BaseProcess] = []
        self._idle: list[Connection] = []
        self._busy: dict[Connection, int] = {}
        self._given = 0
        self._count = count
        self._ahead = 2 * count

    def start(self, work: Callable[[Any], Any]) -> None:
        """Start all processes, to do this work."""
        # Fork would copy the locks of other threads; spawn is the same on every machine.
        context = multiprocessing.get_context("spawn")
        with _deaf_children():
            for _ in range(self._count):
                ours, theirs = context.Pipe()
                process = context.Process(target=_serve, args=(work, theirs), daemon=True)
                process.start()
                theirs.close()
                self._processes.append(process)
                self._idle.append(ours)

    def results(self, tasks: Iterator[tuple[int, Any]]) -> Iterator[Any]:
        """The results in order."""
        done: dict[int, Any] = {}
        for wanted in itertools.count():
            while wanted not in done:
                self._hand_out(tasks, wanted + self._ahead)
                if not self._busy:
                    return
                done |= self._answers()
            yield done.pop(wanted)

    def _hand_out(self, tasks: Iterator[tuple[int, Any]], limit: int) -> None:
        """Give idle workers something to do, as long as all before the limit has not been given out."""
        while self._idle and self._given < limit:
            number, task = next(tasks, (None, None))
            if number is None:
                return
            self._given += 1
            connection = self._idle.pop()
            self._busy[connection] = number
            connection.send(task)

    def _answers(self) -> dict[int, Any]:
        """What has come in, at least one."""
        answers = {}
        ready = wait(list(self._busy))
        for connection in [one for one in self._busy if one in ready]:
            try:
                result, error = connection.recv()
            except EOFError:
                raise RuntimeError(
                    "a process ended before its work was done; is there memory enough?"
                ) from None
            if error is not None:
                raise error
            answers[self._busy.pop(connection)] = result
            self._idle.append(connection)
        return answers

    def end(self) -> None:
        """End all processes, whatever they do."""
        for process in self._processes:
            process.terminate()
        for process in self._processes:
            process.join()
        for connection in (*self._idle, *self._busy):
            connection.close()


def _serve(work: Callable[[Any], Any], connection: Connection) -> None:
    """Work on what comes in until nothing more can; interruptions are for whom everything is worked out for."""
    signal.signal(signal.SIGINT, signal.SIG_IGN)
    with contextlib.suppress(EOFError, BrokenPipeError):
        while True:
            task = connection.recv()
            try:
                answer: tuple[Any, Exception | None] = work(task), None
            except Exception as error:  # noqa: BLE001 - it is raised again where the result is awaited
                answer = None, error
            connection.send(answer)


@contextlib.contextmanager
def _deaf_children() -> Iterator[None]:
    """Processes started within are never interrupted: what holds back a signal here is inherited, from the start on."""
    mask = getattr(signal, "pthread_sigmask", None)
    if mask is None:
        yield
        return
    # The first start of a process starts this one too, and lets signals through again when it has.
    resource_tracker.ensure_running()
    before = mask(signal.SIG_BLOCK, {signal.SIGINT})
    try:
        yield
    finally:
        mask(signal.SIG_SETMASK, before)
