"""What differs when the site is published."""

import os
import sys
from urllib.parse import urlsplit

sys.path.append(os.curdir)  # Pelican reads this file from the project's folder, as its quickstart does
from pelicanconf import *  # noqa: F403

from claims.publish import address, contacts, security

PUBLISHED = True
SHARE_PICTURES = True
RELATIVE_URLS = False
THEME_STATIC_PATHS: list[str] = []  # the plugin writes the theme's files, bundled and under names with fingerprints

# Where it will be, whom to tell of a mistake, and whom of a hole: RFC 9116 wants a contact and a day until which that
# holds.
try:
    SITEURL = address.read(os.environ.get("SITEURL", ""))
    if corrections := os.environ.get("CORRECTIONS_CONTACT", ""):
        CORRECTIONS_CONTACT = contacts.read("CORRECTIONS_CONTACT", corrections)
    SECURITY_TXT = security.security_txt(
        os.environ.get("SECURITY_CONTACT", ""),
        os.environ.get("SECURITY_EXPIRES", ""),
        SITEURL,
        DEFAULT_LANG,  # noqa: F405
    )
except ValueError as error:
    sys.exit(f"publish: {error}")

# What ids in feeds are made with (RFC 4151): a domain name you had, and a day you had it on. Feed readers know an entry
# by it: where the site moves to another address, go on with the first, as in FEED_TAG=old.example,2026.
FEED_TAG = os.environ.get("FEED_TAG") or f"{urlsplit(SITEURL).hostname},2026"
