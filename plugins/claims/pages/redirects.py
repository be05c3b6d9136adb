"""What stands where records had their pages before they were renamed or withdrawn."""

from collections.abc import Iterator

from ..model.records import Claim, Text, Topic
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
        for id in (gone.id, *gone.aliases) if gone.kind in labels.GONE else ():
            url, date = site.urls.record(gone.kind, id), site.language.date(gone.date)
            yield GonePage(
                template="gone.html",
                title=site.language.gettext("Withdrawn: %(title)s", title=gone.title),
                description=site.language.gettext(labels.GONE[gone.kind], date=date, why=gone.why),
                url=url,
                save_as=site.urls.file(url),
                section="corrections",
                of=gone,
            )
    renamed: list[Claim | Text | Topic] = [*site.data.claims, *site.data.texts, *site.data.topics]
    for record in renamed:
        for alias in record.aliases:
            yield Page(
                template="redirect.html",
                title=site.presenter.title(record),
                description="",
                url=site.urls.record(record.kind_name, record.id),
                save_as=site.urls.file(site.urls.record(record.kind_name, alias)),
                section="",
            )
