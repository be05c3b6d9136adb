"""What differs when the site is published."""

import os
import sys
from datetime import UTC, datetime
from urllib.parse import urlsplit

sys.path.append(os.curdir)  # Pelican reads this file from the project's folder, as its quickstart does
from pelicanconf import *  # noqa: F403

from claims.web import contacts

PUBLISHED = True
RELATIVE_URLS = False
THEME_STATIC_PATHS: list[str] = []  # the plugin writes the theme's files, bundled and under names with fingerprints

# Where it will be, whom to tell of a mistake, and whom of a hole: RFC 9116 wants a contact and a day until which that
# holds.
try:
    SITEURL = contacts.site_address(os.environ.get("SITEURL", ""))
    CORRECTIONS_CONTACT = contacts.contact("CORRECTIONS_CONTACT", os.environ) or CORRECTIONS_CONTACT  # noqa: F405
    CORRECTIONS_POLICY = os.environ.get("CORRECTIONS_POLICY") or CORRECTIONS_POLICY  # noqa: F405
    SECURITY_TXT = contacts.security_txt(os.environ, SITEURL, DEFAULT_LANG)  # noqa: F405
except contacts.ContactError as error:
    sys.exit(f"publish: {error}")
if not CORRECTIONS_CONTACT:
    sys.stderr.write(f"publish: {contacts.NO_CONTACT}\n")
if SECURITY_TXT and contacts.is_past(os.environ["SECURITY_EXPIRES"], datetime.now(UTC)):
    sys.stderr.write(f"publish: {contacts.PAST.format(os.environ['SECURITY_EXPIRES'])}\n")

# What ids in feeds are made with (RFC 4151): a domain name you had, and a day you had it on. Feed readers know an entry
# by it: where the site moves to another address, go on with the first, as in FEED_TAG=old.example,2026.
FEED_TAG = os.environ.get("FEED_TAG") or f"{urlsplit(SITEURL).hostname},2026"
