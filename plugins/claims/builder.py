"""Builds on demand for devserver: everything is imported once, and each build runs in a fork of that.

Speaks with its parent by lines of JSON. In comes the name of a settings file, the output folder, and the files of
the pages that somebody looks at. Out go, one after another,

- `{"preview": {…}}`, where the site is large: those files and what will stand in them;
- `{"built": true}` when all pages are in their place, or what an author must mend: `mistakes`, or the words of another
  failure, `failed`;
- after the pages `{"complete": true}` when the data, the pictures and the search index are there too, or `failed`, or
  `{"dropped": true}`, because the next build was asked for before.

A fork starts from the same state every time, so nothing is carried over from one build to the next but where long lists
were split, and of what records, for the preview and for the next plan.
"""

from __future__ import annotations

import json
import os
import signal
import sys
from collections.abc import Iterator, Sequence
from contextlib import suppress
from dataclasses import dataclass
from datetime import date
from functools import partial
from multiprocessing.connection import Connection, Pipe, wait
from pathlib import Path
from typing import Any

from pelican import get_instance, parse_arguments
from pelican.log import init as init_logging
from pelican.settings import get_settings_from_file

from . import generator, printing, processes
from .data import diagnostics, loader
from .data.diagnostics import DataError
from .plan import Before
from .preview import Preview
from .settings import check as check_settings

assert generator  # noqa: S101 - imported so that forks find it ready


Answer = dict[str, Any]

_BUILT: Answer = {"built": True}


@dataclass
class _Kept:
    """What outlives a build."""

    signalled: int
    """Can be read from when a signal has come."""
    before: Before | None = None

    def wait(self, *places: Connection | int) -> list[Any]:
        """Those that can be read from. A signal that comes just before a wait begins would not end any other."""
        return wait([*places, self.signalled])


def main() -> None:
    """Answer each line of standard input with the outcomes of a build; end with the input."""
    answers = os.fdopen(os.dup(1), "w")
    os.dup2(2, 1)  # what Pelican prints goes to the terminal, not between the answers
    for sign in (signal.SIGTERM, signal.SIGINT):
        signal.signal(sign, lambda *_: sys.exit())  # so that a build is ended too
    signalled, signals = os.pipe()
    os.set_blocking(signals, False)
    signal.set_wakeup_fd(signals)
    kept = _Kept(signalled)
    with open(0, "rb", buffering=0, closefd=False) as questions:  # unbuffered: the pipe is asked whether a line waits
        while kept.wait(0) and (line := questions.readline()):
            for answer in _answers(*json.loads(line), kept=kept):
                print(json.dumps(answer), file=answers, flush=True)


def _answers(settings: str, output: str, looked_at: Sequence[str], *, kept: _Kept) -> Iterator[Answer]:
    try:
        values = get_settings_from_file(settings)
        check_settings(values)
        file = Path(os.path.relpath(values["CLAIMS_FILE"]))
        checked = loader.check(file, today=date.today(), remarks=False)
    except Exception as error:
        yield {"failed": _where(error)}
        return
    if checked.errors:
        yield {"mistakes": diagnostics.as_text(checked.errors)}
        return
    reader, writer = Pipe(duplex=False)
    preview = Preview(
        files=looked_at,
        before=kept.before,
        show=lambda pages: writer.send({"preview": pages}),
        plan=lambda planned: writer.send({"planned": planned}),
    )
    child = os.fork()
    with suppress(OSError):  # either is first, and the other need not
        os.setpgid(child, child)  # so that it can be ended with all that it has started
    if child == 0:
        reader.close()
        _build(settings, output, {"CLAIMS_DATASET": checked.dataset, "CLAIMS_PREVIEW": preview}, writer)
        os._exit(0)
    writer.close()
    try:
        for answer in _said(reader, kept):
            if "planned" in answer:
                kept.before = Before(checked.dataset, answer["planned"])
            else:
                yield answer
    finally:
        with suppress(ProcessLookupError):
            os.killpg(child, signal.SIGKILL)
        os.waitpid(child, 0)


def _said(reader: Connection, kept: _Kept) -> Iterator[Answer]:
    """What a fork says, until it ends or something comes on standard input after the pages are built."""
    answer: Answer = {}
    try:
        while not {"mistakes", "failed", "complete"} & answer.keys():
            places = (reader, 0) if answer == _BUILT else (reader,)
            if reader not in kept.wait(*places):
                yield {"dropped": True}
                return
            answer = reader.recv()
            yield answer
    except EOFError:
        yield {"failed": "the build ended without a word"}


def _build(settings: str, output: str, handed: dict[str, Any], writer: Connection) -> None:
    try:
        init_logging(fatal="warnings", handler=None)
        site, values = get_instance(parse_arguments(["content", "--settings", settings, "--output", output]))
        values.update(handed, CLAIMS_SEEN=partial(writer.send, _BUILT))
        site.run()
        writer.send({"complete": True})
    except DataError as error:
        writer.send({"mistakes": str(error)})
    except BaseException as error:
        writer.send({"failed": _where(error)})


def _where(error: BaseException) -> str:
    """The innermost place in the project's own files, and the words."""
    here = os.getcwd()
    frames = [f for f in processes.frames(error) if f.filename.startswith(here + os.sep)]
    # What prints a page is called by its template, which has the mistake.
    own = [f for f in frames if f"{os.sep}.venv{os.sep}" not in f.filename and f.filename != printing.__file__]
    place = f"{os.path.relpath(own[-1].filename)}:{own[-1].lineno}: " if own else ""
    file, line = getattr(error, "filename", None), getattr(error, "lineno", None)
    if file and line and str(file).startswith(here):  # a syntax error in a template
        place = f"{os.path.relpath(file)}:{line}: "
    return f"{place}{type(error).__name__}: {error}"


if __name__ == "__main__":
    main()
