"""Pelican's settings for building and looking at the site here. publishconf.py has what differs when published."""

import sys
from pathlib import Path

sys.path.insert(0, str(Path(__file__).parent / "plugins"))  # the plugin as it stands in this checkout
from claims.settings import *  # noqa: F403

CLAIMS_FILE = "data/claims.yaml"
THEME = "theme"
