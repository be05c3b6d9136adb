"""`python -m claims.tools`, when a Makefile sets a site up: bring the guides beside it up to date (new_site.py).

Prints the line by which the Makefile includes the commands.
"""

import os
from pathlib import Path

from . import new_site

if __name__ == "__main__":
    new_site.write_guides(Path())
    commands = os.path.relpath(Path(__file__).with_name("site.mk"))
    print("include", commands.replace(" ", r"\ "))
