"""The site's own words for the values of the file's closed lists, and for the pages that stand alone."""

from __future__ import annotations

from collections.abc import Sequence

from ..model.records import (
    As,
    Bearing,
    ChangeKind,
    ClaimKind,
    Label,
    RelationKind,
    Seen,
    SourceKind,
    SpeakerKind,
    Stance,
)
from ..source.diagnostics import listing

NAMES: dict[str, str] = {
    Label.CORROBORATED: "Corroborated",
    Label.PARTLY_CORROBORATED: "Partly corroborated",
    Label.DISPUTED: "Disputed",
    Label.CONTRADICTED: "Contradicted",
    Label.OWN_WORD: "Own word only",
    Label.UNVERIFIED: "Unverified",
    Label.POSITION: "Opinion",
    "not-reviewed": "Not yet reviewed",
    Stance.SUPPORTS: "Supports",
    Stance.COMPLICATES: "Complicates",
    Stance.CONTRADICTS: "Contradicts",
    Stance.CONTEXT: "Context",
    Bearing.FOR: "For",
    Bearing.AGAINST: "Against",
    Bearing.BOTH: "Both",
    ClaimKind.MEASURE: "Measure",
    ClaimKind.RESULT: "Result",
    ClaimKind.HISTORY: "History",
    ClaimKind.COMMITMENT: "Commitment",
    SourceKind.OFFICIAL: "Official",
    SourceKind.INTERGOVERNMENTAL: "Intergovernmental",
    SourceKind.NEWS: "News",
    SourceKind.ACADEMIC: "Academic",
    SourceKind.THINK_TANK: "Think tank",
    Seen.EXCERPT: "An excerpt",
    Seen.REPRINT: "A reprint",
    Seen.REPORTED: "Not seen; reported by others",
    Seen.NOT_FOUND: "Not found",
    SpeakerKind.PERSON: "Person",
    SpeakerKind.OFFICE: "Office",
    SpeakerKind.ORGANISATION: "Organisation",
    ChangeKind.ADDED: "Added",
    ChangeKind.UPDATED: "Updated",
    ChangeKind.CORRECTED: "Corrected",
    "withdrawn": "Withdrawn",
    "claim": "Claim",
    "topic": "Topic",
    "source": "Source",
    "speaker": "Speaker",
    "term": "Term",
    "figure": "Figure",
    "event": "Event",
    "text": "Text",
    "independent": "Independent",
    "own": "The speaker’s own side",
    "cited": "The body that the claim cites",
    "accused": "The accused side’s answer",
    "text-judged": "The text itself, or a copy of it",
}

AS = {
    As.PROMISE: "only a promise",
    As.ACCUSATION: "an accusation",
    As.ADMISSION: "an admission",
}
"""As what a passage counts, where it is no record."""

LATER, PERHAPS_LATER, UNDATED = "after the claim was made", "perhaps after the claim was made", "date not known"
"""What is said of evidence that is not known to be older than its claim."""

GLOSSES = {
    Label.DISPUTED: "Independent evidence points both ways",
    Label.CONTRADICTED: "Independent evidence shows otherwise",
    Label.CORROBORATED: "Independent evidence agrees",
    Label.PARTLY_CORROBORATED: "Independent evidence agrees with part of it",
    Label.OWN_WORD: "Only the speaker’s side says so",
    Label.UNVERIFIED: "We found nothing that settles it",
    Label.POSITION: "An opinion, which evidence cannot settle",
}
"""What a reader is told under the word of a verdict. The first that fits is the verdict, unless it is a position."""

DEFINITIONS: dict[str, str] = {
    Stance.SUPPORTS: "It shows the same thing as the claim or a part of it.",
    Stance.COMPLICATES: "It shows less than the claim says, or something that changes the picture. We do not count it.",
    Stance.CONTRADICTS: "If it is right, the claim, or a part of it, is wrong.",
    Stance.CONTEXT: "It helps you to understand the claim. We do not count it.",
    Bearing.FOR: "It speaks for the opinion. We do not judge opinions, so we count nothing.",
    Bearing.AGAINST: "It speaks against the opinion. We do not judge opinions, so we count nothing.",
    Bearing.BOTH: "It speaks for the opinion in one way and against it in another.",
    "independent": "It speaks for nobody who makes the claim or passes it on, and for no side that the claim accuses.",
    "own": "It is the word of the speaker’s own side. What a side says about itself counts only as its word.",
    "cited": "It comes from the body that the claim itself cites, so it is not an independent check.",
    "accused": "It is the answer of the side that the claim accuses. We show it but do not count it.",
    "text-judged": "It is the text that we are checking, or a copy of it. A text cannot confirm itself.",
}
"""What is told of a word in place."""

OTHERS = {
    "independent": "independent",
    "own": "from the speaker’s own side",
    "cited": "from the body that the claim cites",
    "accused": "from the accused side",
    "text-judged": "from the text or a copy of it",
}
"""The same in a count of passages."""

RELATIONS: dict[RelationKind, tuple[str, str]] = {
    RelationKind.REPEATS: ("This claim repeats", "This claim is repeated by"),
    RelationKind.SUPPORTS: ("This claim supports", "This claim is supported by"),
    RelationKind.QUALIFIES: ("This claim qualifies", "This claim is qualified by"),
    RelationKind.CONTRADICTS: ("This claim contradicts", "This claim is contradicted by"),
    RelationKind.CONTEXT_FOR: ("This claim is context for", "Context for this claim"),
}
"""Each relation as said by the claim that names it, and by the claim it names; the other claim stands below."""

PAGES: dict[str, tuple[str, str]] = {
    "home": (
        "Home",
        "Claim by claim: who said it, how the words reached us, and what independent records show.",
    ),
    "timeline": (
        "Timeline",
        "What happened, oldest first, with the sources for each event.",
    ),
    "topics": ("Topics", "The questions behind the claims, each with a short answer."),
    "claims": ("Claims", "Every claim with its verdict, by topic."),
    "texts": ("Texts", "The texts that we check, each in its own order."),
    "sources": ("Sources", "Every source, by kind of publisher."),
    "open": ("Open questions", "What we looked for and did not find, claim by claim, and what would settle it."),
    "speakers": ("Speakers", "Who made the claims, and who reported them."),
    "glossary": ("Glossary", "The terms, offices and abbreviations used on this site, explained."),
    "corrections": (
        "Corrections and changes",
        "What was corrected or withdrawn, and when each claim was added or updated.",
    ),
}
"""Title and description of each page that stands alone."""

STANDING_IN = {
    "about": ("About this site", "What this site is, and how we correct mistakes.", "foot", "About"),
    "method": ("How verdicts work", "What each verdict means, and the limits of the method.", "menu", ""),
}
"""Title, description, place in the navigation and label of the pages that a site has even where nobody wrote them."""

LOCAL_SITE = "http://localhost:8000"
"""Where `make serve` shows the site: what addresses in examples begin with while it has none of its own."""

DATASET = "{}: claims, with their evidence and verdicts"
"""The data's title; the site's name goes first."""

DATA_LEDE = (
    "Everything on this site comes from one file of claims. You can download that file as we wrote it, or as tables "
    "and JSON, which are made from it each time the site is built."
)
"""What the data is: on its page, and where programs look for it."""

TO_TAKE_AWAY = {
    "epub": "The site as a book (EPUB): open it in a reading app, or send it to an e-reader.",
    "zip": "The whole site, to read without the internet: unpack the zip, then double-click index.html in its folder.",
}

COUNTED = {
    "texts": ("text", "texts"),
    "sides": ("side", "sides"),
    "topics": ("topic", "topics"),
    "speakers": ("speaker", "speakers"),
    "sources": ("source", "sources"),
    "claims": ("claim", "claims"),
    "events": ("event", "events"),
    "glossary": ("term", "terms"),
    "series": ("series of figures", "series of figures"),
    "evidence": ("passage of evidence", "passages of evidence"),
}
"""What there is of each in the data, where there is one and where there are more or none."""

MEDIA_TYPES = {"yaml": "application/yaml", "json": "application/json", "csv": "text/csv"}
MEDIA_TYPES |= {"sqlite": "application/vnd.sqlite3"}
MEDIA_TYPES |= {"bib": "application/x-bibtex", "ris": "application/x-research-info-systems"}
"""What kind of file an ending means."""

DATA_FILES: dict[str, str] = {
    "claims.yaml": "Everything, as we write and check it. The site and all other files are made from this one.",
    "claims.schema.json": "The structure of claims.yaml as JSON Schema, for editors and programs.",
    "claims.json": "Everything, for programs: one record per line, dates spelled out, references with id and page.",
    "records.schema.json": "The structure of claims.json, and of each file with some of its records, as JSON Schema.",
    "claims.csv": "One row per claim: what was claimed, by whom, the verdict, and how many witnesses it rests on.",
    "parts.csv": "One row per part of a claim: what it says, and how many witnesses support or contradict it.",
    "evidence.csv": "One row per passage: what a source shows about a claim, whose word it is, and whether it counts.",
    "events.csv": "One row per event: what happened, when, and where it is mentioned.",
    "sources.csv": "One row per source: a work that can be cited, and the side it speaks for.",
    "appearances.csv": "One row per appearance: how each claim’s words reached us, from whoever said them first.",
    "relations.csv": "One row per tie between two claims: one repeats, supports, qualifies or contradicts the other.",
    "witnesses.csv": "One row per witness that counts in a claim’s verdict: the sources whose word it is.",
    "changes.csv": "One row per change: what was added, updated or corrected in which record, and when.",
    "points.csv": "One row per figure with a date, from the series that run over time.",
    "claims.sqlite": "Everything as a database (SQLite): a table for each kind of record and each list in one.",
    "sources.bib": "The sources for LaTeX and reference managers (BibTeX). A title in brackets is our description.",
    "sources.ris": "The sources for EndNote, Zotero, Mendeley and others (RIS).",
    "sources.csl.json": "The sources for Zotero, pandoc and others (CSL-JSON).",
    "datapackage.json": "The tables described column by column, for programs (Data Package, version 1).",
    "claims/<id>.json": "One claim, with every record it names.",
    "texts/<id>.json": "One text, with its claims in its own order, and every record they name.",
    "topics/<id>.json": "One topic, with its claims, events and figures, and every record they name.",
    "version.json": "The version of the data, and the size and SHA-256 of every other file.",
}
"""What each file of the data holds."""

FILE_GROUPS = {
    "": r"claims\.(yaml|json|csv|sqlite)|(evidence|sources)\.csv",
    "The sources as a bibliography": r"sources\..+",
    "More tables": r"[a-z]+\.csv",
    "Schemas, and single records": r".+",
}
"""Under what heading a file is listed: that of the first pattern which fits its name. The first ones stand open."""


def account(texts: Sequence[str], *, on_record: bool) -> str:
    """Return who tells of an event: the texts of these names, other sources, or both."""
    names = listing([*texts, *(["other sources"] if on_record else [])], last="and")
    return f"In {names}" if texts else "In other sources"


def counted(passages: int, witnesses: int) -> str:
    """Return how many passages there are, and how many independent witnesses speak in them."""
    return f"{_number(passages, 'passage')}, {_number(witnesses, 'independent witness', 'independent witnesses')}"


def witnesses_in_words(supports: int, contradicts: int, *, own: int, cited: int, sides: Sequence[str]) -> str:
    """Return who speaks for and against a claim or a part of it: independent witnesses, and passages that are not.

    `own` are passages of the speaker's own sides, whose names are `sides`; `cited` those of a body that is cited.
    """
    if supports or contradicts:
        found = f"supported by {_number(supports, 'independent witness', 'independent witnesses')}"
        words = [f"{found}, contradicted by {contradicts or 'none'}"]
    else:
        words = ["no independent witness supports or contradicts it"]
    if own:
        words.append(f"{_number(own, 'passage')} from the speaker’s own side ({' and '.join(sides)})")
    if cited:
        words.append(f"{_number(cited, 'passage')} from the body that the claim cites")
    return "; ".join(words)


def side_page(adjective: str) -> tuple[str, str]:
    """Return title and description of a side's page."""
    return (
        f"What the {adjective} side concedes",
        f"Where sources of the {adjective} side support another side’s claims, or go against their own side’s.",
    )


def _number(count: int, one: str, more: str = "") -> str:
    return f"{count or 'no'} {one if count == 1 else more or f'{one}s'}"


def text_description(title: str, speaker: str, claims: int) -> str:
    """Return what a text's page is about."""
    return f"{title}, by {speaker}, in its own order: {_number(claims, 'claim')}, each with its verdict."


def claim_title(title: str, verdict: str) -> str:
    """Return the title of a claim's page where it stands alone."""
    return f"Claim: {title}. Verdict: {verdict.lower()}"


def claim_description(verdict: str, summary: str, statement: str) -> str:
    """Return what a claim's page says, the verdict first."""
    return f"{verdict}: {summary}" if summary else f"{verdict}. {statement}"


def withdrawal(date: str, why: str) -> str:
    """Return what the page of a claim that was withdrawn says first."""
    return f"We have withdrawn this claim from the site ({date}). {why}"


def folded(standings: Sequence[str], *, more: bool) -> str:
    """Return what the passages are that are folded away, by where they stand; `more` where others are open."""
    kinds = [(OTHERS[kind], standings.count(kind)) for kind in OTHERS if kind in standings]
    count = f"{len(standings)} more" if more else _number(len(standings), "passage")
    if len(kinds) == 1:
        return f"{count}, {kinds[0][0]}"
    return f"{count}: {listing([f'{number} {what}' for what, number in kinds], last='and')}"


def source_description(citation: str, kind: str) -> str:
    """Return what a source's page is about."""
    return f"What we cite this source ({kind.lower()}) for: {citation}."


def speaker_description(name: str, role: str) -> str:
    """Return what a speaker's page is about."""
    return f"The claims that {name} ({role}) made or reported."
