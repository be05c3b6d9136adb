"""Default settings of a site: `from claims.settings import *` in pelicanconf.py, then your own.

The file of settings is beside the folder `PATH`. CLAIMS_FILE, CLAIMS_CACHE, CLAIMS_STYLE and THEME_TEMPLATES_OVERRIDES
are relative to it.
"""

import os

from .features import NAMES
from .model.markdown import PAGE_EXTENSIONS
from .render import OPTIONS
from .source.resources import packaged

# The file of claims, and what is made from it
CLAIMS_FILE = "data/claims.yaml"
CLAIMS_FEATURES = [*NAMES]  # a site can leave some out; docs/plugin.md
CLAIMS_STYLE = "site.css"  # your own style sheet, loaded last; it may be missing
CLAIMS_UNSIGNED = False  # publish although nobody is named as responsible; the pages then say so
CLAIMS_CACHE = ".build"  # compiled templates, pictures and the search index of earlier builds; safe to delete

# Where readers report a mistake
CORRECTIONS_CONTACT = ""  # a mail address or the address of a form: each page leads there, a claim's with its id
CORRECTIONS_POLICY = ""  # who decides on a correction, and by when

PUBLISHED = False  # build for readers: publishconf.py sets it
# What ids in feeds are made with (RFC 4151): a domain name you had, and a day you had it on. Feed readers know an entry
# by it: where the site moves to another address, go on with the first: FEED_TAG=old.example,2026.
FEED_TAG = ""

# Pelican's own settings
SITEURL = ""  # pages link from the root of whatever serves them
TIMEZONE = "UTC"
DEFAULT_LANG = "en"  # until the file of claims is read, which sets it
PATH = "content"
PAGE_PATHS = ["pages"]
READERS = {"rst": None}  # pages are Markdown; and docutils, which reads reStructuredText, warns of languages it lacks
IGNORE_FILES = [".*"]  # files of editors or of the system
ARTICLE_PATHS: list[str] = []  # there is no blog
PELICAN_CLASS = "claims.WholeSite"  # the output folder is replaced whole or not at all
THEME = str(packaged("theme"))
THEME_TEMPLATES_OVERRIDES = ["templates"]  # your templates, instead of the theme's; the folder may be missing
THEME_STATIC_PATHS: list[str] = []  # the plugin writes the theme's files
PLUGINS = ["claims"]
STATIC_PATHS: list[str] = []
PAGE_URL = "{slug}/"
PAGE_SAVE_AS = "{slug}/index.html"
PAGE_LANG_URL = "{lang}/{slug}/"  # in the folder of its language
PAGE_LANG_SAVE_AS = "{lang}/{slug}/index.html"
DRAFT_PAGE_LANG_URL, DRAFT_PAGE_LANG_SAVE_AS = PAGE_LANG_URL, PAGE_LANG_SAVE_AS
RELATIVE_URLS = os.environ.get("RELATIVE") == "1"
DIRECT_TEMPLATES: list[str] = []
ARTICLE_SAVE_AS = ARTICLE_LANG_SAVE_AS = DRAFT_SAVE_AS = ""
AUTHOR_SAVE_AS = CATEGORY_SAVE_AS = TAG_SAVE_AS = ARCHIVES_SAVE_AS = ""
FEED_ALL_ATOM = CATEGORY_FEED_ATOM = TRANSLATION_FEED_ATOM = AUTHOR_FEED_ATOM = AUTHOR_FEED_RSS = None
JINJA_ENVIRONMENT = {**OPTIONS}  # autoescape is off in Pelican; an unknown name would print as nothing
MARKDOWN = {"extensions": [*PAGE_EXTENSIONS], "output_format": "html"}
TYPOGRIFY = False
# Same input, same bytes. Pelican's own cache goes by the times of files, so it is off.
LOAD_CONTENT_CACHE = False
CACHE_CONTENT = False
