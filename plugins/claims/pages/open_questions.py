"""The page of open questions: what was looked for and not found."""

from collections.abc import Iterator

from ..site.index import Site
from ..site.pagination import LINES, paginate
from ..site.views import Page, View
from ..source.grouping import by_key


def pages(site: Site) -> Iterator[Page]:
    """Yield the open questions, each once with its claims, in the order in which readers meet those."""
    presenter = site.presenter
    asked = by_key(((item.question, item.looked), claim) for claim in site.records.ordered for item in claim.open)
    page = site.page(Page, "open", count=len(asked), foot=site.language.gettext("Open questions"))
    for numbered in paginate(page, site.language, questions=([*asked.items()], LINES)):
        topics = by_key(
            (
                claims[0].topics[0],
                View(question=question, looked=looked, claims=[presenter.cards[c.id] for c in claims]),
            )
            for (question, looked), claims in numbered.questions
        )
        yield numbered.replace(topics=tuple((presenter.topic_links[id], tuple(found)) for id, found in topics.items()))
