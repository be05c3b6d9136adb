"""The project's settings without what costs most at every size: pictures for sharing and the search index.

Copied into each project's folder beside its pelicanconf.py.
"""

import sys
from pathlib import Path

sys.path.insert(0, str(Path(__file__).parent))
from pelicanconf import *  # noqa: F403

SEARCH_INDEX = False
SHARE_PICTURES = False
