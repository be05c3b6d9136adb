"""The site's own words for the values of the file's closed lists, and for the pages that stand alone."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterable, Mapping, Sequence

from ..model.records import (
    As,
    Claim,
    Label,
    RelationKind,
    Seen,
    SiteInfo,
    SourceType,
    Stance,
)
from ..source.diagnostics import listing
from ..verdict.backing import Marks
from ..verdict.counter import Judgement, ReadingLabel, WitnessCounter
from ..verdict.origins import Colour, Witness

_NAMES: dict[str, str] = {
    "not-reviewed": "Not yet reviewed",
    Stance.PARTLY: "Supports in part",
    Seen.EXCERPT: "An excerpt",
    Seen.REPRINT: "A reprint",
    Seen.REPORTED: "Not seen; reported by others",
    "series": "Figures",
    Colour.OTHER: "The other side",
    Colour.OWN: "The speaker’s own side",
    "text-judged": "The text itself, or a copy of it",
}
"""The values whose names say more than the values themselves."""

AS = {
    As.TEXT: "the text itself",
    As.ANNOUNCEMENT: "only an announcement",
    As.STATEMENT: "only a statement",
}
"""As what a passage counts, where it is no record."""

QUOTED_AS = {
    "full": "What backs it",
    "half": "What backs some of it",
    "word": "What its own side says",
    "against": "What contradicts it",
    "limits": "What limits it",
}
"""The heading of a quotation beside the reasons, by the mark of its witness."""
WHOLE = "The whole claim"
"""What stands for a part over evidence that bears on every part of the main reading."""

LATER, PERHAPS_LATER, UNDATED = "after the claim was made", "perhaps after the claim was made", "date not known"
"""What is said of evidence that is not known to be older than its claim."""

_BY = {
    Stance.SUPPORTS: "shown by",
    Stance.PARTLY: "in part by",
    Stance.QUALIFIES: "limited by",
    Stance.CONTRADICTS: "contradicted by",
}

GLOSSES = {
    Label.CONTRADICTED: "The record shows otherwise",
    Label.DISPUTED: "The record points both ways",
    Label.CONFIRMED: "Others show it too, or the text of a law or order does",
    Label.PARTLY_CONFIRMED: "Others show a part of it",
    Label.UNCONFIRMED: "Only its own side says so",
    Label.OPINION: "An opinion, which evidence cannot settle",
}
"""What a reader is told under the word of a verdict. The first that fits is the verdict, unless it is an opinion."""

DEFINITIONS: dict[str, str] = {
    Stance.SUPPORTS: "It shows the same thing as the claim or a part of it.",
    Stance.PARTLY: "It shows a portion of it, or points the same way with less force.",
    Stance.QUALIFIES: "It limits the claim or tells against it, but both can be true. We do not count it.",
    Stance.CONTRADICTS: "If it is right, the claim, or a part of it, is wrong.",
    Stance.CONTEXT: "It helps you to understand the claim. We do not count it.",
    Colour.NONE: "It speaks for no side. We count it.",
    Colour.OTHER: "It is the word of the other side. For the claim it counts in full; against it, it makes a dispute.",
    Colour.OWN: "It is the word of the speaker’s own side. For the claim only a text counts; against it, all counts.",
    "text-judged": "It is the text that we are checking, or a copy of it. A text cannot confirm itself.",
}
"""What is told of a word in place."""

_FIGURES = {SourceType.TABLE, SourceType.DATA_SET}
"""The types of works that a label calls by what is in them."""

RELATIONS: dict[RelationKind, tuple[str, str]] = {
    RelationKind.REPEATS: ("This claim repeats", "This claim is repeated by"),
    RelationKind.SUPPORTS: ("This claim supports", "This claim is supported by"),
    RelationKind.QUALIFIES: ("This claim qualifies", "This claim is qualified by"),
    RelationKind.CONTRADICTS: ("This claim contradicts", "This claim is contradicted by"),
}
"""Each relation as said by the claim that names it, and by the claim it names; the other claim stands below."""

PAGES: dict[str, tuple[str, str]] = {
    "home": ("Home", "Claim by claim: who said it, how the words reached us, and what independent records show."),
    "timeline": ("Timeline", "What happened, oldest first, with the sources for each event."),
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

_COUNTED = {
    "glossary": ("term", "terms"),
    "series": ("series of figures", "series of figures"),
    "withdrawals": ("record withdrawn", "records withdrawn"),
    "evidence": ("passage of evidence", "passages of evidence"),
}
"""What there is of each in the data, in the singular and the plural, where the file calls it otherwise."""

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
    "readings.csv": "One row per other reading of a claim: how it is read there, and the verdict on that reading.",
    "parts.csv": "One row per part of a claim: what it says, its label, and how many witnesses are for or against it.",
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


def name(value: str) -> str:
    """Return the name of a member of a closed list, or of a kind of record: `think-tank` is a “Think tank”."""
    return _NAMES.get(value) or value.replace("-", " ").capitalize()


def held(section: str, count: int) -> str:
    """Return how much there is of something in the data: `2 claims`."""
    return number(count, *_COUNTED.get(section, (section.removesuffix("s"),)))


def verdict(
    counter: WitnessCounter, claim: Claim, judgement: Judgement, reading: ReadingLabel, names: Mapping[str, str]
) -> str:
    """Return the words of a reading's label, such as “Only the mayor says so”.

    `names` are those of sides and speakers by id.
    """
    if reading.label is Label.CONFIRMED:
        number, texts = min(
            (_shown(counter, claim, part.count.supports) for part in reading.parts),
            key=lambda shown: (shown[0], len(shown[1])),
        )
        own = [f"its own {', '.join(texts)}"] if texts else []
        return f"Confirmed by {' and '.join([*([str(number)] if number else []), *own])}"
    if reading.label is Label.PARTLY_CONFIRMED and len(reading.parts) > 1:
        labels = Counter(part.label for part in reading.parts)
        full, some = labels[Label.CONFIRMED], labels[Label.PARTLY_CONFIRMED]
        if not full:
            return f"Partly confirmed: {some} of {len(reading.parts)} parts, in part"
        in_part = f" in full, {some} in part" if some else ""
        return f"Partly confirmed: {full} of {len(reading.parts)} parts{in_part}"
    if reading.label is Label.DISPUTED:
        count = next(part.count for part in reading.parts if part.label is Label.DISPUTED)
        return f"Disputed: {len(count.supports + count.partly) or 'none'} for, {len(count.contradicts)} against"
    if reading.label is Label.UNCONFIRMED:
        colours = _saying(claim, judgement, reading)
        if colours & {Colour.OTHER, Colour.NONE}:
            return "Said by others too, shown by none"
        speaker = next((link.speaker for link in claim.appearances if not link.cited), claim.appearances[0].speaker)
        ids = counter.own_sides(claim) if Colour.OWN in colours else (speaker,)
        who = [re.sub("^The ", "the ", names[id]) for id in ids]
        return f"Only {' and '.join(who)} {'says' if len(who) == 1 else 'say'} so"
    return name(reading.label)


def _shown(counter: WitnessCounter, claim: Claim, supports: Iterable[Witness]) -> tuple[int, list[str]]:
    """Return how many witnesses of a part are not of the own side, and what that side's texts are called."""
    own = [witness for witness in supports if witness.colour is Colour.OWN]
    types = (counter.sources[claim.evidence[witness.passages[0]].source].type for witness in own)
    others = sum(witness.colour is not Colour.OWN for witness in supports)
    return others, [*dict.fromkeys("figures" if type in _FIGURES else str(type or "text") for type in types)]


def _saying(claim: Claim, judgement: Judgement, reading: ReadingLabel) -> set[Colour | None]:
    """Return the colours of those who say again what nobody shows."""
    places = {n for part in reading.parts if part.label is Label.UNCONFIRMED for n in part.count.passages}
    said = {Stance.SUPPORTS, Stance.PARTLY}
    return {judgement.colours[n] for n in places - judgement.counted if claim.evidence[n].stance in said}


def seen(counts: Mapping[str, int]) -> str:
    """Return how much we saw of some sources, of which `counts` tells how many there are of each."""
    phrases = {
        Seen.EXCERPT: "read an excerpt of {}",
        Seen.REPRINT: "read a reprint of {}",
        Seen.REPORTED: "know {} by what others report",
        Seen.NOT_FOUND: "did not find {}",
    }
    found = [phrase.format(counts[kind]) for kind, phrase in phrases.items() if counts[kind]]
    return f"We {listing(found, last='and')}." if found else ""


_SHOWS = {
    Stance.SUPPORTS: "backs {}",
    Stance.PARTLY: "backs {} in part",
    Stance.QUALIFIES: "limits {}",
    Stance.CONTRADICTS: "contradicts {}",
    Stance.CONTEXT: "is background to {}",
}


def shows(stances: Mapping[Stance, int]) -> str:
    """Return how many claims a source backs, limits and contradicts: `It backs 2 claims and limits 1 claim.`."""
    said = [phrase.format(number(stances[stance], "claim")) for stance, phrase in _SHOWS.items() if stances.get(stance)]
    return f"It {listing(said, last='and')}." if said else ""


def counts(groups: Mapping[Stance, Mapping[str, int]]) -> str:
    """Return who shows a part and who tells against it: for each stance how many witnesses there are of whom.

    `Shown by 2 of no side and 1 of the North; limited by 1 of the South`.
    """
    phrases = [
        f"{_BY[stance]} {listing([f'{count} {whose}' for whose, count in group.items()], last='and')}"
        for stance, group in groups.items()
        if group
    ]
    words = "; ".join(phrases) or "nobody else shows it, and nobody tells against it"
    return words[0].upper() + words[1:]


NO_SIDE_SAYS, LIMITS = "No side says", "Limits"
"""Heads of columns in the picture of who backs each claim."""
ANOTHER_READING = "other reading"


def column(sides: Sequence[str]) -> str:
    """Return the head of the column of what some sides say; of the other sides where none is named."""
    name = listing(sides, last="and") if sides else "other sides"
    return f"{name[0].upper()}{name[1:]} {'says' if len(sides) == 1 else 'say'}"


def marks(marks: Marks) -> str:
    """Return in words how many witnesses of a colour show all of a reading, some of it, or the opposite."""
    counts = {"for all of it": marks.full, "for some of it": marks.half, "against it": marks.against}
    return ", ".join(f"{count} {what}" for what, count in counts.items() if count)


def own_marks(words: int, own: Marks) -> str:
    """Return in words how often the own side says so, and what its texts show."""
    said = [f"its word, {number(words, 'time')}"] if words else []
    texts = [f"its own texts: {marks(own)}"] if own.full or own.half or own.against else []
    return "; ".join([*said, *texts])


def side_page(adjective: str, name: str) -> tuple[str, str]:
    """Return title and description of a side's page."""
    return (
        f"Where {adjective} records help the other side",
        f"What sources of {name} show for another side’s claims, and against their own side’s.",
    )


def number(count: int, one: str, more: str = "") -> str:
    """Return a number and what it counts, as in `2 claims`; `more` is the plural where it is no `s`."""
    return f"{count or 'no'} {one if count == 1 else more or f'{one}s'}"


def unsaid(site: SiteInfo, file: str) -> str:
    """Return what a publisher is told of what a site does not say of itself; empty where it says all."""
    missing = {
        "responsible": "who answers for it",
        "made_with": "how it was made, with what help of machines, and who reviewed it",
        "about": "who makes it, who pays, and with what interest",
    }
    unsaid = [f"{file}: site has no `{name}`: {what}" for name, what in missing.items() if not getattr(site, name)]
    return "\n".join(["WARNING: this site does not say who stands behind it.", *unsaid]) if unsaid else ""


def withdrawal(kind: str, date: str, why: str) -> str:
    """Return what the page of a record that was withdrawn says first."""
    return f"We have withdrawn this {kind} from the site ({date}). {why}"
