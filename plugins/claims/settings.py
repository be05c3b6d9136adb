"""The settings that are this project's own: whether they are there, and of the kind that is expected."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from typing import Any, NamedTuple


class OptionError(ValueError):
    """A setting is missing, or of another kind than expected."""


class _Kind(NamedTuple):
    said: str
    holds: Callable[[Any], bool]


_TEXT = _Kind("text in quotation marks", lambda value: isinstance(value, str))
_COUNT = _Kind("a whole number from 1", lambda value: type(value) is int and value > 0)  # to isinstance True is one
_FLAG = _Kind("True or False", lambda value: isinstance(value, bool))

_EXPECTED: Mapping[str, _Kind] = {
    "SITENAME": _TEXT,
    "SITEURL": _TEXT,
    "DEFAULT_LANG": _TEXT,
    "CLAIMS_FILE": _TEXT,
    "DATA_VERSION": _TEXT,
    "PUBLISHED": _FLAG,
    "CORRECTIONS_CONTACT": _TEXT,
    "TEMPLATE_CACHE": _TEXT,
    "SHARE_CACHE": _TEXT,
    "SEARCH_CACHE": _TEXT,
    "RELATIVE_URLS": _FLAG,
}


def check(settings: Mapping[str, Any]) -> None:
    """Raise OptionError where a build could not use one of the settings."""
    for name, kind in _EXPECTED.items():
        if name not in settings:
            raise OptionError(f"pelicanconf.py has no {name}; set it to {kind.said}")
        if not kind.holds(settings[name]):
            raise OptionError(f"{name} in pelicanconf.py is {settings[name]!r}; set it to {kind.said}")
