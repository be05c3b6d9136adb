"""Claims → oEmbed, by which a page elsewhere makes a card of the link to a claim: a file for each. See oembed.com."""

from __future__ import annotations

import json
from collections.abc import Iterable, Iterator, Mapping

from ..pages.claims import OneClaimPage
from ..site.embeds import HEIGHT, WIDTH
from .pictures import Picture

_A_DAY = 24 * 60 * 60


def files(pages: Iterable[object], pictures: Mapping[str, Picture], author: str) -> Iterator[tuple[str, bytes]]:
    """Yield path and content of each; `pictures` for sharing are under the files of the pages that they are of."""
    for page in pages:
        if isinstance(page, OneClaimPage) and (embed := page.embed):
            told = {
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
            if picture := pictures.get(page.save_as):
                told |= {
                    "thumbnail_url": f"{embed.site}/{picture.save_as}",
                    "thumbnail_width": picture.width,
                    "thumbnail_height": picture.height,
                }
            yield embed.oembed, f"{json.dumps(told, ensure_ascii=False, indent=2)}\n".encode()
