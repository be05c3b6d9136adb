"""Builds on demand for devserver: everything is imported once, and each build runs in a fork of that.

Speaks with its parent by lines: a settings file's name comes in on standard input, a JSON object goes out. A fork
starts from the same state every time, so nothing is carried over from one build to the next, except for the records
of the file: they are loaded before the fork, by a memory, so that after an edit only what changed is read again.
"""

from __future__ import annotations

import json
import os
import sys
import traceback
from datetime import date
from pathlib import Path
from typing import Any

from pelican import get_instance, parse_arguments
from pelican.log import init as init_logging
from pelican.settings import get_settings_from_file

from . import generator, loader, printing, report
from .memory import Memory
from .model import Dataset
from .problems import DataError

assert generator  # noqa: S101 - imported so that forks find it ready


def main() -> None:
    """Answer each line of standard input with the outcome of a build; end with the input."""
    answers = os.fdopen(os.dup(1), "w")
    os.dup2(2, 1)  # what Pelican prints goes to the terminal, not between the answers
    memory = Memory()
    for line in sys.stdin:
        settings, output = json.loads(line)
        print(json.dumps(_answer(settings, output, memory)), file=answers, flush=True)


def _answer(settings: str, output: str, memory: Memory) -> dict[str, Any]:
    """`{"built": true}`, or what an author must mend: `mistakes`, or the words of another failure."""
    try:
        file = Path(os.path.relpath(get_settings_from_file(settings)["CLAIMS_FILE"]))
        checked = loader.check(file, today=date.today(), remarks=False, memory=memory)
    except Exception as error:
        return {"failed": _where(error)}
    if checked.errors:
        return {"mistakes": report.text(checked.errors)}
    for record in checked.dataset.records():
        _ = record.said  # so that each build finds it made for all that did not change
    return _in_a_fork(settings, output, checked.dataset)


def _in_a_fork(settings: str, output: str, dataset: Dataset) -> dict[str, Any]:
    reading, writing = os.pipe()
    child = os.fork()
    if child == 0:
        os.close(reading)
        with os.fdopen(writing, "w") as pipe:
            json.dump(_outcome(settings, output, dataset), pipe)
        os._exit(0)
    os.close(writing)
    with os.fdopen(reading) as pipe:
        said = pipe.read()
    os.waitpid(child, 0)
    return json.loads(said) if said else {"failed": "the build ended without a word"}


def _outcome(settings: str, output: str, dataset: Dataset) -> dict[str, Any]:
    try:
        init_logging(fatal="warnings", handler=None)
        site, values = get_instance(parse_arguments(["content", "--settings", settings, "--output", output]))
        values["CLAIMS_DATASET"] = dataset
        site.run()
    except DataError as error:
        return {"mistakes": str(error)}
    except BaseException as error:
        return {"failed": _where(error)}
    return {"built": True}


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
