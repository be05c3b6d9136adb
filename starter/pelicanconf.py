"""Pelican's settings. Those that are not here come with the package; claims/settings.py says what each is for."""

from claims.settings import *  # noqa: F403

# Whom readers tell of a mistake: a mail address, or a form’s that begins with https://. Who decides on it, and by when.
CORRECTIONS_CONTACT = ""
CORRECTIONS_POLICY = ""

# Optional features. Delete a line, and the site has no such pages, files or links.
CLAIMS_FEATURES = [
    "pictures",  # for whoever shares a page
    "jsonld",  # what search engines read
    "feeds",  # of new and corrected claims
    "search",
    "data_files",  # all of the data as JSON and CSV, with a page
    "host",  # sitemap, icons
]
