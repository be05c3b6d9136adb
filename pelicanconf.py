"""Pelican's settings for building and looking at the site here. publishconf.py has what differs when published."""

import os
import sys
from pathlib import Path

from jinja2 import StrictUndefined

sys.path.insert(0, str(Path(__file__).parent / "plugins"))  # for PELICAN_CLASS: plugins are not yet found here
from claims.plugin import WholeSite

# What it is
SITEURL = ""  # pages link from the root of whatever serves them
TIMEZONE = "UTC"
DEFAULT_LANG = "en"
CLAIMS_FILE = "data/claims.yaml"
PUBLISHED = False  # publishconf.py says so where it is
CORRECTIONS_CONTACT = ""  # where readers can say that something is wrong: each page leads there, a claim's with its id
CORRECTIONS_POLICY = ""  # who decides on a correction, and by when; empty: the page of corrections says so
CLAIMS_CACHE = ".build"  # compiled templates, pictures and the search index of earlier builds; `make clean` empties it

# Where things are
PATH = "content"
PAGE_PATHS = ["pages"]
IGNORE_FILES = [".*"]  # an editor's or the system's
ARTICLE_PATHS: list[str] = []  # there is no blog
THEME = "theme"
THEME_STATIC_DIR = "theme"
PLUGIN_PATHS = ["plugins"]
PELICAN_CLASS = WholeSite  # output/ is replaced whole or not at all
PLUGINS = ["claims"]  # named, because Pelican would also load every namespace plugin that happens to be installed

# The file is published as it was written. Its schema stands beside it in both places, since its first line names it so.
STATIC_PATHS = ["../data/claims.yaml", "../data/claims.schema.json"]
EXTRA_PATH_METADATA = {
    "../data/claims.yaml": {"path": "data/v3/claims.yaml"},
    "../data/claims.schema.json": {"path": "data/v3/claims.schema.json"},
}

# Addresses
PAGE_URL = "{slug}/"
PAGE_SAVE_AS = "{slug}/index.html"
DRAFT_PAGE_SAVE_AS = ""
RELATIVE_URLS = os.environ.get("RELATIVE") == "1"

# What Pelican would make for a blog, and this site is not one
DIRECT_TEMPLATES: list[str] = []
ARTICLE_SAVE_AS = ARTICLE_LANG_SAVE_AS = DRAFT_SAVE_AS = ""
AUTHOR_SAVE_AS = CATEGORY_SAVE_AS = TAG_SAVE_AS = ARCHIVES_SAVE_AS = ""
FEED_ALL_ATOM = CATEGORY_FEED_ATOM = TRANSLATION_FEED_ATOM = AUTHOR_FEED_ATOM = AUTHOR_FEED_RSS = None

# How pages are printed. Autoescape is off in Pelican, and an unknown name would print as nothing.
JINJA_ENVIRONMENT = {"autoescape": True, "undefined": StrictUndefined, "trim_blocks": True, "lstrip_blocks": True}
MARKDOWN = {"extensions": ["tables", "toc", "smarty"], "output_format": "html"}
TYPOGRIFY = False

# Same input, same bytes: no page tells when it was made, and what is left from an earlier build is known by what it was
# made from. Pelican knows what it keeps by when that was changed, so it keeps nothing.
LOAD_CONTENT_CACHE = False
CACHE_CONTENT = False
