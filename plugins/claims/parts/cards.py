"""How pages elsewhere show a claim: a card in a frame, the HTML that makes the frame, and oEmbed, by which programs do.

A card is the page of its claim in another template. See oembed.com.
"""

from __future__ import annotations

import json
from collections.abc import Iterable, Iterator, Mapping
from functools import cached_property
from math import ceil
from typing import Any, ClassVar

from markupsafe import escape

from ..model.records import Claim
from ..pages.claims import ClaimPage
from ..pages.redirects import GonePage, redirects
from ..site.language import N_
from ..site.release import Release
from ..site.views import View
from ..web.headers import FRAMED_FOLDER
from . import Part

# Pixels. No frame grows with what is in it: so each is as high as its text is taken to be at two widths, and between
# them on a straight line. A letter's width is an average and a little more; the other number is the height of a line.
WIDTH, NARROW = 640, 300
_TITLE, _LABEL, _SUMMARY, _SMALL = (10.4, 25), (10.4, 23), (8.0, 22), (7.3, 20)
_BESIDE, _AROUND, _GAP = 60, 64, 8


class Embed(View):
    """A claim as pages elsewhere name it: all addresses begin with that of the `site`.

    Its frame is `height` pixels high where it is widest, and `narrow` pixels where it is narrow.
    """

    @property
    def card(self) -> str:
        """The path of the card."""
        return f"{FRAMED_FOLDER}/{self.url}"

    @property
    def oembed(self) -> str:
        """The path of the file that tells programs of the card."""
        return f"{FRAMED_FOLDER}/{self.url.rstrip('/')}.json"

    @property
    def html(self) -> str:
        """The frame, and a link for whoever does not show frames, such as a feed reader."""
        title = escape(self.title)
        slope = (self.narrow - self.height) / (WIDTH - NARROW)
        line = f"{self.narrow + slope * NARROW:.0f}px - {100 * slope:.0f}cqi"
        style = f"border:0;max-width:100%;height:max({self.height}px,{line})"
        return (
            f'<div style="container-type:inline-size"><iframe src="{self.site}/{self.card}" title="{title}"'
            f' width="{WIDTH}" height="{self.height}" loading="lazy" style="{style}"></iframe></div>'
            f'\n<p><a href="{self.site}/{self.url}">{title}</a></p>'
        )


_A_DAY = 24 * 60 * 60


def _height(texts: Iterable[tuple[str, tuple[float, int]]], width: int) -> int:
    """Return how high a frame of a width is that holds these texts, one under another."""
    return _AROUND + sum(ceil(len(text) * letter / (width - _BESIDE)) * line + _GAP for text, (letter, line) in texts)


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
                url=page.url,
                title=page.full_title,
                version=release.version,
                height=_height([*self._texts(page)], WIDTH),
                narrow=_height([*self._texts(page)], NARROW),
            )
            for page in self.build.pages
            if release.site and isinstance(page, ClaimPage)
        }

    def _texts(self, page: ClaimPage) -> Iterator[tuple[str, tuple[float, int]]]:
        """Yield what a card says, as its template does, each with the width of a letter and the height of a line."""
        site, maker, verdict = self.build.site, page.maker, page.verdict
        gettext = site.language.gettext
        yield gettext("A claim, in our words, checked by %(site)s", site=site.release.name), _SMALL
        yield page.claim.title, _TITLE
        yield page.statement.striptags(), _SMALL
        dated = f", {site.language.date(maker.date)}" if maker.date else ""
        yield f"{maker.speaker.title}, {maker.role}; {maker.form}{dated}", _SMALL
        yield page.claim.label.name, _LABEL
        yield verdict.summary, _SUMMARY
        if verdict.only_later:
            yield gettext("Shown only by later evidence."), _SMALL
        for reading in verdict.readings:
            yield reading.label.name, _LABEL
            message = N_("Read another way (%(reading)s): %(finding)s")
            yield gettext(message, reading=reading.text, finding=reading.summary), _SUMMARY
        if site.data.site.caution:
            yield site.markdown.plain(site.filled(site.data.site.caution)), _SMALL
        yield "Evidence and reasons, how verdicts work, version 1.0.0, reviewed 30 September", _SMALL

    def context(self) -> Mapping[str, Any]:
        """Return the cards."""
        return {"embeds": self.embeds}

    def files(self) -> Iterator[tuple[str, bytes]]:
        """Write each card, and what stands where it was; yield what tells programs of it."""
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
            elif isinstance(moved, GonePage) and moved.of.kind == Claim.kind_name and build.address:
                build.write(moved.replace(template="parts/cards/gone.html", save_as=save_as), listed=False)


def _oembed(embed: Embed, release: Release, picture: Any) -> bytes:
    """Return the file of a card; `picture` is the one for sharing, or None."""
    described = {
        "type": "rich",
        "version": "1.0",
        "title": embed.title,
        "author_name": release.author,
        "provider_name": release.name,
        "provider_url": f"{embed.site}/",
        "cache_age": _A_DAY,
        "html": embed.html,
        "width": WIDTH,
        "height": embed.height,
    }
    if picture:
        described |= {
            "thumbnail_url": f"{embed.site}/{picture.save_as}",
            "thumbnail_width": picture.width,
            "thumbnail_height": picture.height,
        }
    return f"{json.dumps(described, ensure_ascii=False, indent=2)}\n".encode()


PART = Cards
