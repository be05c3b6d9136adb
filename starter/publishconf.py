"""Settings in which the published site differs, some of them from the environment."""

import os
import sys

sys.path.append(os.path.dirname(os.path.abspath(__file__)))
import pelicanconf
from pelicanconf import *  # noqa: F403

PUBLISHED = True
RELATIVE_URLS = False
SITEURL = os.environ.get("SITEURL", "").strip().rstrip("/")
FEED_TAG = os.environ.get("FEED_TAG") or pelicanconf.FEED_TAG
CORRECTIONS_CONTACT = (
    os.environ.get("CORRECTIONS_CONTACT")
    or pelicanconf.CORRECTIONS_CONTACT
    or os.environ.get("CORRECTIONS_FORM", "")  # which .github/workflows/publish.yml sets
)
CORRECTIONS_POLICY = os.environ.get("CORRECTIONS_POLICY") or pelicanconf.CORRECTIONS_POLICY
