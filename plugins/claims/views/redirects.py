"""What stands where records had their pages before they were renamed."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from .records import Records


@dataclass(frozen=True, kw_only=True)
class RedirectPage:
    """What stands where a page was before its record took another id; `url` is where it is now."""

    template: str
    title: str
    url: str
    save_as: str


def redirects(records: Records) -> Iterator[RedirectPage]:
    """A page for each former id of a record that has a page of its own."""
    data, to = records.data, records.to
    titles = {
        **{topic.id: topic.title for topic in data.topics},
        **{claim.id: claim.title for claim in data.claims},
        **{source.id: records.sources[source.id].citation for source in data.sources},
        **{speaker.id: speaker.name for speaker in data.speakers},
    }
    for record in data.records():
        for alias in record.aliases if record.id in titles else ():
            yield RedirectPage(
                template="redirect.html",
                title=titles[record.id],
                url=to.of(record.kind_name, record.id),
                save_as=to.file(to.of(record.kind_name, alias)),
            )
