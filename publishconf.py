"""What differs when the site is published."""

import os
import sys
from urllib.parse import urlsplit

sys.path.append(os.curdir)  # Pelican reads this file from the project's folder, as its quickstart does
from pelicanconf import *  # noqa: F403

SITEURL = os.environ.get("SITEURL", "").rstrip("/")
if not SITEURL.startswith(("https://", "http://")):
    sys.exit(
        "publish: set SITEURL to the address the site will have, as in\n  SITEURL=https://example.org make publish"
    )

RELATIVE_URLS = False

# What ids in feeds are made with (RFC 4151): a domain name you had, and a day you had it on. Feed readers know an entry
# by it: where the site moves to another address, go on with the first, as in FEED_TAG=old.example,2026.
FEED_TAG = os.environ.get("FEED_TAG") or f"{urlsplit(SITEURL).hostname},2026"
