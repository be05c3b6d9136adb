"""What browsers are told beside the pages: what a page may load, how far to trust others, how long to keep a file.

The one source of the policy. Every page carries CONTENT_SECURITY_POLICY as `<meta>`; `_headers` carries everything for
hosts that read that file; docs/publish/nginx.conf and docs/publish/Caddyfile say the same, and a test compares them.
"""

from __future__ import annotations

from .assets import FOLDER

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
    "Content-Security-Policy": f"{CONTENT_SECURITY_POLICY}; frame-ancestors 'none'",  # which <meta> cannot say
    "Cross-Origin-Opener-Policy": "same-origin",
    "Permissions-Policy": ", ".join(f"{feature}=()" for feature in _UNUSED),
    "Referrer-Policy": "strict-origin-when-cross-origin",
    # A year; not for other hosts under the same domain, which this site does not speak for.
    "Strict-Transport-Security": "max-age=31536000",
    "X-Content-Type-Options": "nosniff",
}
"""On every answer."""

IMMUTABLE_FOLDER = f"/{FOLDER}/"
IMMUTABLE = "public, max-age=31536000, immutable"
"""Cache-Control of what has a fingerprint in its name, which is everything in that folder: it is kept for ever."""

REVALIDATE = "no-cache"
"""Cache-Control of the rest, which is kept too; but the host is asked each time whether it is still so."""

OPEN = ("/data/*", "/feeds/*", "/timeline.ics")
"""What pages elsewhere can read."""


def headers_file() -> str:
    """Return `_headers`, as Netlify and Cloudflare Pages read it.

    Where two rules meet, both hosts send the values of one header joined. So no header stands in two rules, and the
    hosts' own rule for the rest, which is to ask each time, is left to them.
    """
    rules = {
        "/*": HEADERS,
        f"{IMMUTABLE_FOLDER}*": {"Cache-Control": IMMUTABLE},
        **{path: {"Access-Control-Allow-Origin": "*"} for path in OPEN},
    }
    return "\n".join(
        "\n  ".join([path, *(f"{name}: {value}" for name, value in headers.items())]) + "\n"
        for path, headers in rules.items()
    )
