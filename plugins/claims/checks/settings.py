"""Check the settings of a site, among them its address and the contact for corrections."""

import re
from collections.abc import Iterator, Mapping
from typing import Any, TypeAlias
from urllib.parse import quote, unquote, urlencode, urlsplit

from ..source.diagnostics import nearest
from ..source.faults import Mistake
from . import signs

Settings: TypeAlias = Mapping[str, Any]
"""Pelican's settings: values under their names."""

_DESCRIPTIONS = {str: "text in quotation marks", bool: "True or False", list: "a list of names"}
_TYPED = ("SITEURL", "DEFAULT_LANG", "PUBLISHED", "CORRECTIONS_CONTACT", "CORRECTIONS_POLICY", "RELATIVE_URLS")
"""The settings that a build uses, beside those of the plugin; the type of each is that of its default."""
_MISPLACED = {
    "SITENAME": "the site takes its name from `title:` under `site:` in the file of claims",
    "SITEURL": "give it where you publish, as in SITEURL=https://example.org make publish",
    "TIMEZONE": "the site has no times of day; its dates stand in the file of claims",
    "DEFAULT_LANG": "the site’s pages are in the `language:` under `site:` in the file of claims",
}

_LABEL = r"[a-z0-9](?:[a-z0-9-]{0,61}[a-z0-9])?"
_ADDRESS = re.compile(
    rf"https?://{_LABEL}(?:\.{_LABEL})*(?::(?P<port>[1-9][0-9]{{0,4}}))?"  # a host, perhaps a port
    r"(?P<folders>(?:/(?:[A-Za-z0-9._~-]|%[0-9A-Fa-f]{2})+)*)",
)
_LAST_PORT = 65_535


class OptionError(Mistake):
    """A setting is missing, unknown, or of the wrong type."""


def check(settings: Settings, own: Settings, pelican: Settings) -> None:
    """Raise OptionError if a build could not use one of the settings.

    Args:
        settings: the settings of a site.
        own: the defaults of the plugin.
        pelican: those of Pelican.

    """
    for name in (*(name for name in own if name.startswith("CLAIMS_")), *_TYPED):
        kind = type(own[name])
        if name not in settings:
            raise OptionError(f"pelicanconf.py has no {name}; begin it with: from claims.settings import *")
        if not isinstance(settings[name], kind):
            raise OptionError(f"{name} in pelicanconf.py is {settings[name]!r}; set it to {_DESCRIPTIONS[kind]}")
    known = {name for name in own if name.isupper()}
    for name in sorted(settings.keys() - pelican.keys() - known):
        similar = nearest(name, known)
        if similar or name.startswith("CLAIMS_"):
            help = f", or did you mean {similar}?" if similar else ""
            raise OptionError(f"pelicanconf.py has {name}, which nothing reads; delete it{help}")
    if settings["PUBLISHED"]:
        check_publication(settings)


def check_publication(settings: Settings) -> None:
    """Raise Mistake if the settings name no address for the site, or have words that no reader should meet."""
    check_site_address(settings["SITEURL"])
    for name in ("CORRECTIONS_CONTACT", "CORRECTIONS_POLICY"):
        for sign in signs.find(settings[name], (*signs.IN_TEXTS, *signs.IN_NAMES)):
            raise OptionError(f"{name} {sign.message}; set it to what is yours")


def misplaced(settings: Settings, defaults: Settings) -> Iterator[str]:
    """Yield a warning about each setting that does nothing, or harm."""
    for name, reason in _MISPLACED.items():
        if settings.get(name) not in (None, defaults[name]) and not settings["PUBLISHED"]:
            yield f"pelicanconf.py: warning: {name} is {settings[name]!r}: {reason}"


class ContactError(Mistake):
    """A setting has a value that a site cannot be published with; the message says what to write instead."""


def check_site_address(address: str) -> None:
    """Raise ContactError if the site's address, without a slash at its end, is not a valid one."""
    example = "as in\n  SITEURL=https://example.org make publish"
    if not address:
        raise ContactError(f"set SITEURL to the address the site will have, {example}")
    if not address.startswith(("https://", "http://")):
        expected = "the address of a site begins with https:// and a host"
        raise ContactError(f"SITEURL is {address!r}, and {expected}, {example}")
    match = _ADDRESS.fullmatch(address)
    folders = unquote(match["folders"]).split("/") if match else []
    if not match or int(match["port"] or 1) > _LAST_PORT or "." in folders or ".." in folders:
        raise ContactError(
            f"SITEURL is {address!r}, and the address of a site is a host in lower case, perhaps a port up to"
            f" {_LAST_PORT}, perhaps folders other than .., and nothing after them, {example}"
        )
    if address.lower().endswith((".html", ".htm")):
        raise ContactError(f"SITEURL is {address!r}, which is a page: leave out {address.rpartition('/')[2]}")


def contact(text: str) -> str:
    """Return the contact in CORRECTIONS_CONTACT as a URI, such as `mailto:a@example.org`, or "" if it is empty.

    Raises:
        ContactError: if it is neither a mail address nor a URI that starts with `mailto:`, `https://` or `tel:`

    """
    text = text.strip()
    if re.fullmatch(r"[^\s@:/]+@[^\s@:/]+", text):
        return f"mailto:{text}"
    if not text or re.fullmatch(r"(?:mailto:|https://|tel:)\S+", text):
        return text
    expected = "expected a mail address, or what begins with https://, mailto: or tel:"
    raise ContactError(f"CORRECTIONS_CONTACT is {text!r}: {expected}")


def challenge_address(contact: str, id: str, title: str) -> str:
    """Return the address at which a reader challenges a claim: the contact, with the claim's id added if possible.

    A mail address gets a subject, and an address on the web `?claim=<id>`. The latter also fills in the field `claim`
    of a GitHub issue form.
    """
    parts = urlsplit(contact)
    fields = {"mailto": {"subject": f"Challenge: {title} [{id}]"}, "https": {"claim": id}}.get(parts.scheme, {})
    query = "&".join(filter(None, [parts.query, urlencode(fields, quote_via=quote)]))
    return parts._replace(query=query).geturl()
