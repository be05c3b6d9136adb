"""`python -m claims.tools`, when a site is set up: write what comes with the package beside the site's own files.

That is guide, fields and schema for authors, the guide for translators, and settings of web servers. The site's git
ignores them, since a newer package brings newer ones. Prints the line by which a site's Makefile includes the commands.
"""

import os
import shutil
from pathlib import Path

from ..model import schema
from ..resources import packaged
from . import field_tables

_SERVERS = ("docs/publish/README.md", "docs/publish/Caddyfile", "docs/publish/nginx.conf")
_FILES = ("data/README.md", "docs/languages.md", "docs/spreadsheet.md", *_SERVERS)

if __name__ == "__main__":
    for name in _FILES:
        file = Path(name)
        file.parent.mkdir(parents=True, exist_ok=True)
        shutil.copyfile(packaged(name), file)
    Path("data", schema.FILE).write_text(schema.text(), encoding="utf-8", newline="\n")
    field_tables.FILE.write_text(field_tables.text(), encoding="utf-8", newline="\n")
    commands = os.path.relpath(Path(__file__).with_name("site.mk"))
    print("include", commands.replace(" ", r"\ "))
