"""How pages elsewhere show a claim: a card in a frame, the HTML that makes the frame, and oEmbed, by which programs do.

A card is the page of its claim in another template. See oembed.com.
"""

import json
from collections.abc import Iterator, Mapping
from functools import cached_property
from typing import Any, ClassVar

from markupsafe import escape

from ..pages.redirects import redirects
from ..site.release import Release
from ..site.views import Page, View
from ..web.headers import FRAMED_FOLDER
from . import Part

WIDTH, HEIGHT = 640, 440
"""Pixels. No frame grows with what is in it: so all have the height of a card in few words and large letters."""


def embed(page: Page, label: str, site: str) -> View:
    """Return the paths of a page's `card` and of its `oembed`, and the HTML of the frame.

    The `title`, for programs that ask again, names the verdict; the label is copied, and does not.
    """
    card, words = f"{FRAMED_FOLDER}/{page.url}", escape(label)
    html = (
        f'<iframe src="{site}/{card}" title="{words}" width="{WIDTH}" height="{HEIGHT}"'
        ' loading="lazy" style="border:0;max-width:100%"></iframe>'
        f'\n<p><a href="{site}/{page.url}">{words}</a></p>'  # for whoever shows no frames, such as a feed reader
    )
    return View(card=card, oembed=f"{card.rstrip('/')}.json", title=page.full_title, html=html)


_A_DAY = 24 * 60 * 60


class Cards(Part):
    """A card for each claim of a site that has an address."""

    places: ClassVar = {"head": "parts/cards/head.html", "use": "parts/cards/use.html"}
    # What a card loads in pages elsewhere: few bytes, and nothing that other pages need.
    bundles: ClassVar = {"embed.css": ("css/tokens.css", "css/components/mark.css", "parts/cards/embed.css")}

    @cached_property
    def embeds(self) -> dict[str, View]:
        """The cards under the addresses of their claims' pages."""
        site = self.build.site
        return {
            page.url: embed(page, label, site.release.site)
            for page in self.build.pages
            if site.release.site and (label := page.frame_title(site))
        }

    def context(self) -> Mapping[str, Any]:
        """Return the cards."""
        return {"embeds": self.embeds}

    def files(self) -> Iterator[tuple[str, bytes]]:
        """Write each card, and what stands at its former addresses; yield the oEmbed by which programs find it."""
        build = self.build
        for page in [page for page in build.pages if page.url in self.embeds]:
            embed = self.embeds[page.url]
            save_as = build.site.urls.file(embed.card)
            build.write(page.replace(template="parts/cards/card.html", save_as=save_as), listed=False)
            yield embed.oembed, _oembed(embed, build.site.release, build.pictures.get(page.save_as))
        for moved in redirects(build.site):
            save_as = f"{FRAMED_FOLDER}/{moved.save_as}"
            if moved.url in self.embeds:
                build.write(moved.replace(url=f"{FRAMED_FOLDER}/{moved.url}", save_as=save_as), listed=False)
            elif build.address and moved.frame_title(build.site):
                build.write(moved.replace(template="parts/cards/gone.html", save_as=save_as), listed=False)


def _oembed(embed: View, release: Release, picture: Any) -> bytes:
    """Return the file of a card; `picture` is the one for sharing, or None."""
    described = {
        "type": "rich",
        "version": "1.0",
        "title": embed.title,
        "author_name": release.author,
        "provider_name": release.name,
        "provider_url": f"{release.site}/",
        "cache_age": _A_DAY,
        "html": embed.html,
        "width": WIDTH,
        "height": HEIGHT,
    }
    if picture:
        described |= {
            "thumbnail_url": f"{release.site}/{picture.save_as}",
            "thumbnail_width": picture.width,
            "thumbnail_height": picture.height,
        }
    return f"{json.dumps(described, ensure_ascii=False, indent=2)}\n".encode()


PART = Cards
