"""The project's settings with all switched off that a page can do without: what is left is compared with Hugo.

Copied into each project's folder beside its pelicanconf.py.
"""

import sys
from pathlib import Path

sys.path.insert(0, str(Path(__file__).parent))
from pelicanconf import *  # noqa: F403

import benchmarks

SEARCH_INDEX = False
SHARE_PICTURES = False
DATA_FILES = False  # data, the calendar, files to cite a page by
PLUGINS = ["benchmarks.same_pages"]
THEME_TEMPLATES_OVERRIDES = [str(Path(benchmarks.__file__).parent / "templates")]  # without what is said to programs
