"""Python's search for garbage, put off while much is made that is kept."""

from __future__ import annotations

import contextlib
import gc
from collections.abc import Iterator


@contextlib.contextmanager
def paused() -> Iterator[None]:
    """Look for no garbage inside; afterwards as before.

    Of the millions of values that a long file becomes none is garbage until the end, and the search goes over all of
    them again and again.
    """
    was_on = gc.isenabled()
    gc.disable()
    try:
        yield
    finally:
        if was_on:
            gc.enable()


@contextlib.contextmanager
def unsought() -> Iterator[None]:
    """The same, and of what is left afterwards nothing is looked at until the next time, or the end of the process.

    At its end Python looks through everything once more, which is a seventh of a build of ten thousand claims; and so
    it does where the search begins again, before any next line: what is there is put out of its sight first.
    """
    gc.unfreeze()
    with paused():
        yield
        gc.freeze()
