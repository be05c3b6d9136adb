"""`make html` and `make publish`: Pelican's own command, which Ctrl-C ends with one line and without a traceback."""

from __future__ import annotations

import signal
import sys
from multiprocessing import parent_process
from typing import NoReturn


def _stop(*_: object) -> NoReturn:
    sys.exit(None if parent_process() else "stopped; the site that was there is as it was")


if __name__ == "__main__":
    signal.signal(signal.SIGINT, _stop)  # before what follows, which takes half a second
    from pelican import main

    main()
