"""What browsers are told beside the pages: what a page may load, how far to trust others, how long to keep a file.

The one source of the policy. Every page carries CONTENT_SECURITY_POLICY as `<meta>`; `_headers` carries everything for
hosts that read that file; docs/publish/nginx.conf and docs/publish/Caddyfile say the same, and a test compares them.
"""

from collections.abc import Iterable

from .assets import FOLDER

FRAMED_FOLDER = "embed"
"""What is in it may be framed by anybody."""

CONTENT_SECURITY_POLICY = (
    "default-src 'none'; style-src 'self'; "
    # The search reads its index with WebAssembly, which must be allowed by name; scripts cannot make others from text.
    "script-src 'self' 'wasm-unsafe-eval'; "
    "img-src 'self'; connect-src 'self'; manifest-src 'self'; "
    "form-action 'self'; base-uri 'none'"  # the form is that of the search
)

# Only what every browser that reads the header knows: an unknown name is a warning in the reader's console.
_UNUSED = ("camera", "display-capture", "geolocation", "microphone", "midi", "payment", "screen-wake-lock", "usb")

HEADERS = {
    "Content-Security-Policy": CONTENT_SECURITY_POLICY,
    "Cross-Origin-Opener-Policy": "same-origin",
    "Permissions-Policy": ", ".join(f"{feature}=()" for feature in _UNUSED),
    "Referrer-Policy": "strict-origin-when-cross-origin",
    # A year; not for other hosts under the same domain, which this site does not speak for.
    "Strict-Transport-Security": "max-age=31536000",
    "X-Content-Type-Options": "nosniff",
    "X-Frame-Options": "DENY",  # which <meta> cannot say
}
"""On every answer."""

FRAMED = f"/{FRAMED_FOLDER}/*"
FRAMING = "frame-ancestors * file:"
"""A second Content-Security-Policy for what anybody may frame, also a page on a disk.

Where a policy speaks of frame-ancestors, browsers must leave X-Frame-Options unread (HTML standard, "the
X-Frame-Options header"). So all else refuses, what is missing too, and no path needs to be named for that.
"""

IMMUTABLE_FOLDER = f"/{FOLDER}/"
IMMUTABLE = "public, max-age=31536000, immutable"
"""Cache-Control of what has a fingerprint in its name, which is everything in that folder: it is kept for ever."""

OPEN = {"Access-Control-Allow-Origin": "*"}
"""On what scripts of other sites can read: the data, and the feeds of each language."""


def headers_file(folders: Iterable[str]) -> str:
    """Return `_headers`, as Netlify and Cloudflare Pages read it, for languages in these folders, such as "" and "zh/".

    Where two rules give one header, a host sends the values joined, or the later one alone. So no header stands in two
    rules but the policy of cards, which holds either way: policies that are joined are both kept, and what the first
    says is on the card as `<meta>` too. The hosts' own rule for the rest, which is to ask each time, is left to them.
    """
    rules = {"/*": HEADERS, f"{IMMUTABLE_FOLDER}*": {"Cache-Control": IMMUTABLE}}
    rules["/data/*"] = OPEN
    for folder in folders:
        rules[f"/{folder}feeds/*"] = OPEN
        rules[f"/{folder}{FRAMED[1:]}"] = {"Content-Security-Policy": FRAMING}
    return "\n".join(
        "\n  ".join([path, *(f"{name}: {value}" for name, value in headers.items())]) + "\n"
        for path, headers in rules.items()
    )
