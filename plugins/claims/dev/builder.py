"""The process in which the dev server builds: everything is imported, and the pages of the last build are in memory.

It reads orders from its parent, a line of JSON each: the settings file, the output folder, whether pages that would
look the same may be taken over from the last build, and the files of the pages that are open in a browser.

It answers each order by one or two lines of JSON: first `{"built": true, "first": {…}}` with the texts of the open
pages, as soon as they are rendered; then `{"complete": true, "warnings": …}`, with `built` if there was no first
answer. If the build fails, the answer is `{"failed": …}` with the message. If the next order comes before the build is
complete, it is `{"dropped": true}`.
"""

from __future__ import annotations

import gc
import io
import json
import logging
import os
import sys
from collections.abc import Callable
from queue import SimpleQueue
from threading import Thread
from typing import TYPE_CHECKING, Any, TypeAlias

from pelican import get_instance, parse_arguments
from pelican.log import init as init_logging

from ..faults import where

if TYPE_CHECKING:
    from ..generator import WarmState

Answer: TypeAlias = dict[str, Any]


class OvertakenError(Exception):
    """The next build was ordered before this one was complete."""


def main() -> None:
    """Answer each order on standard input; end with the input."""
    answers = os.fdopen(os.dup(1), "w")
    os.dup2(2, 1)  # what Pelican prints goes to the terminal, not between the answers
    log = logging.StreamHandler()
    init_logging(fatal="warnings", handler=log)
    gc.disable()  # collecting would add a pause while somebody waits
    warm: WarmState | None = None

    def send(answer: Answer) -> None:
        print(json.dumps(answer), file=answers, flush=True)

    def go_on() -> None:
        if not orders.empty():
            raise OvertakenError

    orders: SimpleQueue[bytes] = SimpleQueue()
    Thread(target=_read, args=(orders,), daemon=True).start()
    for line in iter(orders.get, b""):
        settings, folder, keep, looked_at = json.loads(line)
        log_text = io.StringIO()
        log.setStream(log_text)
        try:
            # Imported here, so that an error in the plugin is answered too.
            from .. import generator  # noqa: PLC0415

            if not (warm and keep):
                warm = generator.WarmState()
            warm.looked_at = frozenset(looked_at)
            warm.go_on = go_on
            go_on()
            send(_build(settings, folder, warm, send))
        except OvertakenError:
            send({"dropped": True})
        except (Exception, SystemExit) as error:
            plugin = sys.modules.get("claims.plugin")  # None if the plugin itself cannot be imported
            message = plugin.in_words(error) if plugin else None
            send({"failed": log_text.getvalue() + (message or where(error))})
        gc.collect()


def _read(orders: SimpleQueue[bytes]) -> None:
    """Put each order on standard input into a queue, and nothing at its end: Windows cannot ask if one is waiting."""
    with open(0, "rb", closefd=False) as lines:
        for line in lines:
            orders.put(line)
    orders.put(b"")


def _build(settings: str, folder: str, warm: WarmState, send: Callable[[Answer], None]) -> Answer:
    """Build the site; send the pages that are open as soon as they are rendered, and return the last answer."""
    sys.modules.pop("claims.settings", None)  # a site may change its lists, as by CLAIMS_FEATURES.remove("feeds")
    site, values = get_instance(parse_arguments(["content", "--settings", settings, "--output", folder]))
    answer: Answer = {"built": True}

    def show(texts: dict[str, str]) -> None:
        send({**answer, "first": texts})
        answer.clear()

    warm.show = show
    values["CLAIMS_WARM"] = warm
    site.run()
    return {**answer, "complete": True, "warnings": warm.warnings}


if __name__ == "__main__":
    main()
