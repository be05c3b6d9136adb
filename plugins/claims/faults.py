"""An error of Python or of a template → the place in the project's own files where it arose, and its words."""

import os
import traceback
from pathlib import Path


class Mistake(Exception):  # noqa: N818 - the user's
    """What the user can mend, in the data, the settings or the theme: its words are enough, without a traceback."""


def to_install(error: ModuleNotFoundError, command: str, extra: str) -> str:
    """Return in a line what to install for a command; raise the error itself where a module of ours is not there."""
    if (error.name or "").startswith("claims"):
        raise error
    return f'error: {error.name} is not installed; for {command} type pip install "pelican-claims[{extra}]"'


_RENDERER = str(Path(__file__).with_name("render.py"))  # a template calls its filters, and is the place to name


def where(error: BaseException) -> str:
    """Return the innermost place in the project's own files, and the words: `pelicanconf.py:3: NameError: …`."""
    here = os.getcwd()
    frames = [frame for frame in traceback.extract_tb(error.__traceback__) if frame.filename.startswith(here + os.sep)]
    own = [f for f in frames if f"{os.sep}.venv{os.sep}" not in f.filename and f.filename != _RENDERER]
    place = f"{os.path.relpath(own[-1].filename)}:{own[-1].lineno}: " if own else ""
    file, line = getattr(error, "filename", None), getattr(error, "lineno", None)
    if file and line and str(file).startswith(here):  # a syntax error
        place = f"{os.path.relpath(file)}:{line}: "
    return f"{place}{type(error).__name__}: {error}"
