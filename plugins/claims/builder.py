"""The process in which devserver builds: it has everything imported, and knows the pages of the build before.

Reads lines of JSON from its parent: the name of a settings file, the output folder, and whether pages of the build
before may be taken over where they would show the same. Answers each with two lines: first `{"built": true}` when the
pages can be seen, or what an author must mend, `mistakes`, or the words of another failure, `failed`; then
`{"complete": true}` when data, calendar and search index are there too, `failed`, or `{"dropped": true}`, because the
next build was asked for before.
"""

from __future__ import annotations

import json
import os
import select
import traceback
from typing import Any

from pelican import get_instance, parse_arguments
from pelican.log import init as init_logging

from . import plugin, render
from .data.diagnostics import DataError
from .generator import WarmState

assert plugin  # noqa: S101 - imported before the first build is asked for

Answer = dict[str, Any]


def main() -> None:
    """Answer each line of standard input; end with the input."""
    answers = os.fdopen(os.dup(1), "w")
    os.dup2(2, 1)  # what Pelican prints goes to the terminal, not between the answers
    warm = WarmState()
    with open(0, "rb", buffering=0, closefd=False) as orders:  # unbuffered: it is asked whether a line waits
        while line := orders.readline():
            settings, output, keep = json.loads(line)
            if not keep:
                warm = WarmState()
            first = _build(settings, output, warm, pages_only=True)
            print(json.dumps(first), file=answers, flush=True)
            if "built" not in first or select.select([orders], [], [], 0)[0]:
                last: Answer = {"dropped": True}
            else:
                last = _build(settings, output, warm, pages_only=False)
                last = {"complete": True} if "built" in last else last
            print(json.dumps(last), file=answers, flush=True)


def _build(settings: str, output: str, warm: WarmState, *, pages_only: bool) -> Answer:
    try:
        init_logging(fatal="warnings", handler=None)
        site, values = get_instance(parse_arguments(["content", "--settings", settings, "--output", output]))
        values.update(CLAIMS_WARM=warm, CLAIMS_PAGES_ONLY=pages_only)
        site.run()
    except DataError as error:
        return {"mistakes": str(error)}
    except (Exception, SystemExit) as error:
        return {"failed": _where(error)}
    return {"built": True}


def _where(error: BaseException) -> str:
    """Return the innermost place in the project's own files, and the words."""
    here = os.getcwd()
    frames = [f for f in traceback.extract_tb(error.__traceback__) if f.filename.startswith(here + os.sep)]
    # What renders a page is called for its template, which has the mistake.
    own = [f for f in frames if f"{os.sep}.venv{os.sep}" not in f.filename and f.filename != render.__file__]
    place = f"{os.path.relpath(own[-1].filename)}:{own[-1].lineno}: " if own else ""
    file, line = getattr(error, "filename", None), getattr(error, "lineno", None)
    if file and line and str(file).startswith(here):  # a syntax error in a template
        place = f"{os.path.relpath(file)}:{line}: "
    return f"{place}{type(error).__name__}: {error}"


if __name__ == "__main__":
    main()
