"""The evidence on a claim's page: the table of `rows`, and every passage under its witness."""

from collections import defaultdict
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from urllib.parse import quote

from ..model.records import Claim
from ..site import labels
from ..site.glossary import Linker
from ..site.index import Site
from ..site.presenter import needs_gloss
from ..site.views import choice
from ..verdict import Origins, Passage, join_witnesses
from .rows import PassageView, Rows, age, claim_rows, rank


@dataclass(frozen=True, kw_only=True)
class Witness:
    """A witness with its passages."""

    name: str
    whose: str
    """In words for which sides it speaks."""
    passages: Sequence[PassageView]


@dataclass(frozen=True, kw_only=True)
class ClaimEvidence:
    """The evidence of a claim: each passage in the order of the file, in the table, and under its witness."""

    passages: Sequence[PassageView]
    rows: Rows | None
    witnesses: Sequence[Witness]


def claim_evidence(site: Site, claim: Claim, with_terms: Linker) -> ClaimEvidence:
    """Return the evidence of a claim."""
    passages = site.judgements.passages[claim.id]
    views = []
    for passage in passages:
        views.append(passage_view(site, claim, passage, with_terms))
    return ClaimEvidence(
        passages=tuple(views),
        rows=claim_rows(site, claim, views),
        witnesses=tuple(_witnesses(site, passages, views)),
    )


def passage_view(site: Site, claim: Claim, passage: Passage, with_terms: Linker) -> PassageView:
    """Return a passage of a claim's evidence as pages show it."""
    evidence = passage.evidence
    language = site.language
    source = site.presenter.sources[evidence.source]
    is_retold = language.is_own(evidence.spoken or "") and not language.is_own(evidence.lang)
    has_gloss = needs_gloss(evidence.lang, evidence.gloss, language) and not is_retold
    return PassageView(
        number=passage.number,
        stance=choice(evidence.stance, language),
        source=source,
        sides=tuple(site.presenter.sides[side] for side in passage.sides),
        age=age(site, claim, passage),
        counts_as=language.gettext(labels.AS[evidence.as_]) if evidence.as_ in labels.AS else "",
        part=part_numbers(claim).get(evidence.part) if claim.verdict else None,
        note=with_terms(site.markdown.html(evidence.note)),
        at=evidence.at,
        words=evidence.words,
        lang=evidence.lang,
        gloss=evidence.gloss if has_gloss else None,
        retold=language.gettext(labels.RETOLD, language=language.called(evidence.lang)) if is_retold else "",
        href=_to_words(source.href, evidence.words) if source.href and evidence.words else source.href,
    )


def part_numbers(claim: Claim) -> dict[str | None, int]:
    """Return the number of each part, from 1, by its id."""
    return {part.id: number for number, part in enumerate(claim.parts, 1)}


def _to_words(url: str, words: str) -> str:
    """Return the address of words on a page, where a browser marks them (WICG, "URL Fragment Text Directives").

    An address that has a fragment already stays as it is.
    """
    if "#" in url:
        return url
    # `-`, `,` and `&` mean something in a text directive; `quote` leaves the hyphen alone.
    encoded = quote(words, safe="").replace("-", "%2D")
    return f"{url}#:~:text={encoded}"


def _witnesses(site: Site, passages: Sequence[Passage], views: Sequence[PassageView]) -> Iterator[Witness]:
    """Yield the witnesses with their passages, the strongest first; if equal, the site's own language first.

    A witness that speaks for itself and also passes on the word of a side is yielded once for each.
    """

    def strength(passage: Passage) -> tuple[bool, int, bool, bool, int]:
        is_beside, stance, is_without_words, number = rank(passage)
        return is_beside, stance, is_without_words, not site.language.is_own(passage.evidence.lang), number

    origins_of_witness: dict[int, Origins] = {}
    for witness in join_witnesses(passages):
        for passage in witness.passages:
            origins_of_witness[passage.number] = witness.origins
    by_witness = defaultdict[tuple[Origins, tuple[str, ...]], list[Passage]](list)
    for passage in sorted(passages, key=strength):
        by_witness[origins_of_witness[passage.number], passage.sides].append(passage)
    for (origins, sides), passages_of_witness in by_witness.items():
        yield Witness(
            name=site.judgements.witness_name(passages_of_witness[0].evidence.source, origins),
            whose=site.judgements.whose(sides),
            passages=tuple(views[passage.number - 1] for passage in passages_of_witness),
        )
