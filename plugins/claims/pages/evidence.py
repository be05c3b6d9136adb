"""The evidence on a claim's page: its rows (`rows`), and every passage, witness by witness."""

from collections.abc import Iterator, Sequence
from urllib.parse import quote

from ..model.records import Claim
from ..site import labels
from ..site.glossary import Linker
from ..site.index import Site
from ..site.presenter import needs_gloss
from ..site.views import View, choice
from ..source.grouping import by_key
from ..verdict.origins import join_origins
from ..verdict.passages import Passage
from .rows import age, claim_rows, rank


def claim_evidence(site: Site, claim: Claim, with_terms: Linker) -> View:
    """Return the evidence of a claim."""
    passages = site.judgements.passages[claim.id]
    views = tuple(passage_view(site, claim, passage, with_terms) for passage in passages)
    return View(
        passages=views,
        rows=claim_rows(site, claim, views),
        witnesses=tuple(_witnesses(site, passages, views)),
    )


def passage_view(site: Site, claim: Claim, passage: Passage, with_terms: Linker) -> View:
    """Return a passage of a claim's evidence."""
    evidence, language = passage.evidence, site.language
    source = site.presenter.sources[evidence.source]
    is_retold = language.is_own(evidence.spoken or "") and not language.is_own(evidence.lang)
    has_gloss = needs_gloss(evidence.lang, evidence.gloss, language) and not is_retold
    return View.from_record(
        evidence,
        number=passage.number,
        stance=choice(evidence.stance, language),
        source=source,
        sides=tuple(site.presenter.sides[side] for side in passage.sides),
        age=age(site, claim, passage),
        counts_as=language.gettext(labels.AS[evidence.as_]) if evidence.as_ in labels.AS else "",
        part=part_numbers(claim).get(evidence.part) if claim.verdict else None,
        note=with_terms(site.markdown.html(evidence.note)),
        gloss=evidence.gloss if has_gloss else None,
        retold=language.gettext(labels.RETOLD, language=language.called(evidence.lang)) if is_retold else "",
        href=_to_words(source.href, evidence.words) if source.href and evidence.words else source.href,
    )


def part_numbers(claim: Claim) -> dict[str | None, int]:
    """Return the number of each part, from 1, by its id."""
    return {part.id: n for n, part in enumerate(claim.parts, 1)}


def _to_words(url: str, words: str) -> str:
    """Return the address of words on a page, where a browser marks them (WICG, "URL Fragment Text Directives").

    It is the page's own where that has a fragment already.
    """
    # `-`, `,` and `&` mean something in a text directive; `quote` leaves the hyphen alone.
    return url if "#" in url else f"{url}#:~:text={quote(words, safe='').replace('-', '%2D')}"


def _witnesses(site: Site, passages: Sequence[Passage], views: Sequence[View]) -> Iterator[View]:
    """Yield every passage under its witness, the strongest first; of equals those in the page's own language.

    A witness that speaks for itself and also passes on a side's word has an entry for each.
    """
    joined = join_origins(passage.origins for passage in passages)
    own_first = sorted(passages, key=lambda p: (rank(p)[:-1], not site.language.is_own(p.evidence.lang), p.number))
    for (origins, sides), found in by_key(((joined[min(p.origins)], p.sides), p) for p in own_first).items():
        yield View(
            name=site.judgements.witness_name(found[0].evidence.source, origins),
            whose=site.judgements.whose(sides),
            passages=tuple(views[passage.number - 1] for passage in found),
        )
