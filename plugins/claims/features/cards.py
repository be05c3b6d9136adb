"""Make a card for each claim, which other sites show in a frame, and the HTML to paste for that frame.

A card is the page of its claim, rendered with another template.
"""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, replace
from functools import cached_property
from typing import ClassVar

from markupsafe import escape

from ..headers import FRAMED_FOLDER
from ..pages.corrections import redirects
from ..site.page import Page
from . import Feature

WIDTH, HEIGHT = 640, 470
"""In pixels. A frame cannot grow with its content, so every frame has room for a short card in large type."""


@dataclass(frozen=True, kw_only=True)
class Embed:
    """The card of a claim."""

    card: str
    """Its path."""
    html: str
    """The HTML that shows it in a frame."""


def embed(page: Page, label: str, site: str) -> Embed:
    """Return the card of a page.

    Args:
        page: the page of a claim
        label: the title of the frame; it must not include the verdict, because other sites will not update it
        site: the address of the site

    """
    card = f"{FRAMED_FOLDER}/{page.url}"
    title = escape(label)
    html = (
        f'<iframe src="{site}/{card}" title="{title}" width="{WIDTH}" height="{HEIGHT}"'
        ' loading="lazy" style="border:0;max-width:100%"></iframe>'
        f'\n<p><a href="{site}/{page.url}">{title}</a></p>'  # for programs that show no frames, such as feed readers
    )
    return Embed(card=card, html=html)


class Cards(Feature):
    """A card for each claim, if the site has an address."""

    places: ClassVar = {"use": "features/cards/use.html"}
    # Cards load only this on other sites: few bytes, and no styles of other pages.
    bundles: ClassVar = {"embed.css": ("css/tokens.css", "css/components/mark.css", "features/cards/embed.css")}

    @cached_property
    def embeds(self) -> dict[str, Embed]:
        """The card and frame of each claim, by the address of the claim's page."""
        site = self.build.site
        embeds: dict[str, Embed] = {}
        if not self.build.address:
            return embeds
        for page in self.build.pages:
            title = page.frame_title(site)
            if title:
                embeds[page.url] = embed(page, title, self.build.address)
        return embeds

    def context(self) -> Mapping[str, dict[str, Embed]]:
        """Return the cards."""
        return {"embeds": self.embeds}

    def files(self) -> Iterable[tuple[str, bytes]]:
        """Write each card, and a redirect or a notice at each of its former addresses."""
        build = self.build
        for page in build.pages:
            if page.url in self.embeds:
                save_as = build.site.urls.file(self.embeds[page.url].card)
                build.write(replace(page, template="features/cards/card.html", save_as=save_as))
        for redirect in redirects(build.site):
            save_as = f"{FRAMED_FOLDER}/{redirect.save_as}"
            if redirect.url in self.embeds:
                build.write(replace(redirect, url=f"{FRAMED_FOLDER}/{redirect.url}", save_as=save_as))
            elif build.address and redirect.frame_title(build.site):
                build.write(replace(redirect, template="features/cards/gone.html", save_as=save_as))
        return ()


FEATURE = Cards
