"""Builds on demand for devserver: everything is imported once, and each build runs in a fork of that.

Speaks with its parent by lines: a settings file's name comes in on standard input, JSON objects go out. First
`{"built": true}` when the pages are in their place, or what an author must mend: `mistakes`, or the words of another
failure, `failed`. After the pages comes another when the data, the pictures and the search index are there too:
`{"complete": true}`; or `{"dropped": true}`, because the next build was asked for before.

A fork starts from the same state every time, so nothing is carried over from one build to the next, except for the
records of the file: they are loaded before the fork, by a memory, so that after an edit only what changed is read
again.
"""

from __future__ import annotations

import json
import os
import select
import signal
import sys
import traceback
from collections.abc import Iterator
from contextlib import suppress
from datetime import date
from functools import partial
from pathlib import Path
from typing import IO, Any

from pelican import get_instance, parse_arguments
from pelican.log import init as init_logging
from pelican.settings import get_settings_from_file

from . import generator, loader, printing, report
from .memory import Memory
from .model import Dataset
from .problems import DataError

assert generator  # noqa: S101 - imported so that forks find it ready


Answer = dict[str, Any]

_BUILT: Answer = {"built": True}


def main() -> None:
    """Answer each line of standard input with the outcomes of a build; end with the input."""
    answers = os.fdopen(os.dup(1), "w")
    os.dup2(2, 1)  # what Pelican prints goes to the terminal, not between the answers
    for sign in (signal.SIGTERM, signal.SIGINT):
        signal.signal(sign, lambda *_: sys.exit())  # so that a build is ended too
    memory = Memory()
    with open(
        0, "rb", buffering=0, closefd=False
    ) as questions:  # unbuffered: whether a line waits is asked of the pipe
        for line in questions:
            settings, output = json.loads(line)
            for answer in _answers(settings, output, memory):
                print(json.dumps(answer), file=answers, flush=True)


def _answers(settings: str, output: str, memory: Memory) -> Iterator[Answer]:
    try:
        file = Path(os.path.relpath(get_settings_from_file(settings)["CLAIMS_FILE"]))
        checked = loader.check(file, today=date.today(), remarks=False, memory=memory)
    except Exception as error:
        yield {"failed": _where(error)}
        return
    if checked.errors:
        yield {"mistakes": report.text(checked.errors)}
        return
    for record in checked.dataset.records():
        _ = record.said  # so that each build finds it made for all that did not change
    yield from _in_a_fork(settings, output, checked.dataset)


def _in_a_fork(settings: str, output: str, dataset: Dataset) -> Iterator[Answer]:
    reading, writing = os.pipe()
    child = os.fork()
    with suppress(OSError):  # either is first, and the other need not
        os.setpgid(child, child)  # so that it can be ended with all that it has started
    if child == 0:
        os.close(reading)
        with os.fdopen(writing, "w", buffering=1) as pipe:
            _build(settings, output, dataset, pipe)
        os._exit(0)
    os.close(writing)
    try:
        with os.fdopen(reading, "rb", buffering=0) as pipe:
            first = pipe.readline()
            yield json.loads(first) if first else {"failed": "the build ended without a word"}
            if first and json.loads(first) == _BUILT:
                yield _second(pipe)
    finally:
        with suppress(ProcessLookupError):
            os.killpg(child, signal.SIGKILL)
        os.waitpid(child, 0)


def _second(pipe: IO[bytes]) -> Answer:
    """What comes after the pages, unless something comes on standard input before it."""
    ready, _, _ = select.select([pipe.fileno(), 0], [], [])
    if pipe.fileno() not in ready:
        return {"dropped": True}
    second = pipe.readline()
    answer: Answer = json.loads(second) if second else {"failed": "the build ended before it was complete"}
    return answer


def _build(settings: str, output: str, dataset: Dataset, pipe: IO[str]) -> None:
    def say(answer: Answer) -> None:
        print(json.dumps(answer), file=pipe)

    try:
        init_logging(fatal="warnings", handler=None)
        site, values = get_instance(parse_arguments(["content", "--settings", settings, "--output", output]))
        values["CLAIMS_DATASET"] = dataset
        values["CLAIMS_SEEN"] = partial(say, _BUILT)
        site.run()
        say({"complete": True})
    except DataError as error:
        say({"mistakes": str(error)})
    except BaseException as error:
        say({"failed": _where(error)})


def _where(error: BaseException) -> str:
    """The innermost place in the project's own files, and the words."""
    here = os.getcwd()
    frames = [f for f in traceback.extract_tb(error.__traceback__) if f.filename.startswith(here + os.sep)]
    # What prints a page is called by its template, which has the mistake.
    own = [f for f in frames if f"{os.sep}.venv{os.sep}" not in f.filename and f.filename != printing.__file__]
    place = f"{os.path.relpath(own[-1].filename)}:{own[-1].lineno}: " if own else ""
    file, line = getattr(error, "filename", None), getattr(error, "lineno", None)
    if file and line and str(file).startswith(here):  # a syntax error in a template
        place = f"{os.path.relpath(file)}:{line}: "
    return f"{place}{type(error).__name__}: {error}"


if __name__ == "__main__":
    main()
