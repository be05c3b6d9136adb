"""What differs when the site is published."""

import os
import sys

sys.path.append(os.path.dirname(os.path.abspath(__file__)))
import pelicanconf
from pelicanconf import *  # noqa: F403

globals().update(pelicanconf.published(os.environ, pelicanconf.CORRECTIONS_CONTACT, pelicanconf.CORRECTIONS_POLICY))
CLAIMS_UNSIGNED = True  # nobody has put a name to this site yet, and its pages say so
