"""How pages elsewhere show a claim: a card in a frame, the HTML that makes the frame, and oEmbed, by which programs do.

A card is the page of its claim in another template. See oembed.com.
"""

from __future__ import annotations

import json
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, replace
from functools import cached_property
from typing import Any, ClassVar

from markupsafe import escape

from ..pages.claims import OneClaimPage
from ..pages.redirects import redirects
from ..web.headers import FRAMED_FOLDER
from . import Part

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
        return f"{FRAMED_FOLDER}/{self.url}"

    @property
    def oembed(self) -> str:
        """The path of the file that tells programs of the card."""
        return f"{FRAMED_FOLDER}/{self.url.rstrip('/')}.json"

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


_A_DAY = 24 * 60 * 60


class Cards(Part):
    """A card for each claim of a site that has an address."""

    places: ClassVar = {"head": "parts/cards/head.html", "use": "parts/cards/use.html"}
    # What a card loads in pages elsewhere: few bytes, and nothing that other pages need.
    bundles: ClassVar = {"embed.css": ("css/tokens.css", "css/components/mark.css", "parts/cards/embed.css")}

    @cached_property
    def embeds(self) -> dict[str, Embed]:
        """The cards under the addresses of their claims' pages."""
        release = self.build.site.release
        return {
            page.url: Embed(
                site=release.site,
                name=release.name,
                url=page.url,
                claim=page.claim.title,
                speaker=page.maker.speaker.title,
                version=release.version,
            )
            for page in self.build.pages
            if release.site and isinstance(page, OneClaimPage)
        }

    def context(self) -> Mapping[str, Any]:
        """Return the cards."""
        return {"embeds": self.embeds}

    def files(self) -> Iterator[tuple[str, bytes]]:
        """Write each card, and what stands where it was; yield what tells programs of it."""
        build = self.build
        for page in [page for page in build.pages if page.url in self.embeds]:
            embed = self.embeds[page.url]
            save_as = build.site.urls.file(embed.card)
            build.write(replace(page, template="parts/cards/card.html", save_as=save_as), listed=False)
            yield embed.oembed, _oembed(embed, build.site.release.author, build.pictures.get(page.save_as))
        for moved in redirects(build.site):
            if moved.url in self.embeds:
                card = replace(moved, url=f"{FRAMED_FOLDER}/{moved.url}", save_as=f"{FRAMED_FOLDER}/{moved.save_as}")
                build.write(card, listed=False)


def _oembed(embed: Embed, author: str, picture: Any) -> bytes:
    """Return the file of a card; `picture` is the one for sharing, or None."""
    described = {
        "type": "rich",
        "version": "1.0",
        "title": embed.title,
        "author_name": author,
        "provider_name": embed.name,
        "provider_url": f"{embed.site}/",
        "cache_age": _A_DAY,
        "html": embed.html,
        "width": WIDTH,
        "height": HEIGHT,
    }
    if picture:
        described |= {
            "thumbnail_url": f"{embed.site}/{picture.save_as}",
            "thumbnail_width": picture.width,
            "thumbnail_height": picture.height,
        }
    return f"{json.dumps(described, ensure_ascii=False, indent=2)}\n".encode()


PART = Cards
