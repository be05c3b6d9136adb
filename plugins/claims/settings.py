"""The settings that are this project's own: whether they are there, and of the kind that is expected."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any


class OptionError(ValueError):
    """A setting is missing, or of another kind than expected."""


_DESCRIPTIONS = {str: "text in quotation marks", bool: "True or False"}
_EXPECTED = {
    "SITENAME": str,
    "SITEURL": str,
    "DEFAULT_LANG": str,
    "CLAIMS_FILE": str,
    "CLAIMS_CACHE": str,
    "DATA_VERSION": str,
    "PUBLISHED": bool,
    "CORRECTIONS_CONTACT": str,
    "RELATIVE_URLS": bool,
}


def check(settings: Mapping[str, Any]) -> None:
    """Raise OptionError where a build could not use one of the settings."""
    for name, kind in _EXPECTED.items():
        expected = f"set it to {_DESCRIPTIONS[kind]}"
        if name not in settings:
            raise OptionError(f"pelicanconf.py has no {name}; {expected}")
        if not isinstance(settings[name], kind):
            raise OptionError(f"{name} in pelicanconf.py is {settings[name]!r}; {expected}")
