"""The process in which devserver builds: it has everything imported, and knows the pages of the build before.

Reads lines of JSON from its parent: the name of a settings file, the output folder, and whether pages of the build
before may be taken over where they would show the same. Answers each with two lines: first `{"built": true}` when the
pages can be seen, with what could be better as `remarks` and the line of each record as `places`, or what must be
mended, `failed`; then `{"complete": true}` when data and search index are there too, `failed`, or
`{"dropped": true}`, because the next build was asked for before.
"""

from __future__ import annotations

import io
import json
import logging
import os
import select
import sys
from typing import Any

from pelican import get_instance, parse_arguments
from pelican.log import init as init_logging

from ..faults import where

Answer = dict[str, Any]


def main() -> None:
    """Answer each line of standard input; end with the input."""
    answers = os.fdopen(os.dup(1), "w")
    os.dup2(2, 1)  # what Pelican prints goes to the terminal, not between the answers
    init_logging(fatal="warnings", handler=(log := logging.StreamHandler()))
    kept: Answer = {}
    with open(0, "rb", buffering=0, closefd=False) as orders:  # unbuffered: it is asked whether a line waits
        while line := orders.readline():
            settings, output, keep = json.loads(line)
            if not keep:
                kept = {}
            first = _build(settings, output, kept, log, pages_only=True)
            print(json.dumps(first), file=answers, flush=True)
            if "built" not in first or select.select([orders], [], [], 0)[0]:
                last: Answer = {"dropped": True}
            else:
                last = _build(settings, output, kept, log, pages_only=False)
                last = {"complete": True} if "built" in last else last
            print(json.dumps(last), file=answers, flush=True)


def _build(settings: str, output: str, kept: Answer, log: logging.StreamHandler[Any], *, pages_only: bool) -> Answer:
    log.setStream(logged := io.StringIO())
    sys.modules.pop("claims.settings", None)  # a site may change its lists, as by CLAIMS_PARTS.remove("box")
    try:
        # Here, so that what is wrong with the plugin is an answer too.
        from ..generator import WarmState  # noqa: PLC0415

        site, values = get_instance(parse_arguments(["content", "--settings", settings, "--output", output]))
        warm = kept.setdefault("warm", WarmState())
        values.update(CLAIMS_WARM=warm, CLAIMS_PAGES_ONLY=pages_only)
        site.run()
    except (Exception, SystemExit) as error:
        plugin = sys.modules.get("claims.plugin")  # not where that is what fails
        words = plugin and plugin.in_words(error)
        return {"failed": logged.getvalue() + (words or where(error))}
    file = os.path.abspath(os.path.join(os.path.dirname(settings), values["CLAIMS_FILE"]))
    remarks = {"remarks": warm.remarks} if warm.remarks else {}
    return {"built": True, **remarks, "places": {"file": file, "lines": warm.lines}}


if __name__ == "__main__":
    main()
