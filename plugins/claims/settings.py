"""Settings of a site: `from claims.settings import *` in pelicanconf.py, then what is your own.

The file of settings stands beside the folder `PATH`; CLAIMS_FILE, CLAIMS_CACHE, CLAIMS_STYLE and, for a site that is
nothing but this, THEME_TEMPLATES_OVERRIDES are relative to where it stands. Beside a blog, whose settings are its own,
the plugin takes from here only what it needs: what begins with CLAIMS_, and `OWN`. There the folder is `claims`, and
the features are those whose libraries are installed.
"""

import os
import sys
from collections.abc import Mapping
from typing import Any

from .checks import signs
from .features import NAMES
from .model.markdown import PAGE_EXTENSIONS
from .render import OPTIONS
from .resources import packaged
from .web import contacts

# The file of claims, and what is made of it
CLAIMS_FILE = "data/claims.yaml"
CLAIMS_FEATURES = [*NAMES]  # what a site can do without; docs/plugin.md
CLAIMS_FOLDER = ""  # where all that is made of it stands on the site: empty, at the root
CLAIMS_DRAFTS = False  # beside a blog: show drafts, and not only while `pelican -r` or `-l` runs; never where PUBLISHED
CLAIMS_STYLE = "site.css"  # a style sheet of your own, loaded last; it need not be there
CLAIMS_UNSIGNED = False  # publish though it is not said who answers for the site; its pages then say so
CLAIMS_CACHE = ".build"  # compiled templates, pictures and the search index of earlier builds; safe to delete

# Whom readers tell of a mistake
CORRECTIONS_CONTACT = ""  # a mail address or the address of a form: each page leads there, a claim's with its id
CORRECTIONS_POLICY = ""  # who decides on a correction, and by when

# What publishing sets (`published` below)
PUBLISHED = False
# What ids in feeds are made with (RFC 4151): a domain name you had, and a day you had it on. Feed readers know an entry
# by it: where the site moves to another address, go on with the first: FEED_TAG=old.example,2026.
FEED_TAG = ""
OWN = ("CORRECTIONS_CONTACT", "CORRECTIONS_POLICY", "PUBLISHED", "FEED_TAG")
"""Those above that the plugin needs and whose names do not begin with CLAIMS_."""

# Pelican's own settings, for a site that is nothing but this
SITEURL = ""  # pages link from the root of whatever serves them
TIMEZONE = "UTC"
DEFAULT_LANG = "en"  # until the file of claims is read, whose language it then is
PATH = "content"
PAGE_PATHS = ["pages"]
READERS = {"rst": None}  # pages are Markdown; and docutils, which reads reStructuredText, warns of languages it lacks
IGNORE_FILES = [".*"]  # an editor's or the system's
ARTICLE_PATHS: list[str] = []  # there is no blog
PELICAN_CLASS = "claims.WholeSite"  # the output folder is replaced whole or not at all
THEME = str(packaged("theme"))
THEME_TEMPLATES_OVERRIDES = ["templates"]  # yours, in the place of the theme's; the folder need not be there
THEME_STATIC_PATHS: list[str] = []  # the plugin writes the theme's files
PLUGINS = ["claims"]  # named, because Pelican would also load every namespace plugin that happens to be installed
STATIC_PATHS: list[str] = []
PAGE_URL = "{slug}/"
PAGE_SAVE_AS = "{slug}/index.html"
DRAFT_PAGE_URL, DRAFT_PAGE_SAVE_AS = PAGE_URL, PAGE_SAVE_AS  # of which none is published
PAGE_LANG_URL = "{lang}/{slug}/"  # in the folder of its language
PAGE_LANG_SAVE_AS = "{lang}/{slug}/index.html"
DRAFT_PAGE_LANG_URL, DRAFT_PAGE_LANG_SAVE_AS = PAGE_LANG_URL, PAGE_LANG_SAVE_AS
RELATIVE_URLS = os.environ.get("RELATIVE") == "1"
DIRECT_TEMPLATES: list[str] = []
ARTICLE_SAVE_AS = ARTICLE_LANG_SAVE_AS = DRAFT_SAVE_AS = ""
AUTHOR_SAVE_AS = CATEGORY_SAVE_AS = TAG_SAVE_AS = ARCHIVES_SAVE_AS = ""
FEED_ALL_ATOM = CATEGORY_FEED_ATOM = TRANSLATION_FEED_ATOM = AUTHOR_FEED_ATOM = AUTHOR_FEED_RSS = None
JINJA_ENVIRONMENT: dict[str, Any] = {**OPTIONS}  # autoescape is off in Pelican; an unknown name would print as nothing
MARKDOWN = {"extensions": [*PAGE_EXTENSIONS], "output_format": "html"}
TYPOGRIFY = False
# Same input, same bytes: no page tells when it was made. Pelican knows what it keeps by when that was changed.
LOAD_CONTENT_CACHE = False
CACHE_CONTENT = False


def published(environment: Mapping[str, str], contact: str = "", policy: str = "") -> dict[str, Any]:
    """Return the settings in which a published site differs, from what stands in the environment.

    `contact` and `policy` are the settings CORRECTIONS_CONTACT and CORRECTIONS_POLICY of pelicanconf.py. Exits with a
    message where the site cannot be published so.
    """
    form = environment.get("CORRECTIONS_FORM", "")  # where neither is set, as .github/workflows/publish.yml does
    contact = environment.get("CORRECTIONS_CONTACT") or contact or form
    try:
        address = contacts.site_address(environment.get("SITEURL", ""))
        contact = contacts.contact("CORRECTIONS_CONTACT", {"CORRECTIONS_CONTACT": contact})
    except contacts.ContactError as error:
        sys.exit(f"publish: {error}")
    policy = environment.get("CORRECTIONS_POLICY") or policy
    for name, text in (("CORRECTIONS_CONTACT", contact), ("CORRECTIONS_POLICY", policy)):
        for sign in signs.find(text, (*signs.IN_PAGES, *signs.IN_NAMES)):
            sys.exit(f"publish: {name} {sign.message}; set it to what is yours")
    tag = {"FEED_TAG": environment["FEED_TAG"]} if environment.get("FEED_TAG") else {}
    return {
        **tag,
        "PUBLISHED": True,
        "RELATIVE_URLS": False,
        "SITEURL": address,
        "CORRECTIONS_CONTACT": contact,
        "CORRECTIONS_POLICY": policy,
    }
