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
from typing import TYPE_CHECKING, Any, TypeAlias

from pelican import get_instance, parse_arguments
from pelican.log import init as init_logging

from ..source.faults import where

if TYPE_CHECKING:
    from ..plugin import Watcher

Answer: TypeAlias = dict[str, Any]


def main() -> None:
    """Answer each order on standard input; end with the input."""
    answers = os.fdopen(os.dup(1), "w")
    os.dup2(2, 1)  # what Pelican prints goes to the terminal, not between the answers
    log = logging.StreamHandler()
    init_logging(fatal="warnings", handler=log)
    gc.disable()  # collecting would add a pause while somebody waits
    watcher: Watcher | None = None

    def send(answer: Answer) -> None:
        print(json.dumps(answer), file=answers, flush=True)

    for line in sys.stdin:
        settings, folder, open_pages = json.loads(line)
        log_text = io.StringIO()
        log.setStream(log_text)
        try:
            # Imported here, so that an error in the plugin is answered too.
            from ..plugin import Watcher  # noqa: PLC0415

            watcher = watcher or Watcher(lambda texts: send({"first": texts}))
            watcher.open_pages = open_pages
            _build(settings, folder, watcher)
            send({"warnings": watcher.warnings})
        except (Exception, SystemExit) as error:
            plugin = sys.modules.get("claims.plugin")  # None if the plugin itself cannot be imported
            message = plugin.in_words(error) if plugin else None
            send({"failed": log_text.getvalue() + (message or where(error))})
        gc.collect()


def _build(settings: str, folder: str, watcher: Watcher) -> None:
    """Build the site with Pelican."""
    sys.modules.pop("claims.settings", None)  # a site may change its lists, as by CLAIMS_FEATURES.remove("feeds")
    site, values = get_instance(parse_arguments(["content", "--settings", settings, "--output", folder]))
    values["CLAIMS_DEV"] = watcher
    site.run()


if __name__ == "__main__":
    main()
