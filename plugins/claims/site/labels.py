"""The words of every site: names for the values of closed lists, titles of pages, and sentences with numbers."""

from collections import Counter
from collections.abc import Collection, Mapping, Sequence

from ..model.records import As, Label, Pronoun, RelationKind, Seen, SiteInfo, SourceKind, Stance
from ..source.dates import Edtf
from ..verdict import Colour, Role
from .language import N_, Language, plural


def _named(*names: str) -> dict[str, str]:
    """Return names by the values in the file that are the same words: `think-tank` for “Think tank”."""
    return {name.lower().replace(" ", "-"): name for name in names}


_NAMES: dict[str, str] = {
    **_named(N_("Confirmed"), N_("Partly confirmed"), N_("Unconfirmed"), N_("Disputed"), N_("Contradicted")),
    **_named(N_("Opinion"), N_("Supports"), N_("Qualifies"), N_("Contradicts"), N_("Context")),
    **_named(N_("Measure"), N_("Result"), N_("History"), N_("Commitment"), N_("Position")),
    **_named(N_("Official"), N_("Court"), N_("Intergovernmental"), N_("News"), N_("Academic"), N_("Think tank")),
    **_named(N_("Charity"), N_("Company"), N_("Person"), N_("Office"), N_("Organisation")),
    **_named(N_("Law"), N_("Order"), N_("Notice"), N_("Transcript"), N_("Table"), N_("Data set"), N_("Book")),
    **_named(N_("Article"), N_("Report"), N_("Film"), N_("Broadcast"), N_("Post"), N_("Interview"), N_("Archive")),
    **_named(N_("Added"), N_("Updated"), N_("Corrected")),
    **_named(N_("Claim"), N_("Event"), N_("Figure"), N_("Page"), N_("Side"), N_("Source"), N_("Speaker"), N_("Term")),
    **_named(N_("Text"), N_("Topic")),
    "not-reviewed": N_("Not yet reviewed"),
    Stance.PARTLY: N_("Supports in part"),
    Colour.NONE: N_("No side"),
    Colour.OTHER: N_("The other side"),
    Colour.OWN: N_("The speaker’s own side"),
    Seen.WHOLE: N_("We read it whole"),
    Seen.OPENING: N_("We read the opening"),
    Seen.EXCERPT: N_("We read an excerpt"),
    Seen.REPORTED: N_("We know it from others"),
    Seen.NONE: N_("We did not read it"),
    "series": N_("Figures"),
}
"""The names of the members of closed lists and of the kinds of records."""

AS = {As.TEXT: N_("the text itself"), As.ANNOUNCEMENT: N_("only an announcement"), As.STATEMENT: N_("only a statement")}
"""As what a passage counts, if it is no record."""

DOES = {
    (Role.BACKS, Stance.SUPPORTS): N_("Backs it"),
    (Role.BACKS, Stance.PARTLY): N_("Backs part"),
    (Role.LIMITS, Stance.QUALIFIES): N_("Limits it"),
    (Role.LIMITS, Stance.CONTRADICTS): N_("Contradicts it"),
    (Role.BESIDE, Stance.SUPPORTS): N_("For, not counted"),
    (Role.BESIDE, Stance.PARTLY): N_("For, not counted"),
    (Role.BESIDE, Stance.QUALIFIES): N_("Limits it, not counted"),
    (Role.BESIDE, Stance.CONTRADICTS): N_("Against, not counted"),
}
"""What a passage does, in the table “Who says so, and when”. `says` has the words for the speaker's own side."""
REASONS = (N_("For it"), N_("Against it"), N_("Not known"))
"""The headings of a verdict's `for`, `against` and `unknown`."""

RETOLD = N_("Seen only in %(language)s, in a report or a translation; we have not seen the words as they were said.")
"""The sentence in place of a gloss, for words that were said in the page's language and seen in another."""

LATER, PERHAPS_LATER = N_("after the claim was made"), N_("perhaps after the claim was made")
UNDATED = N_("date not known")
"""The notes on evidence that is, or may be, later than the claim."""

SHOWN_BY = {
    Stance.SUPPORTS: N_("shown by %(witnesses)s"),
    Stance.PARTLY: N_("in part by %(witnesses)s"),
    Stance.QUALIFIES: N_("limited by %(witnesses)s"),
    Stance.CONTRADICTS: N_("contradicted by %(witnesses)s"),
}
"""What witnesses do, for each stance that counts."""

GLOSSES = {
    Label.CONTRADICTED: N_("The record shows otherwise"),
    Label.DISPUTED: N_("The record points both ways"),
    Label.CONFIRMED: N_("Others show it too, or the text of a law or order does"),
    Label.PARTLY_CONFIRMED: N_("Others show a part of it"),
    Label.UNCONFIRMED: N_("We found nobody else who shows it"),
    Label.OPINION: N_("An opinion, which evidence cannot settle"),
}
"""The explanation of each label. The first that fits is the label, unless the claim is an opinion."""

DEFINITIONS: dict[str, str] = {
    Stance.SUPPORTS: N_("It shows the same thing as the claim or a part of it."),
    Stance.PARTLY: N_("It shows a portion of it, or points the same way with less force."),
    Stance.QUALIFIES: N_("It makes the claim less likely, but both can be true. Enough of these make it disputed."),
    Stance.CONTRADICTS: N_("If it is right, the claim, or a part of it, is wrong."),
    Stance.CONTEXT: N_("It helps you to understand the claim. We do not count it."),
    Colour.NONE: N_("It speaks for no side. We count it."),
    Colour.OTHER: N_(
        "It is the word of the other side. For the claim it counts in full; against it, it makes a dispute."
    ),
    Colour.OWN: N_(
        "It is the word of the speaker’s own side. For the claim only a text counts; against it, all counts."
    ),
}
"""The definitions that pages show where a word stands."""

RELATIONS: dict[RelationKind, tuple[str, str]] = {
    RelationKind.REPEATS: (N_("This claim repeats"), N_("This claim is repeated by")),
    RelationKind.SUPPORTS: (N_("This claim supports"), N_("This claim is supported by")),
    RelationKind.QUALIFIES: (N_("This claim qualifies"), N_("This claim is qualified by")),
    RelationKind.CONTRADICTS: (N_("This claim contradicts"), N_("This claim is contradicted by")),
}
"""Each relation in words, for the page of the claim that has it and for that of the other claim. A link follows."""

PAGES: dict[str, tuple[str, str]] = {
    "home": (
        N_("Home"),
        N_("Claim by claim: who said it, how the words reached us, and what independent records show."),
    ),
    "timeline": (N_("How it unfolded"), N_("What happened, oldest first, with the sources for each event.")),
    "topics": (N_("Questions"), N_("The questions behind the claims, each with a short answer.")),
    "claims": (N_("Claims"), N_("Every claim with its verdict, by topic.")),
    "texts": (N_("Texts"), N_("The texts that we check, each in its own order.")),
    "sources": (N_("Sources"), N_("Every source, by kind of publisher.")),
    "open": (
        N_("Open questions"),
        N_("What we looked for and did not find, claim by claim, and what would settle it."),
    ),
    "glossary": (N_("Glossary"), N_("The terms, offices and abbreviations used on this site, explained.")),
    "corrections": (
        N_("Corrections and changes"),
        N_("What was corrected, and when each claim was added or updated."),
    ),
}
"""The title and description of each page that is not the page of a record."""

STANDING_IN = {
    "about": (N_("About this site"), N_("What this site is, and how we correct mistakes."), "foot", N_("About")),
    "method": (N_("How verdicts work"), N_("What each verdict means, and the limits of the method."), "foot", ""),
}
"""Pages that every site has, even if nobody wrote them: title, description, place in the navigation, label there."""

LOCAL_SITE = "http://localhost:8000"
"""The address at which `make serve` shows the site. Examples use it while the site has no address of its own."""

DATASET = N_("%(site)s: claims, with their evidence and verdicts")
"""The title of the data."""

DATA_LEDE = N_(
    "Everything on this site comes from one file of claims. You can download that file as we wrote it, or as tables "
    "and JSON, which are made from it each time the site is built."
)
"""The description of the data, on its page and for programs."""

_COUNTED = {
    "texts": plural("%(num)s text", "%(num)s texts"),
    "sides": plural("%(num)s side", "%(num)s sides"),
    "topics": plural("%(num)s topic", "%(num)s topics"),
    "speakers": plural("%(num)s speaker", "%(num)s speakers"),
    "sources": plural("%(num)s source", "%(num)s sources"),
    "claims": plural("%(num)s claim", "%(num)s claims"),
    "evidence": plural("%(num)s passage of evidence", "%(num)s passages of evidence"),
    "events": plural("%(num)s event", "%(num)s events"),
    "glossary": plural("%(num)s term", "%(num)s terms"),
    "series": plural("%(num)s series of figures", "%(num)s series of figures"),
}
"""How many records each section has, in words."""

MEDIA_TYPES = {"yaml": "application/yaml", "json": "application/json", "csv": "text/csv"}
"""The media type of each suffix."""

DATA_FILES: dict[str, str] = {
    "claims.yaml": N_("Everything, as we write and check it. The site and all other files are made from this one."),
    "claims.json": N_("The same, for programs: each record with its page, and what its evidence adds up to."),
    "records.schema.json": N_("The structure of claims.json as JSON Schema, with what each field means."),
    "claims.csv": N_("One row per claim: what was claimed, by whom, the verdict, and how many witnesses it rests on."),
    "evidence.csv": N_(
        "One row per passage: what a source shows about a claim, whose word it is, and whether it counts."
    ),
    "sources.csv": N_("One row per source: a work that can be cited, and the side it speaks for."),
}
"""The contents of each file of the data."""


def name(value: str, language: Language) -> str:
    """Return the name of a member of a closed list, or of a kind of record: `think-tank` is a “Think tank”."""
    return language.gettext(_NAMES[value])


def _upper(words: str) -> str:
    return words[0].upper() + words[1:]


_SEEN = {
    Seen.WHOLE: N_("read %(count)s whole"),
    Seen.OPENING: N_("read the opening of %(count)s"),
    Seen.EXCERPT: N_("read an excerpt of %(count)s"),
    Seen.REPORTED: N_("know %(count)s by what others report"),
    Seen.NONE: N_("read nothing of %(count)s"),
}


def seen(counts: Mapping[str, int], language: Language) -> str:
    """Return a sentence on how much of some sources we read.

    Args:
        counts: the number of sources for each value of `seen`
        language: the language of the sentence

    """
    phrases = [language.gettext(phrase, count=counts[value]) for value, phrase in _SEEN.items() if counts[value]]
    return language.gettext("We %(done)s.", done=language.listing(phrases)) if phrases else ""


def held(section: str, count: int, language: Language) -> str:
    """Return how many records a section has, in words: `2 claims`."""
    return language.ngettext(*_COUNTED[section], count)


def counts(groups: Mapping[Stance, Mapping[str, int]], language: Language) -> str:
    """Return how many witnesses show a part and how many speak against it.

    `Shown by 2 of no side and 1 of the North; limited by 1 of the South`.

    Args:
        groups: for each stance, the number of witnesses by whose word they are, as in `of the North`
        language: the language of the sentence

    """
    phrases = []
    for stance, group in groups.items():
        witnesses = []
        for whose, num in group.items():
            witnesses.append(language.ngettext("%(num)s %(whose)s", "%(num)s %(whose)s", num, whose=whose))
        if witnesses:
            phrases.append(language.gettext(SHOWN_BY[stance], witnesses=language.listing(witnesses)))
    nobody = language.gettext("no passage that counts shows it or tells against it")
    return _upper(language.gettext("; ").join(phrases) or nobody)


def work(kind: SourceKind, as_: As) -> str:
    """Return the message for one work of a kind: `one study`."""
    return N_("one document") if as_ is As.TEXT else _WORKS.get(kind, N_("one source"))


_WORKS = {
    SourceKind.ACADEMIC: N_("one study"),
    SourceKind.THINK_TANK: N_("one study"),
    SourceKind.NEWS: N_("one report"),
}


def rests_on(label: Label, work: str, count: int, language: Language, *, is_against: bool) -> str:
    """Return on which witness a label depends: `rests on one study`, or `rests on one report against it`.

    Args:
        label: the label
        work: the message for the work of the witness, if there is one
        count: the number of witnesses; without any one of them the label would be another
        language: the language of the phrase
        is_against: whether the witnesses speak against the claim

    """
    named = language.gettext(work) if count == 1 else language.gettext("each of %(num)s witnesses", num=count)
    if is_against:
        return language.gettext("rests on %(work)s against it", work=named)
    if label is Label.DISPUTED:
        return language.gettext("rests on %(work)s for it", work=named)
    return language.gettext("rests on %(work)s", work=named)


def says(names: Sequence[str], language: Language) -> str:
    """Return the phrase for the word of the speaker's own sides, or of a speaker without a side: `The North says`."""
    return _upper(language.ngettext("%(who)s says", "%(who)s say", len(names), who=language.listing(names)))


_BEFORE = {
    Pronoun.HE: N_("Before he said it"),
    Pronoun.SHE: N_("Before she said it"),
    Pronoun.THEY: N_("Before they said it"),
}


def before(pronoun: Pronoun | None, name: str, language: Language, *, is_body: bool) -> str:
    """Return the phrase for the time before a claim: `Before she said it`, `Before the Board of Piers said it`."""
    if pronoun:
        return language.gettext(_BEFORE[pronoun])
    return language.gettext("Before it said so") if is_body else language.gettext("Before %(name)s said it", name=name)


def summary(
    before: Mapping[Role, int], since: Mapping[Role, int], *, when: str, has_undated: bool, language: Language
) -> str:
    """Return how many witnesses back a claim, and how many limit or contradict it.

    `Before he said it: 1 source backs it or a part of it. Since: none that counts.`

    Args:
        before: the number of witnesses with each role from before the claim was made
        since: the same for those from later, or from an unknown time
        when: the phrase for the time before, from `before`; empty if the day of the claim is not known
        has_undated: whether the time of a witness is not known
        language: the language of the sentence

    """
    if not before and not since:
        return language.gettext("Nothing that we counted backs, limits or contradicts it.")
    if not when:
        return language.gettext("%(witnesses)s.", witnesses=_tally(Counter(before) + Counter(since), language))
    message = N_("%(when)s: %(before)s. Since: %(since)s.")
    if has_undated:
        message = N_("%(when)s: %(before)s. Since, or undated: %(since)s.")
    return language.gettext(message, when=when, before=_tally(before, language), since=_tally(since, language))


def _tally(counts: Mapping[Role, int], language: Language) -> str:
    """Return how many witnesses do what: `2 sources back it or a part of it; 1 source limits or contradicts it`."""
    phrases = []
    if backing := counts.get(Role.BACKS):
        phrase = plural("%(num)s source backs it or a part of it", "%(num)s sources back it or a part of it")
        phrases.append(language.ngettext(*phrase, backing))
    if limiting := counts.get(Role.LIMITS):
        phrase = plural("%(num)s source limits or contradicts it", "%(num)s sources limit or contradict it")
        phrases.append(language.ngettext(*phrase, limiting))
    return language.gettext("; ").join(phrases) or language.gettext("none that counts")


def read_whole(seen: Collection[Seen], language: Language) -> str:
    """Return a sentence on how many of some sources we read whole, as in `Of these 12 sources we read 1 whole`."""
    whole = list(seen).count(Seen.WHOLE)
    if len(seen) == 1:
        return language.gettext(N_("We read this source whole.") if whole else N_("We did not read this source whole."))
    if not whole:
        return language.gettext("We read none of the %(count)s sources in the list below whole.", count=len(seen))
    return language.gettext(
        "Of the %(count)s sources in the list below we read %(whole)s whole.", count=len(seen), whole=whole
    )


def cut(day: Edtf, language: Language, *, dated: bool, unsure: bool) -> str:
    """Return the sentence in the table that separates the rows before a claim from those after it.

    Args:
        day: the day of the claim
        language: the language of the sentence
        dated: whether a row with a date follows
        unsure: whether a row follows that may be older than the claim, such as one without a date

    """
    message = {
        (False, False): N_("%(day)s: the claim is made."),
        (False, True): N_("%(day)s: the claim is made. Of what follows we know no date."),
        (True, False): N_("%(day)s: the claim is made. What follows came later."),
        (True, True): N_("%(day)s: the claim is made. What follows came later, or has no exact day."),
    }[dated, unsure]
    return language.gettext(message, day=language.date(day))


def unsaid(site: SiteInfo, contact: str) -> dict[str, str]:
    """Return the facts that a site must state before it is published and does not, by the field or setting for each."""
    missing = {}
    if not site.responsible:
        missing["`responsible` under `site:`"] = N_("who answers for it")
    if not site.about:
        missing["`about` under `site:`"] = N_("who pays for it")
    if not contact:
        missing["CORRECTIONS_CONTACT in pelicanconf.py"] = N_("whom to tell of a mistake")
    return missing
