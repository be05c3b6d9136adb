"""What whoever publishes says in the environment or settings: the site's address, and whom to tell of a mistake."""

import re
from collections.abc import Mapping
from urllib.parse import quote, unquote, urlencode, urlsplit

from ..faults import Mistake

_LABEL = r"[a-z0-9](?:[a-z0-9-]{0,61}[a-z0-9])?"
_ADDRESS = re.compile(
    rf"https?://{_LABEL}(?:\.{_LABEL})*(?::(?P<port>[1-9][0-9]{{0,4}}))?"  # a host, perhaps a port
    r"(?P<folders>(?:/(?:[A-Za-z0-9._~-]|%[0-9A-Fa-f]{2})+)*)",
)
_LAST_PORT = 65_535


class ContactError(Mistake):
    """A value that a site cannot be published with; the message says what to write instead."""


def site_address(text: str) -> str:
    """Return the site's address without a slash at its end, so that paths can follow."""
    address = text.strip().rstrip("/")
    example = "as in\n  SITEURL=https://example.org make publish"
    if not address.startswith(("https://", "http://")):
        raise ContactError(f"set SITEURL to the address the site will have, {example}")
    found = _ADDRESS.fullmatch(address)
    if not found or int(found["port"] or 1) > _LAST_PORT or {".", ".."} & {*unquote(found["folders"]).split("/")}:
        raise ContactError(
            f"SITEURL is {text!r}, and the address of a site is a host in lower case, perhaps a port up to"
            f" {_LAST_PORT}, perhaps folders other than .., and nothing after them, {example}"
        )
    if address.lower().endswith((".html", ".htm")):
        raise ContactError(f"SITEURL is {text!r}, which is a page: leave out {address.rpartition('/')[2]}")
    return address


def contact(variable: str, values: Mapping[str, str]) -> str:
    """Return the contact that a variable or setting has as an address that programs can follow, "" where it is empty.

    Raises ContactError for any other text.
    """
    text = values.get(variable, "").strip()
    if re.fullmatch(r"[^\s@:/]+@[^\s@:/]+", text):
        return f"mailto:{text}"
    if not text or re.fullmatch(r"(?:mailto:|https://|tel:)\S+", text):
        return text
    raise ContactError(
        f"{variable} is {text!r}: expected a mail address, or what begins with https://, mailto: or tel:"
    )


def challenge_address(contact: str, id: str, title: str) -> str:
    """Return where a reader challenges a claim: the contact, with the claim's id filled in where it can take one.

    An address on the web gets `?claim=<id>`, which fills in the field of that id in a GitHub issue form too.
    """
    parts = urlsplit(contact)
    filled_in = {"mailto": {"subject": f"Challenge: {title} [{id}]"}, "https": {"claim": id}}.get(parts.scheme, {})
    query = "&".join(filter(None, [parts.query, urlencode(filled_in, quote_via=quote)]))
    return parts._replace(query=query).geturl()
