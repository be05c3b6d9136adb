"""What differs when the site is published."""

import os
import sys

sys.path.append(os.curdir)  # Pelican reads this file from the project's folder, as its quickstart does
from pelicanconf import *  # noqa: F403

SITEURL = os.environ.get("SITEURL", "").rstrip("/")
if not SITEURL.startswith(("https://", "http://")):
    sys.exit(
        "publish: set SITEURL to the address the site will have, as in\n  SITEURL=https://example.org make publish"
    )

RELATIVE_URLS = False
