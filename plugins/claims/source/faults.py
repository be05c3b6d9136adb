"""Users' mistakes, and messages for errors: where in the project's own files an exception was raised, and why."""

import os
import traceback
from pathlib import Path


class Mistake(Exception):  # noqa: N818 - the user's
    """A mistake that the user can fix, in the data, the settings or the theme. Its message needs no traceback."""


_RENDERER = str(Path(__file__).parents[1] / "render.py")
"""Templates call the filters in it; the place to name is the template."""


def where(error: BaseException) -> str:
    """Return where in the project's files an error was raised, and its message: `pelicanconf.py:3: NameError: …`."""
    here = os.getcwd()
    place = ""
    for frame in traceback.extract_tb(error.__traceback__):
        is_in_project = frame.filename.startswith(here + os.sep) and f"{os.sep}.venv{os.sep}" not in frame.filename
        if is_in_project and frame.filename != _RENDERER:
            place = f"{os.path.relpath(frame.filename)}:{frame.lineno}: "
    file = getattr(error, "filename", None)
    line = getattr(error, "lineno", None)
    if file and line and str(file).startswith(here):  # a syntax error
        place = f"{os.path.relpath(file)}:{line}: "
    return f"{place}{type(error).__name__}: {error}"
