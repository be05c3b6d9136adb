"""The HTTP headers of a published site: what a page may load, who may frame it, how long browsers keep a file.

The policy is defined here. Every page has CONTENT_SECURITY_POLICY in a `<meta>`. `_headers` has all headers, for hosts
that read that file. docs/publish/nginx.conf and docs/publish/Caddyfile repeat them, and a test compares these.
"""

from collections.abc import Iterable

from .assets import FOLDER

FRAMED_FOLDER = "embed"
"""The folder of pages that any site may show in a frame."""

CONTENT_SECURITY_POLICY = (
    "default-src 'none'; style-src 'self'; "
    # The search reads its index with WebAssembly, which this allows; scripts still cannot run text as code.
    "script-src 'self' 'wasm-unsafe-eval'; "
    "img-src 'self'; connect-src 'self'; manifest-src 'self'; "
    "form-action 'self'; base-uri 'none'"  # for the search form
)

# Only names that every browser with this header knows: others cause a warning in the reader's console.
_UNUSED = ("camera", "display-capture", "geolocation", "microphone", "midi", "payment", "screen-wake-lock", "usb")

HEADERS = {
    "Content-Security-Policy": CONTENT_SECURITY_POLICY,
    "Cross-Origin-Opener-Policy": "same-origin",
    "Permissions-Policy": ", ".join(f"{feature}=()" for feature in _UNUSED),
    "Referrer-Policy": "strict-origin-when-cross-origin",
    # One year, and without includeSubDomains, because this site cannot decide for other hosts of the domain.
    "Strict-Transport-Security": "max-age=31536000",
    "X-Content-Type-Options": "nosniff",
    "X-Frame-Options": "DENY",  # a policy in <meta> cannot forbid frames
}
"""Headers of every response."""

FRAMING = "frame-ancestors * file:"
"""A second Content-Security-Policy, for pages that any site or local file may frame.

Browsers ignore X-Frame-Options if a policy has frame-ancestors (HTML standard, "the X-Frame-Options header"). So every
other path refuses to be framed, also the page for missing addresses, and none has to be listed.
"""

IMMUTABLE = "public, max-age=31536000, immutable"
"""Cache-Control of the theme's files. All have a fingerprint in their name and never change."""

OPEN = {"Access-Control-Allow-Origin": "*"}
"""Headers of files that scripts of other sites may read: the data, and the feeds of each language."""


def headers_file(folders: Iterable[str]) -> str:
    """Return `_headers`, in the format of Netlify and Cloudflare Pages.

    If two rules set the same header, a host either joins the values or sends the later one. So no header is in two
    rules except Content-Security-Policy for cards, where both outcomes are right: browsers apply every joined policy,
    and a card repeats the first one in a `<meta>`. Caching of all other files is left to the host, which usually makes
    browsers ask each time.

    Args:
        folders: the folder of each language, such as "" and "zh/"

    """
    rules = {"/*": HEADERS, f"/{FOLDER}/*": {"Cache-Control": IMMUTABLE}, "/data/*": OPEN}
    for folder in folders:
        rules[f"/{folder}feeds/*"] = OPEN
        rules[f"/{folder}{FRAMED_FOLDER}/*"] = {"Content-Security-Policy": FRAMING}
    blocks = []
    for path, headers in rules.items():
        lines = [f"  {name}: {value}\n" for name, value in headers.items()]
        blocks.append(f"{path}\n{''.join(lines)}")
    return "\n".join(blocks)
