"""The list of all claims, and the page of each."""

from collections import defaultdict
from collections.abc import Iterator, Sequence

from ..model.records import Label
from ..site.citations import DATA_LICENSE, Citation
from ..site.claim import ClaimView
from ..site.page import FeedEntry, Findable, Page, PictureWords, entry_of
from ..site.schema_org import Graph
from ..site.serialize import Json, present
from ..site.site import Site
from ..site.topic import TopicView
from ..site.views import ChoiceCount, verdicts
from ..source.dates import Edtf


class ClaimsPage(Page):
    """`/claims/`."""

    def __init__(self, site: Site) -> None:
        super().__init__(site, "claims")
        self.count = len(site.claims)

    @property
    def topics(self) -> list[tuple[TopicView, list[list[ClaimView]]]]:
        """Each topic with the groups of claims whose first topic it is."""
        groups = defaultdict[str, list[list[ClaimView]]](list)
        for group in self.site.grouped(self.site.claims.values()):
            groups[group[0].record.topics[0]].append(group)
        return [(self.site.topics[id], claims) for id, claims in groups.items()]

    @property
    def verdicts(self) -> Sequence[ChoiceCount]:
        """How many claims have each verdict."""
        return verdicts(self.site.claims.values(), self.site.language)


class ClaimPage(Page):
    """`/claims/<id>/`: a claim, who made it, our finding on it, and its history on this site."""

    def __init__(self, site: Site, claim: ClaimView) -> None:
        finding = claim.summary or claim.prose.statement.striptags()
        description = site.language.gettext("%(verdict)s: %(finding)s", verdict=claim.label.name, finding=finding)
        super().__init__(site, f"claims/{claim.id}", (claim.title, description))
        self.claim = claim

    @property
    def full_title(self) -> str:
        """The title with the speaker and the verdict."""
        return self.claim.full_title

    @property
    def citation(self) -> Citation:
        """How to cite the page."""
        return self.claim.citation

    @property
    def dates(self) -> list[Edtf]:
        """The dates on which the claim changed, and on which it was last reviewed."""
        dates = [change.date for change in self.claim.changes]
        if self.claim.reviewed:
            dates.append(self.claim.reviewed)
        return dates

    def findable(self) -> Iterator[Findable]:
        """Yield the claim with its parts and passages; results show its verdict, and an excerpt below it."""
        claim, site = self.claim, self.site
        said: list[str | tuple[str, str]] = [claim.prose.statement, claim.summary]
        said += [reading.summary for reading in claim.readings]
        said += [reason for _, reason in claim.prose.reasons]
        for part in claim.record.parts:  # which an excerpt may show alone
            said.append((site.language.gettext("Claim"), part.text))
        for passage in claim.passages:
            if passage.record.words:
                said.append((passage.source.record.publisher, f"“{passage.record.words}”"))
        yield Findable(
            "claim",
            self.url,
            self.title,
            said,
            answer=claim.summary,
            also=claim.short,
            topics=[topic for topic in site.topics if topic in claim.record.topics],
            label=claim.verdict,
            of_text=site.data.text_of(claim.record) if len(site.texts) > 1 else None,
            by=claim.speaker,
        )

    def picture_words(self) -> PictureWords:
        """Return the claim, its verdict, that of other readings, and its speaker."""
        claim = self.claim
        return PictureWords(
            name=f"claim-{claim.id}",
            alt=self.full_title,
            title=self.title,
            note=" · ".join(filter(None, (claim.other_verdicts, self._byline()))),
            verdict=claim.label,
        )

    def _byline(self) -> str:
        """Return who made the claim, where and when. A speaker who is cited for the claim comes first."""
        gettext = self.site.language.gettext
        first = self.claim.chain[0]
        maker = self.claim.maker
        speaker = maker.speaker.title
        publisher = maker.source.record.publisher
        if publisher in speaker:
            byline = speaker
        elif publisher.startswith(speaker):
            byline = publisher
        else:
            byline = gettext("%(speaker)s, %(publisher)s", speaker=speaker, publisher=publisher)
        if first.record.cited and maker is not first:
            byline = gettext("%(speaker)s, according to %(who)s", speaker=first.speaker.title, who=byline)
        if maker.record.date:
            byline = gettext("%(who)s, %(date)s", who=byline, date=self.site.language.date(maker.record.date))
        return byline

    def schema_org(self, graph: Graph) -> Iterator[Json]:
        """Yield the page, the claim, its words if they are verbatim, and its review if there is one.

        The name of the `Claim` is the statement and its description says who made it, since it is not a fact of ours.
        A rating has the label in words and no number, because we give none; opinions are not rated. Every correction
        is a `CorrectionComment`. The review has the date of the claim's publication here, or of the review if the
        history does not give one.
        """
        view, record = self.claim, self.claim.record
        url = graph.url(self.url)
        claim = {"@id": f"{url}#claim"}
        dates = present(datePublished=record.published, dateModified=record.updated)
        corrections = []
        for change in view.changes:
            if change.is_correction:
                comment = {"@type": "CorrectionComment", "text": change.note, "datePublished": change.date.day}
                corrections.append(comment)
        history = {**dates, **present(correction=corrections)}
        yield {**graph.page(self, view.topics[0]), **history, "mainEntity": claim}
        works = {appearance.source.id: graph.work(appearance.source) for appearance in view.chain}
        yield {
            **graph.node("Claim", self.url, self.title, "#claim"),
            "description": view.prose.statement.striptags(),
            **present(datePublished=view.day and view.day.iso),
            "author": {"@type": "Person" if view.maker.is_person else "Organization", "name": view.speaker},
            "about": [{"@type": "Thing", "name": topic.title, "url": graph.url(topic.url)} for topic in view.topics],
            "firstAppearance": graph.work(view.maker.source),
            "appearance": list(works.values()),
        }
        quote = record.quote
        if quote and quote.verbatim:
            # Without `creator`: the quoted source does not always have the words from the speaker.
            quoted = view.chain[quote.appearance - 1]
            words = {"text": quote.text, "inLanguage": quoted.lang}
            yield {"@type": "Quotation", "@id": f"{url}#quotation", **words, "isPartOf": graph.work(quoted.source)}
        if view.reviewed and view.label.value != Label.OPINION:
            rating = {"@type": "Rating", "alternateName": view.label.name, "ratingExplanation": view.summary}
            yield {
                "@type": "ClaimReview",
                "@id": f"{url}#review",
                "url": url,
                "datePublished": view.reviewed.iso,
                **dates,  # which has the day of the claim's publication, if its history gives one
                "author": graph.publisher(),
                "publishingPrinciples": graph.method(),
                "headline": self.full_title,
                "claimReviewed": self.title,
                "itemReviewed": claim,
                "reviewBody": view.summary,
                "reviewRating": rating,
                "license": DATA_LICENSE.url,
            }

    def news(self) -> Iterator[tuple[str, FeedEntry]]:
        """Yield the claim for the feeds of all claims, of its topics and of its text, and an entry per correction."""
        claim, record, site = self.claim, self.claim.record, self.site
        path = f"claims/{record.first_id}"
        gettext = site.language.gettext
        if record.updated:
            entry = FeedEntry(
                path=path,
                day=record.updated,
                published=record.published,
                title=self.full_title,
                url=self.url,
                summary=gettext("%(verdict)s. %(finding)s", verdict=claim.label.name, finding=claim.summary),
                topics=claim.topics,
                page=self,
            )
            yield site.urls.page("claims"), entry
            for topic in claim.topics:
                yield topic.url, entry
            if claim.text:
                yield claim.text.url, entry
        corrections = [change for change in reversed(claim.changes) if change.is_correction]
        for n, change in enumerate(corrections, 1):
            title = gettext("%(change)s. %(claim)s", change=change.kind.name, claim=claim.full_title)
            entry = entry_of(change, f"{path}/corrections/{n}", title, claim.topics)
            yield site.urls.page("corrections"), entry


def pages(site: Site) -> Iterator[Page]:
    """Yield the list of claims, then the page of each, text by text."""
    yield ClaimsPage(site)
    for claims in site.claims_by_text.values():
        for claim in claims:
            yield ClaimPage(site, claim)
