"""The process in which devserver builds: it has everything imported, and knows the pages of the build before.

Reads lines of JSON from its parent: the name of a settings file, the output folder, whether pages of the build before
may be taken over where they would show the same, and the files of the pages that somebody looks at. Answers with these
pages, `{"built": true, "first": {…}}`, as soon as they are rendered; then with `{"complete": true}`, what could be
better as `warnings`, and `built` where there was no first answer; or with what must be mended, `failed`; or with
`{"dropped": true}`, because the next build was asked for.
"""

import gc
import io
import json
import logging
import os
import select
import sys
from collections.abc import Callable
from typing import Any

from pelican import get_instance, parse_arguments
from pelican.log import init as init_logging

from ..faults import where


class OvertakenError(Exception):
    """The next build was asked for before this one was complete."""


def main() -> None:
    """Answer each line of standard input; end with the input."""
    answers = os.fdopen(os.dup(1), "w")
    os.dup2(2, 1)  # what Pelican prints goes to the terminal, not between the answers
    init_logging(fatal="warnings", handler=(log := logging.StreamHandler()))
    gc.disable()  # it would stop for a moment while somebody waits
    warm: Any = None

    def say(answer: dict[str, Any]) -> None:
        print(json.dumps(answer), file=answers, flush=True)

    def go_on() -> None:
        if select.select([orders], [], [], 0)[0]:
            raise OvertakenError

    with open(0, "rb", buffering=0, closefd=False) as orders:  # unbuffered: it is asked whether a line waits
        while line := orders.readline():
            settings, folder, keep, looked_at = json.loads(line)
            log.setStream(logged := io.StringIO())
            try:
                # Here, so that what is wrong with the plugin is an answer too.
                from ..generator import WarmState  # noqa: PLC0415

                warm = warm if warm and keep else WarmState()
                warm.looked_at, warm.go_on = frozenset(looked_at), go_on
                go_on()
                say(_build(settings, folder, warm, say))
            except OvertakenError:
                say({"dropped": True})
            except (Exception, SystemExit) as error:
                plugin = sys.modules.get("claims.plugin")  # not where that is what fails
                words = plugin and plugin.in_words(error)
                say({"failed": logged.getvalue() + (words or where(error))})
            gc.collect()


def _build(settings: str, folder: str, warm: Any, say: Callable[[dict[str, Any]], None]) -> dict[str, Any]:
    sys.modules.pop("claims.settings", None)  # a site may change its lists, as by CLAIMS_FEATURES.remove("feeds")
    site, values = get_instance(parse_arguments(["content", "--settings", settings, "--output", folder]))
    answer: dict[str, Any] = {"built": True}

    def show(texts: dict[str, str]) -> None:
        say({**answer, "first": texts})
        answer.clear()

    values["CLAIMS_WARM"], warm.show = warm, show
    site.run()
    return {**answer, "complete": True, "warnings": warm.warnings}


if __name__ == "__main__":
    main()
