"""The project's settings with all switched off that a page can do without: what is left is compared with Hugo.

Copied into each project's folder beside its pelicanconf.py.
"""

import sys
from pathlib import Path

sys.path.insert(0, str(Path(__file__).parent))
from pelicanconf import *  # noqa: F403

SEARCH_INDEX = False
SHARE_PICTURES = False
EXPORTS = False  # data files, feeds, the calendar, files to cite a page by
JSON_LD = False
ONLY_PAGES = r"timeline/|(claims|topics|sources)/(?!index|list/)."  # by how their addresses begin
