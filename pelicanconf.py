"""Settings of this site; plugins/claims/settings.py has those that every site of claims needs."""

import sys
from pathlib import Path

sys.path.insert(0, str(Path(__file__).parent / "plugins"))  # the plugin as it stands in this checkout
from claims.settings import *  # noqa: F403

PATH = "content"  # the prose pages
CLAIMS_FILE = "data/claims.yaml"  # claims, evidence and sources; it also has the site's name and language
THEME = "theme"
PLUGINS = ["claims"]

SITEURL = ""  # publishconf.py sets it
TIMEZONE = "UTC"  # pages have no times of day

CORRECTIONS_CONTACT = ""  # where readers report a mistake: a mail address, or that of a form
CORRECTIONS_POLICY = ""  # who decides on a correction, and by when
