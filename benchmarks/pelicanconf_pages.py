"""The project's settings with all switched off that a page can do without: what is left is compared with Hugo.

Copied into each project's folder beside its pelicanconf.py.
"""

import os
import sys

sys.path.append(os.curdir)
from pelicanconf import *  # noqa: F403

SEARCH_INDEX = False
SHARE_PICTURES = False
EXPORTS = False  # data files, feeds, the calendar, files to cite a page by
JSON_LD = False
ONLY_TEMPLATES = ["claim.html", "topic.html", "source.html", "timeline.html"]
