"""`make html` and `make publish`: run Pelican's own command, with short messages for errors and for Ctrl-C."""

import logging
import signal
import sys
from multiprocessing import parent_process
from typing import NoReturn


def _stop(*_: object) -> NoReturn:
    sys.exit(None if parent_process() else "stopped; the site that was there is as it was")


if __name__ == "__main__":
    signal.signal(signal.SIGINT, _stop)  # before the imports, which take half a second
    from pelican import main

    from .plugin import without_traceback

    logging.getLogger("pelican").addFilter(without_traceback)  # here, for errors in the settings
    main()
