"""How other sites show a claim: a card in a frame, and the HTML that makes the frame.

A card is the page of its claim in another template.
"""

from collections.abc import Iterable, Mapping
from functools import cached_property
from typing import Any, ClassVar

from markupsafe import escape

from ..pages.redirects import redirects
from ..site.views import Page, View
from ..web.headers import FRAMED_FOLDER
from . import Feature

WIDTH, HEIGHT = 640, 470
"""Pixels. No frame grows with what is in it: so all have the height of a card in few words and large letters."""


def embed(page: Page, label: str, site: str) -> View:
    """Return the path of a page's `card`, and the HTML of the frame.

    `label` titles the frame. It must not name the verdict: nobody updates it on the other site.
    """
    card, words = f"{FRAMED_FOLDER}/{page.url}", escape(label)
    html = (
        f'<iframe src="{site}/{card}" title="{words}" width="{WIDTH}" height="{HEIGHT}"'
        ' loading="lazy" style="border:0;max-width:100%"></iframe>'
        f'\n<p><a href="{site}/{page.url}">{words}</a></p>'  # for whoever shows no frames, such as a feed reader
    )
    return View(card=card, html=html)


class Cards(Feature):
    """A card for each claim of a site that has an address."""

    places: ClassVar = {"use": "features/cards/use.html"}
    # What a card loads in pages elsewhere: few bytes, and nothing that other pages need.
    bundles: ClassVar = {"embed.css": ("css/tokens.css", "css/components/mark.css", "features/cards/embed.css")}

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

    def files(self) -> Iterable[tuple[str, bytes]]:
        """Write each card, and what stands at its former addresses."""
        build = self.build
        for page in [page for page in build.pages if page.url in self.embeds]:
            save_as = build.site.urls.file(self.embeds[page.url].card)
            build.write(page.replace(template="features/cards/card.html", save_as=save_as))
        for moved in redirects(build.site):
            save_as = f"{FRAMED_FOLDER}/{moved.save_as}"
            if moved.url in self.embeds:
                build.write(moved.replace(url=f"{FRAMED_FOLDER}/{moved.url}", save_as=save_as))
            elif build.address and moved.frame_title(build.site):
                build.write(moved.replace(template="features/cards/gone.html", save_as=save_as))
        return ()


FEATURE = Cards
