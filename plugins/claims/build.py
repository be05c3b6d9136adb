"""`make html` and `make publish`: Pelican's own command, which a fault or Ctrl-C ends with one line and a way out."""

import logging
import signal
import sys
from multiprocessing import parent_process
from typing import NoReturn


def _stop(*_: object) -> NoReturn:
    sys.exit(None if parent_process() else "stopped; the site that was there is as it was")


if __name__ == "__main__":
    signal.signal(signal.SIGINT, _stop)  # before what follows, which takes half a second
    from pelican import main

    from .plugin import without_traceback

    logging.getLogger("pelican").addFilter(without_traceback)  # for faults in the settings
    main()
