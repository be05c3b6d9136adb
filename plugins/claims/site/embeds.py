"""How pages elsewhere show a claim: a card in a frame, and the HTML that makes the frame."""

from __future__ import annotations

from dataclasses import dataclass

from markupsafe import escape

FOLDER = "embed"
"""What is in it may be framed by anybody (publish/headers.py)."""

# Pixels. The longest of 38 cards is 415 tall at this width, 503 at 480, and 655 at 340, where half are over 537. No
# frame grows with what is in it, so this one is taller on a narrow screen, and what is longer scrolls.
WIDTH, HEIGHT = 640, 420
_STYLE = f"border:0;max-width:100%;height:max({HEIGHT}px,840px - 66vw)"


@dataclass(frozen=True, kw_only=True)
class Embed:
    """A claim as pages elsewhere name it: nothing here tells of the verdict, which may change after it was copied."""

    site: str
    """The address of the site; all others begin with it, as they are read elsewhere."""
    name: str
    """What the site is called."""
    url: str
    """The path of the claim's page."""
    claim: str
    """What was claimed."""
    version: str
    """That of the data."""

    @property
    def card(self) -> str:
        """The path of the card."""
        return f"{FOLDER}/{self.url}"

    @property
    def oembed(self) -> str:
        """The path of the file that tells programs of the card."""
        return f"{FOLDER}/{self.url.rstrip('/')}.json"

    @property
    def title(self) -> str:
        """What the frame and the link are called."""
        return f"Claim: {self.claim} ({self.name})"

    @property
    def html(self) -> str:
        """The frame, and a link for whoever does not show frames, such as a feed reader."""
        title = escape(self.title)
        return (
            f'<iframe src="{self.site}/{self.card}" title="{title}" width="{WIDTH}" height="{HEIGHT}" loading="lazy"'
            f' style="{_STYLE}"></iframe>\n<p><a href="{self.site}/{self.url}">{title}</a></p>'
        )
