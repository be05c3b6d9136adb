"""The process in which the dev server builds: everything that a build needs is imported.

It reads orders from its parent, a line of JSON each: the settings file, the output folder, and the files of the pages
that are open in a browser.

It answers each order by lines of JSON: `{"first": {…}}` with the texts of the open pages as soon as they are rendered,
if there are any, and at the end `{"warnings": …}`, or `{"failed": …}` with the message.
"""

from __future__ import annotations

import gc
import io
import json
import logging
import os
import sys
from collections.abc import Callable
from typing import TYPE_CHECKING, Any, TypeAlias

from pelican import get_instance, parse_arguments
from pelican.log import init as init_logging

from ..faults import where

if TYPE_CHECKING:
    from ..generator import DevBuild

Answer: TypeAlias = dict[str, Any]


def main() -> None:
    """Answer each order on standard input; end with the input."""
    answers = os.fdopen(os.dup(1), "w")
    os.dup2(2, 1)  # what Pelican prints goes to the terminal, not between the answers
    log = logging.StreamHandler()
    init_logging(fatal="warnings", handler=log)
    gc.disable()  # collecting would add a pause while somebody waits
    dev: DevBuild | None = None

    def send(answer: Answer) -> None:
        print(json.dumps(answer), file=answers, flush=True)

    for line in sys.stdin:
        settings, folder, looked_at = json.loads(line)
        log_text = io.StringIO()
        log.setStream(log_text)
        try:
            # Imported here, so that an error in the plugin is answered too.
            from .. import generator  # noqa: PLC0415

            dev = dev or generator.DevBuild()
            dev.looked_at = looked_at
            send(_build(settings, folder, dev, send))
        except (Exception, SystemExit) as error:
            plugin = sys.modules.get("claims.plugin")  # None if the plugin itself cannot be imported
            message = plugin.in_words(error) if plugin else None
            send({"failed": log_text.getvalue() + (message or where(error))})
        gc.collect()


def _build(settings: str, folder: str, dev: DevBuild, send: Callable[[Answer], None]) -> Answer:
    """Build the site; send the pages that are open as soon as they are rendered, and return the last answer."""
    sys.modules.pop("claims.settings", None)  # a site may change its lists, as by CLAIMS_FEATURES.remove("feeds")
    site, values = get_instance(parse_arguments(["content", "--settings", settings, "--output", folder]))
    dev.show = lambda texts: send({"first": texts})
    values["CLAIMS_DEV"] = dev
    site.run()
    return {"warnings": dev.warnings}


if __name__ == "__main__":
    main()
