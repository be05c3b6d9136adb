"""The warnings: rules on wording and upkeep that a file can break and still be published.

Each function with `@warning` is a rule; its docstring states the rule. The function's name, with hyphens for
underscores, is the rule's name in the output.
"""

import re
from collections.abc import Callable, Iterator

from ..model import fields, links
from ..model.markdown import MarkdownRenderer
from ..model.records import (
    Dataset,
    Record,
    SourceKind,
    Stance,
)
from ..model.scalars import Content
from ..source.diagnostics import Path, Problem, listing, shown
from ..source.grouping import repeated
from ..verdict import COUNTING, WitnessCounter, trace_origins
from . import signs

GATE = "work-is-finished"
"""The rule whose warnings block publishing."""
REVIEWED_AGAIN = "changed-claims-are-reviewed-again"


Rule = Callable[[Dataset], Iterator[Problem]]

WARNINGS: dict[str, Rule] = {}
"""The rules by their names. They are shown in the order of this module."""


def warning(rule: Rule) -> Rule:
    """Register a rule under its name."""
    WARNINGS[rule.__name__.replace("_", "-")] = rule
    return rule


@warning
def sources_are_used(dataset: Dataset) -> Iterator[Problem]:
    """Some record names or links to each source."""
    used = set[tuple[str, str]]()
    for record in dataset.written():
        used.update((kind, id) for kind, id, _ in fields.references(record))
        for text, _ in fields.texts(record, "markdown"):
            used.update(links.targets(text))
    for source in dataset.sources:
        if ("source", source.id) not in used:
            yield Problem(source.location.path("id"), f"nothing leans on {source}", "cite it, or delete it")


@warning
def official_sources_have_a_side(dataset: Dataset) -> Iterator[Problem]:
    """A government's own text has a side where the file has sides: without one it counts as a witness of none."""
    counter = WitnessCounter(dataset)
    sources = {}
    for claim in dataset.claims if dataset.sides else ():
        for evidence in claim.evidence:
            source = dataset.sources_by_id[evidence.source]
            counts = evidence.as_ in COUNTING and evidence.stance is not Stance.CONTEXT
            if source.kind is SourceKind.OFFICIAL and counts and not counter.sides_of(evidence):
                sources[source.id] = source
    for source in sources.values():
        message = f"{source} is official and has no side, so its word counts as that of an outsider"
        sides = listing([side.id for side in dataset.sides], last="or")
        help = f"add `side:`, whose word it is: {sides}"
        yield Problem(source.location.path("kind"), message, help)


@warning
def figures_of_a_verdict_are_shown(dataset: Dataset) -> Iterator[Problem]:
    """A figure in a verdict is also in a passage, a part, a quotation or a series of its claim."""
    for claim in dataset.claims:
        texts = [*fields.texts(claim, "markdown", "plain text", "quotation")]
        verdict_texts = [(text, path) for text, path in texts if path[0] == "verdict"]
        other_texts = [text for text, path in texts if path[0] != "verdict"]
        for series in dataset.series:
            if claim.id in series.claims:
                other_texts += [text for text, _ in fields.texts(series, "plain text")]
                other_texts += [f"{value:.15g}" for value in series.values]
        other_figures = {figure.replace(",", "") for figure in _FIGURE.findall(" ".join(other_texts))}
        for text, path in verdict_texts:
            for figure in _FIGURE.findall(links.without_targets(text)):
                if figure.replace(",", "") not in other_figures:
                    message = f"the verdict on {claim} has a figure that none of its passages has: {figure}"
                    help = "correct it, or enter the passage that has it"
                    yield Problem(claim.location.path(*path), message, help, spot=figure)


_FIGURE = re.compile(
    r"(?<![A-Za-z\d#.,-])(?!(?:1[89]|20)\d\d(?![\d.,]*\d))(?>\d[\d.,]*\d)"
    r"(?! [A-Z][a-z]|, (?:19|20)\d\d| de [a-z]|[年月日])"
)
"""A number of two digits or more that is neither a year nor a day."""


@warning
def passages_name_their_speaker(dataset: Dataset) -> Iterator[Problem]:
    """A passage that carries a side's word in a source of another side, or of none, says whose words they are."""
    counter = WitnessCounter(dataset)
    for claim in dataset.claims:
        for n, evidence in enumerate(claim.evidence):
            sides = counter.sides_of(evidence)
            is_carried = sides and dataset.sources_by_id[evidence.source].side not in sides
            if is_carried and not evidence.said_by and evidence.stance is not Stance.CONTEXT:
                message = f"evidence {n + 1} of {claim} has the word of a side in another’s source, and no speaker"
                help = "add `said_by:`, the id of a speaker or a name: whose words they are"
                yield Problem(claim.location.path("evidence", n, "source"), message, help)


@warning
def passages_say_how_far_they_reach(dataset: Dataset) -> Iterator[Problem]:
    """A passage that shows only a portion, or that limits a claim, says in a sentence what its words do not show."""
    effects = {Stance.PARTLY: "shows a portion", Stance.QUALIFIES: "limits the claim"}
    for claim in dataset.claims:
        for n, evidence in enumerate(claim.evidence):
            if evidence.stance in effects and not evidence.limit:
                message = f"evidence {n + 1} of {claim} {effects[evidence.stance]}, and does not say how far it reaches"
                help = "add `limit:`, one short sentence: what these words do not show"
                yield Problem(claim.location.path("evidence", n, "stance"), message, help)


@warning
def reasons_rest_on_evidence(dataset: Dataset) -> Iterator[Problem]:
    """A source that a verdict cites for or against its claim is evidence of the claim."""
    origins = trace_origins(dataset.sources)
    for claim in dataset.claims:
        if not claim.verdict or any(part.same for part in claim.parts):
            continue  # a part that is the same has its evidence with another claim
        ids = {appearance.source for appearance in claim.appearances}
        for evidence in claim.evidence:
            ids.update((evidence.source, *evidence.relays), origins[evidence.source])
        for field, text in (("for", claim.verdict.for_), ("against", claim.verdict.against)):
            for kind, id in links.targets(text or ""):
                if kind == "source" and id not in ids:
                    message = f'the verdict on {claim} cites under `{field}:` source "{id}", which is no evidence of it'
                    help = "enter the passage under `evidence:`, or take the link out"
                    yield Problem(claim.location.path("verdict", field), message, help, spot=f"source:{id}")


@warning
def copies_are_one_witness(dataset: Dataset) -> Iterator[Problem]:
    """If two sources share a title and a date, one is an edition of the other, or both pass on a third."""
    origins = trace_origins(dataset.sources)
    sources = [source for source in dataset.sources if source.title and source.date]
    for source, first in repeated(sources, key=lambda source: (_plain(source.title), source.date)):
        if not origins[source.id] & origins[first.id]:
            message = f"{source} has the title and the date of {first}, and counts as another witness"
            help = f"write `edition_of: {first.id}` where it is a copy, or `relays:` on both"
            yield Problem(source.location.path("title"), message, help)


def _plain(words: str | None) -> str:
    """Return words in small letters, without punctuation, one space between each two."""
    return " ".join(re.sub(r"[^\w\s]", "", words or "").casefold().split())


@warning
def signs_mean_something(dataset: Dataset) -> Iterator[Problem]:
    """No text has marks that readers would see as marks, nor pictures or tags, which pages leave out."""
    renderer = MarkdownRenderer()
    for record in dataset.written():
        for text, path in fields.texts(record, "plain text"):
            sign = _IN_PLAIN_TEXT.search(text)
            if sign:
                message = f"{record} has {shown(sign[0])}, which readers see as it stands"
                help = "take it out: what is meant is plain text"
                yield Problem(record.location.path(*path), message, help, spot=sign[0])
        for text, path in fields.texts(record, "markdown"):
            for spot, fault, help in _meaningless_signs(text, renderer):
                message = f"{record} has {shown(spot)}, which {fault}"
                yield Problem(record.location.path(*path), message, help, spot=spot)


def _meaningless_signs(text: str, renderer: MarkdownRenderer) -> Iterator[tuple[str, str, str]]:
    """Yield each mark or tag in a Markdown text that does not do what it does elsewhere, its fault, and the help."""
    mark = _NOT_IN_TEXTS.search(text)
    if mark:
        help = "write a link as [words](https://…); take out headings, tables, footnotes and links of wikis"
        yield mark[0], "readers see as it stands", help
        return
    if "<" in text or "![" in text:
        for tag in dict.fromkeys(renderer.lost(text)):
            yield tag, "is not shown", "take it out, or write &lt; for the sign itself"


_IN_PLAIN_TEXT = re.compile(r"\[[^\]]+\]\([^)\s]+\)|\*\*|&#?\w+;|\\n|\S+,$|</?[A-Za-z][^<>]*>")
_NOT_IN_TEXTS = re.compile(
    r"(?<![(<\w])https?://[^\s)>]+|^##+ .*|^\|.*\||~~|\[\^\w+\]|\[\[[^][]+\]\]|(?<=\S)\[\d+\](?![(\[])", re.MULTILINE
)


@warning
def work_is_finished(dataset: Dataset) -> Iterator[Problem]:
    """No record has signs of unfinished work."""
    for record in dataset.written():
        texts: list[tuple[str, Path, tuple[signs.Sign, ...]]] = []
        for content, kinds in _SIGNS:
            texts += [(text, path, kinds) for text, path in fields.texts(record, content)]
        if isinstance(record, Record):
            texts.append((record.id, ("id",), signs.IN_NAMES))
        for text, path, kinds in texts:
            for sign in signs.find(text, kinds):
                message = f"{record} {sign.message}"
                yield Problem(record.location.path(*path), message, sign.help, spot=sign.spot)


_SIGNS: tuple[tuple[Content, tuple[signs.Sign, ...]], ...] = (
    ("quotation", signs.IN_TEXTS),
    ("plain text", signs.IN_TEXTS),
    ("markdown", signs.IN_TEXTS),
    ("url", signs.IN_NAMES),
)
