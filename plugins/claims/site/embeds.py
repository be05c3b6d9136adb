"""How pages elsewhere show a claim: a card in a frame, and the HTML that makes the frame."""

from __future__ import annotations

from dataclasses import dataclass

from markupsafe import escape

FOLDER = "embed"
"""What is in it may be framed by anybody (web/headers.py)."""

# Pixels. No frame grows with what is in it: so this one is taller where it is narrow, which holds nine of ten of this
# site's cards whole at any width from 340, and the rest scroll.
WIDTH, HEIGHT = 640, 500
_STYLE = f"border:0;max-width:100%;height:max({HEIGHT}px,1100px - 115cqi)"


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
    speaker: str
    """By whom."""
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
        return f"A claim by {self.speaker}, checked by {self.name}: {self.claim}"

    @property
    def html(self) -> str:
        """The frame, and a link for whoever does not show frames, such as a feed reader."""
        title = escape(self.title)
        return (
            f'<div style="container-type:inline-size"><iframe src="{self.site}/{self.card}" title="{title}"'
            f' width="{WIDTH}" height="{HEIGHT}" loading="lazy" style="{_STYLE}"></iframe></div>'
            f'\n<p><a href="{self.site}/{self.url}">{title}</a></p>'
        )
