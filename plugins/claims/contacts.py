"""Check a publisher's settings: the site's address, and the contact for corrections."""

import re
from urllib.parse import quote, unquote, urlencode, urlsplit

from .faults import Mistake

_LABEL = r"[a-z0-9](?:[a-z0-9-]{0,61}[a-z0-9])?"
_ADDRESS = re.compile(
    rf"https?://{_LABEL}(?:\.{_LABEL})*(?::(?P<port>[1-9][0-9]{{0,4}}))?"  # a host, perhaps a port
    r"(?P<folders>(?:/(?:[A-Za-z0-9._~-]|%[0-9A-Fa-f]{2})+)*)",
)
_LAST_PORT = 65_535


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
