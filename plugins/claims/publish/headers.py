"""What browsers are told beside the pages: what a page may load, how far to trust others, how long to keep a file.

The one source of the policy. Every page carries CONTENT_SECURITY_POLICY as `<meta>`; `_headers` carries everything for
hosts that read that file; docs/publish/nginx.conf and docs/publish/Caddyfile say the same, and a test compares them.
"""

from __future__ import annotations

from .assets import FOLDER

_SOURCES = {
    "default-src": "'none'",
    "style-src": "'self'",
    # The search reads its index with WebAssembly, which must be allowed by name; scripts cannot make others from text.
    "script-src": "'self' 'wasm-unsafe-eval'",
    "img-src": "'self'",
    "connect-src": "'self'",
    "manifest-src": "'self'",
    "form-action": "'self'",  # the search form
    "base-uri": "'none'",
}

CONTENT_SECURITY_POLICY = "; ".join(f"{directive} {sources}" for directive, sources in _SOURCES.items())

# Only what every browser that reads the header knows: an unknown name is a warning in the reader's console.
_NOT_USED = ("camera", "display-capture", "geolocation", "microphone", "midi", "payment", "screen-wake-lock", "usb")

HEADERS = {
    "Content-Security-Policy": f"{CONTENT_SECURITY_POLICY}; frame-ancestors 'none'",  # which <meta> cannot say
    "Cross-Origin-Opener-Policy": "same-origin",
    "Permissions-Policy": ", ".join(f"{feature}=()" for feature in _NOT_USED),
    "Referrer-Policy": "strict-origin-when-cross-origin",
    # A year; not for other hosts under the same domain, which this site does not speak for.
    "Strict-Transport-Security": "max-age=31536000",
    "X-Content-Type-Options": "nosniff",
}
"""On every answer."""

KEEP = "public, max-age=31536000, immutable"
"""How long to keep what has a fingerprint in its name: everything in the theme's folder."""

ASK = "no-cache"
"""Everything else is kept too, but the host is asked each time whether it is still so."""

KEPT_FOLDER = f"/{FOLDER}/"
OPEN_FOLDER = "/data/"
OPEN = {"Access-Control-Allow-Origin": "*"}
"""On the data, so that pages elsewhere can read it."""


def headers_file() -> str:
    """`_headers`, as Netlify and Cloudflare Pages read it.

    Where two rules meet, both hosts send the values of one header joined. So no header stands in two rules, and the
    hosts' own rule for the rest, which is to ask each time, is left to them.
    """
    rules = {
        "/*": HEADERS,
        f"{KEPT_FOLDER}*": {"Cache-Control": KEEP},
        f"{OPEN_FOLDER}*": OPEN,
    }
    return "\n".join(
        "\n".join([path, *(f"  {name}: {value}" for name, value in headers.items()), ""])
        for path, headers in rules.items()
    )
