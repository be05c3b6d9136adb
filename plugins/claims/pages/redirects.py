"""What stands where records had their pages before they were renamed or withdrawn."""

from collections.abc import Iterator

from ..model.records import Claim, Record, Source, Text, Topic
from ..site import labels
from ..site.index import Site
from ..site.views import Page


class GonePage(Page):
    """What stands at the address of a record that was withdrawn."""

    def frame_title(self, site: Site) -> str:
        """Return the title where it was a claim, which pages elsewhere may still show."""
        return self.title if self.of.kind == Claim.kind_name else ""


def redirects(site: Site) -> Iterator[Page]:
    """Yield a page for each former id of a record that has a page of its own, and for each that was withdrawn.

    The `url` of one that stands at a former id is where its record is now.
    """
    for gone in site.data.withdrawals:
        for id in (gone.id, *gone.aliases):
            if (url := site.urls.withdrawn(gone.kind, id)) != site.urls.page("corrections"):
                yield GonePage(
                    template="gone.html",
                    title=site.language.gettext("Withdrawn: %(title)s", title=gone.title),
                    description=labels.withdrawal(gone.kind, site.language.date(gone.date), gone.why, site.language),
                    url=url,
                    save_as=site.urls.file(url),
                    section="corrections",
                    of=gone,
                )
    for record in site.data.records():
        for alias in record.aliases if (title := _title(site, record)) else ():
            yield Page(
                template="redirect.html",
                title=title or "",
                description="",
                url=site.urls.record(record.kind_name, record.id),
                save_as=site.urls.file(site.urls.record(record.kind_name, alias)),
                section="",
            )


def _title(site: Site, record: Record) -> str | None:
    """Return the title of a record's page, or None where it has none of its own."""
    match record:
        case Topic() | Claim() | Text():
            return record.title
        case Source():
            return str(site.shown.sources[record.id].citation)
    return None
