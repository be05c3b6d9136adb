"""What stands where records had their pages before they were renamed."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from itertools import product

from ..model.records import Claim, Record, Side, Source, Speaker, Text, Topic
from ..site import labels
from ..site.embeds import FOLDER
from ..site.index import Site


@dataclass(frozen=True, kw_only=True)
class RedirectPage:
    """What stands where a page was before its record took another id; `url` is where it is now."""

    template: str
    title: str
    url: str
    save_as: str


def redirects(site: Site) -> Iterator[RedirectPage]:
    """Yield a page for each former id of a record that has a page of its own, and of a claim that has a card."""
    for record in site.data.records():
        if title := _title(site, record):
            has_card = isinstance(record, Claim) and site.release.site
            for alias, folder in product(record.aliases, ("", f"{FOLDER}/") if has_card else ("",)):
                yield RedirectPage(
                    template="redirect.html",
                    title=title,
                    url=folder + site.urls.record(record.kind_name, record.id),
                    save_as=folder + site.urls.file(site.urls.record(record.kind_name, alias)),
                )


def _title(site: Site, record: Record) -> str | None:
    """Return the title of a record's page, or None where it has none of its own."""
    match record:
        case Topic() | Claim() | Text():
            return record.title
        case Source():
            return site.sources[record.id].citation
        case Speaker():
            return record.name
        case Side():
            return labels.side_page(record.adjective)[0]
    return None
