"""Remarks: for each a file that earns it, whole messages, and one that just does not."""

from collections.abc import Callable, Iterator
from datetime import date
from typing import Any

import pytest

from claims.checks import remarks as lint
from claims.model.records import Dataset
from claims.source.diagnostics import Problem
from support.helpers import (
    TODAY,
    appearance,
    claim,
    event,
    evidence,
    parsed,
    series,
    side,
    source,
    speaker,
    term,
    text,
    topic,
    verdict,
)


def found(rule: Callable[[Dataset, date], Iterator[Problem]], **sections: Any) -> list[str]:
    """Place, message and help of each remark."""
    file = parsed(**sections)
    assert file.problems == ()
    problems = rule(file.dataset, TODAY)
    return [f"{'/'.join(map(str, p.where))}: {p.message}; {p.help}" for p in problems]  # type: ignore[arg-type]


def test_verdicts_do_not_hang_by_a_thread() -> None:
    two = [evidence(), evidence("digest")]
    parts = [{"id": "day", "text": "T"}, {"id": "place", "text": "T"}, {"id": "world", "text": "T", "reading": "wide"}]
    wide = {"readings": [{"id": "wide", "label": "confirmed", "summary": "S"}]}
    cut = claim(
        id="cut",
        parts=parts,
        readings=[{"id": "wide", "text": "T"}],
        evidence=[*(evidence(name, part="day") for name in ("survey", "digest")), evidence(part="world")],
        verdict=verdict("partly-confirmed", **wide),
    )
    help = "look for another witness; or say so under `unknown:`, and accept it with `make check ACCEPT=1`"
    assert found(
        lint.verdicts_do_not_hang_by_a_thread,
        sources=[source("letter"), source("survey"), source("digest")],
        claims=[claim(), claim(id="held", evidence=two), claim(id="unread", verdict=None), cut],
    ) == [
        'claims/0/verdict: the verdict on claim "moon-cheese" hangs on one witness ("survey"): '
        f'without it, "unconfirmed"; {help}',
        *(
            f'claims/3/verdict: the verdict on claim "cut" hangs on its part "{part}": without it, "{label}"; {help}'
            for part, label in (("day", "unconfirmed"), ("place", "confirmed"))
        ),
        'claims/3/verdict: the verdict on claim "cut" as read in "wide" hangs on one witness ("survey"): '
        f'without it, "unconfirmed"; {help}',
    ]


def test_like_parts_have_like_evidence() -> None:
    def cut(id: str, text: str, **passage: Any) -> dict[str, Any]:
        parts = [{"id": "one", "text": text}, {"id": "two", "text": f"{text} {id}"}]
        return claim(id=id, parts=parts, evidence=[evidence(words="W", part="one", **passage)])

    alike = [
        cut("a", "Alike"),
        cut("b", "Alike"),
        cut("c", "Other", stance="partly"),
        cut("d", "Alike", **{"as": "text"}),
    ]
    whole = claim(id="e", title="Alike", evidence=[evidence(words="W", stance="qualifies")])
    message = "where a part says the same; give both one stance"
    assert found(lint.like_parts_have_like_evidence, claims=[*alike, whole]) == [
        'claims/3/evidence/0/stance: evidence 1 of claim "d" has "supports" as a text, and of claim "a" "supports" '
        f"as a record, {message}",
        'claims/4/evidence/0/stance: evidence 1 of claim "e" has "qualifies" as a record, and of claim "a" "supports" '
        f"as a record, {message}",
    ]


def test_figures_of_a_verdict_are_shown() -> None:
    def found_in(summary: str, **fields: Any) -> list[str]:
        judged = claim(evidence=[evidence(note="Of 1,234 moons 56 shone.", words="78 per cent")], **fields)
        drawn = series(points={"2018": "9876", "2019": "0.5"}, claims=["moon-cheese"], note="Of 41 counts.")
        bars = series(id="bars", points=None, bars=[{"label": "A", "value": "43"}, {"label": "B", "value": "44"}])
        judged["verdict"] = verdict(summary=summary, unknown="Of [77](source:survey) none.")
        lines = found(lint.figures_of_a_verdict_are_shown, claims=[judged], series=[drawn, bars])
        assert [line for line in lines if line.startswith("claims/0/verdict/unknown: ")] == [
            'claims/0/verdict/unknown: the verdict on claim "moon-cheese" has a figure that none of its passages has: '
            "77; correct it, or enter the passage that has it"
        ]
        return [line.partition("; ")[0].rpartition(" ")[2] for line in lines if "/unknown: " not in line]

    assert found_in("Of 1234, 1,235, 12,340 or 56,7 some; 0.5 or 41 or 1.5 too; 43 is of other bars.") == [
        *("1,235", "12,340", "56,7", "1.5", "43")
    ]
    assert found_in("9876 and 9,876 and 78.", quote={"text": "all 97", "verbatim": "true", "appearance": "1"}) == []
    assert found_in("97 of 96.", parts=[{"id": "number", "text": "It is 96"}]) == ["97"]
    silent = "In 2019, the 1990s, on 30 September, May 12, 2019, el 30 de mayo, 2019年9月30日 and with 5 or COVID-19."
    assert found_in(silent) == []
    assert found_in("300 Americans of 2,019, 12%; 约36,000人") == ["2,019", "12", "36,000"]


def test_what_is_not_said_was_read() -> None:
    def said(*notes: str, **changes: Any) -> list[str]:
        noted = [evidence(note=note) for note in notes]
        sources = [source("letter"), source("survey", **changes)]
        judged = claim(evidence=[*noted, evidence("letter", stance="context")])
        judged["verdict"] = verdict(**{"for": "It is. It [names no month](source:survey). The letter says nothing."})
        return found(lint.what_is_not_said_was_read, claims=[judged], sources=sources)

    message = "says of a source that was not read whole:"
    help = "read on, say it of the quoted sentence, or write “in the opening that we read”"
    of_the_verdict = f'claims/0/verdict/for: claim "moon-cheese" {message} "names no"; {help}'
    alike = [
        "It gives no date.",
        "He did not say so.",
        "It speaks only of cheese.",
        "No dice nada.",
        "它没有提到月亮。",
    ]
    words = ["gives no", "did not say", "speaks only", "No dice", "没有提到"]
    assert said(*alike) == [
        *(
            f'claims/0/evidence/{n}/note: evidence {n + 1} of claim "moon-cheese" {message} "{word}"; {help}'
            for n, word in enumerate(words)
        ),
        of_the_verdict,
    ]
    assert said(*alike, seen="whole") == []
    answered = [
        "It names no day, in the opening that we read.",
        "The sentence gives no date.",
        "The claim does not say so.",
    ]
    assert said(*answered, "What we saw gives no date.", "He denied it.") == [of_the_verdict]


def test_foreign_words_have_a_gloss() -> None:
    french, chinese = {"words": "du fromage"}, {"words": "奶酪"}
    passages = [french, {**french, "lang": "fr"}, {**french, "lang": "fr", "gloss": "cheese"}, chinese]
    passages += [{**chinese, "gloss": "cheese"}, {**chinese, "lang": "zh", "gloss": "cheese"}, {"words": None}]
    claims = [claim(evidence=[evidence(**changes) for changes in passages])]
    assert [line.partition(": ")[0] for line in found(lint.foreign_words_have_a_gloss, claims=claims)] == [
        f"claims/0/evidence/{n}/words" for n in (1, 3, 4)
    ]


def test_conclusions_lead_to_what_carries_them() -> None:
    carried = "It is [so](claim:moon-cheese). It is “[not](source:survey).” And why?"
    help = "link to what carries it, as in [words](claim:some-id)"
    assert found(lint.conclusions_lead_to_what_carries_them, texts=[text(conclusion=carried), text("bare")]) == [
        f'texts/0/conclusion: the conclusion of text "poem" has a sentence without a link: "And why?"; {help}'
    ]


def test_texts_are_short() -> None:
    def make(n: int) -> tuple[dict[str, Any], dict[str, Any]]:
        left_out = [{"text": "T", "date": "2019", "sources": ["survey"]}] * (7 + n)
        after = [f"landing-{k}" for k in range(5 + n)]
        linked = "[several words](claim:moon-cheese) "
        whole = text(f"t-{n}", conclusion=linked + "word " * (88 + n), left_out=left_out, after=after)
        reasons = {"for": linked + "word " * 58, "against": "word " * 40, "unknown": "word " * (20 + n)}
        found = verdict(summary="word " * (35 + n), **reasons)
        return whole, claim(id=f"c-{n}", title="x" * (75 + n), short="x" * (18 + n), verdict=found)

    texts, claims = zip(make(0), make(1), strict=True)
    help = "keep what matters most"
    events = [event(id="long", title="x" * 76, short="x" * 25)]
    assert found(lint.texts_are_short, texts=[*texts], claims=[*claims], events=events) == [
        f'texts/1/conclusion: "conclusion" of text "t-1" has 91 words, and 90 are enough; {help}',
        f'texts/1/left_out: "left_out" of text "t-1" has 8 omissions, and 7 are enough; {help}',
        f'texts/1/after: "after" of text "t-1" has 6 events, and 5 are enough; {help}',
        f'claims/1/title: "title" of claim "c-1" has 76 characters, and 75 are enough; {help}',
        f'events/0/title: "title" of event "long" has 76 characters, and 75 are enough; {help}',
        f'events/0/short: "short" of event "long" has 25 characters, and 24 are enough; {help}',
        f'claims/1/short: "short" of claim "c-1" has 19 characters, and 18 are enough; {help}',
        f'claims/1/verdict/summary: "summary" of claim "c-1" has 36 words, and 35 are enough; {help}',
        f'claims/1/verdict: "verdict" of claim "c-1" has 121 words of reasons, and 120 are enough; {help}',
    ]


@pytest.mark.parametrize(
    "statement", ["Smith wrote that it is so.", "So Jane, in short.", "The Letter says so.", "A letter: so."]
)
def test_a_statement_that_names_the_speaker_or_the_form_is_attributed(statement: str) -> None:
    assert found(lint.statements_are_attributed, claims=[claim(statement=statement)]) == []


@pytest.mark.parametrize("statement", ["It is so.", "smithereens", "Mr is no name.", "Seizures rose and prices fell."])
def test_statements_are_attributed(statement: str) -> None:
    sections = {"claims": [claim(statement=statement)], "speakers": [speaker(name="Mr Jane Smith and sons")]}
    assert found(lint.statements_are_attributed, **sections) == [
        'claims/0/statement: the statement of claim "moon-cheese" does not say who made it; '
        "begin with the speaker, as in `Orla Tidewell said that …`"
    ]


def test_topics_introduce_their_claims() -> None:
    topics = [topic(summary="[x](claim:moon-cheese) [x](term:moon-new)")]
    claims = [claim(), claim(id="moon-new"), claim(id="moon-old", draft="true")]
    assert found(lint.topics_introduce_their_claims, topics=topics, claims=claims) == [
        'claims/1/topics: no topic introduces claim "moon-new"; '
        "link to it in the summary of a topic: [words](claim:moon-new)"
    ]


def test_texts_are_shown_whole() -> None:
    summary = (
        "<redacted> and <claim:moon>, x <y and z> w, <redacted>; `<code>`, &lt;sign&gt;, a < b and <em>stress</em>"
    )
    texts = {
        "site": {"caution": "Mind <the gap>."},
        "topics": [topic(summary=summary)],
        "glossary": [term(definition="![A moon](https://moon.example/a.png)")],
    }
    lost = ["<redacted>", "<claim:moon>", "<y and z>"]
    end = "which is not shown; take it out, or write &lt; for the sign itself"
    assert found(lint.signs_mean_something, **texts) == [
        f'site/caution: the site has "<the gap>", {end}',
        *(f'topics/0/summary: topic "moon" has "{tag}", {end}' for tag in lost),
        f'glossary/0/definition: term "crater" has "<img alt="A moon" src="https://moon.example/a.png">", {end}',
    ]


def test_sources_are_used() -> None:
    used = ["letter", "survey", "event", "term", "series", "text", "linked"]
    assert found(
        lint.sources_are_used,
        sources=[source(id) for id in [*used, "forgotten"]],
        claims=[claim(appearances=[appearance()], evidence=[evidence()])],
        events=[event(sources=["event"])],
        glossary=[term(sources=["term"])],
        series=[series(sources=["series"])],
        texts=[text(seen_through=["text"], unseen="We have not seen [it](source:linked).")],
    ) == ['sources/7/id: nothing leans on source "forgotten"; cite it, or delete it']


def test_sources_have_an_archived_copy() -> None:
    kept = source("kept", archived="https://archive.example/kept")
    sources = [source("letter"), kept, source("paper", url=None, note="N")]
    assert found(lint.sources_have_an_archived_copy, sources=sources, claims=[]) == [
        'sources/0/url: source "letter" has no archived copy; '
        "find a copy at web.archive.org, or have one saved there, and write its address under `archived:`",
    ]


def test_texts_are_said_by_their_speaker() -> None:
    def said(id: str, *days: str | None, **changes: Any) -> dict[str, Any]:
        return claim(id=id, text="poem", appearances=[appearance(date=day, **changes) for day in days])

    claims = [said("then", "2018", "2019-05"), said("undated", "2018", None), said("before", "2017", "2018")]
    others = [said("by-another", "2018", speaker="j-doe"), said("cited", "2018", cited=True)]
    speakers = [speaker(), speaker(id="j-doe", name="J. Doe")]
    texts = [text(), text("speech"), text("ode", speaker="j-doe")]
    given = {"speakers": speakers, "texts": texts}
    assert found(lint.texts_are_said_by_their_speaker, claims=[*claims, *others], **given) == [
        'claims/2/appearances/1/date: appearance 2 of claim "before" is of 2018, and text "poem", of the same speaker, '
        "of 2019; mend one of the dates"
    ]
    assert found(lint.texts_are_said_by_their_speaker, claims=[*others, claim(text="ode")], **given) == [
        f'texts/{n}/speaker: no claim of text "{id}" is said by its speaker "{name}"; '
        "name them in the `appearances:` of its claims, or another speaker here"
        for n, id, name in ((0, "poem", "j-smith"), (2, "ode", "j-doe"))
    ]


def test_figures_are_what_they_look_like() -> None:
    def of(id: str, **points: str) -> dict[str, Any]:
        return series(id=id, points={name.strip("_").replace("_", "-"): value for name, value in points.items()})

    quarters = {"2018-01/2018-03": "31.525", "2018-04/2018-06": "36603"}
    fractions = {"2018": "0.125", "2019": "7.25", "2020": "1234.125"}
    bars = [{"label": "A", "value": "1"}, {"label": "B", "value": "7.669"}]
    assert found(
        lint.figures_are_what_they_look_like,
        series=[
            of("mixed", _2017="1", _2018_01="2", _2018_02_01="3"),
            series(id="quarters", points=quarters),
            series(id="more", points={**quarters, "2018-07": "1"}),
            series(id="fractions", points=fractions),
            series(id="bars", points=None, bars=bars),
        ],
    ) == [
        'series/0/points/2018-01: series "mixed" has a figure of a year (2017) beside one of a month (2018-01); '
        "draw what is of one length, or say in its `note:` how they can be compared",
        'series/1/points: series "quarters" has the figure 31.525: are thousands meant?; '
        "write 31525 for thousands; a fraction can be left as it is",
        'series/2/points/2018-07: series "more" has a figure of a quarter (2018-01/2018-03) beside one of a month '
        "(2018-07); draw what is of one length, or say in its `note:` how they can be compared",
        'series/2/points: series "more" has the figure 31.525: are thousands meant?; '
        "write 31525 for thousands; a fraction can be left as it is",
        'series/4/bars: series "bars" has the figure 7.669: are thousands meant?; '
        "write 7669 for thousands; a fraction can be left as it is",
    ]


def test_texts_are_no_evidence_for_themselves() -> None:
    fine = ({"stance": "context"}, {"as": "statement"}, {"relays": ["survey"]})
    passages = [evidence("letter"), *(evidence("letter", **changes) for changes in fine), evidence()]
    chain = [appearance(), appearance(source="survey", cited=True)]
    assert found(lint.texts_are_no_evidence_for_themselves, claims=[claim(appearances=chain, evidence=passages)]) == [
        'claims/0/evidence/0/source: evidence 1 of claim "moon-cheese" is what is judged, and counts in no number; '
        "cite somebody else, or write `as: statement`",
    ]


def test_copies_are_one_witness() -> None:
    def copy(id: str, title: str = "The Moon is cheese!", **changes: Any) -> dict[str, Any]:
        return source(id, title=title, date="2019", **changes)

    sources = [copy("star"), copy("sun", title="The moon: is Cheese"), copy("mirror", edition_of="star")]
    others = [copy("gouda", title="Gouda"), {**copy("later"), "date": "2020"}, source("undated", title="Gouda")]
    assert found(lint.copies_are_one_witness, sources=[*sources, *others], claims=[]) == [
        'sources/1/title: source "sun" has the title and the date of source "star", and counts as another witness; '
        "write `edition_of: star` where it is a copy, or `relays:` on both"
    ]


def test_sources_keep_the_side_of_their_origin() -> None:
    sources = [
        source("letter"),
        source("gazette", side="north"),
        source("star", side="north", relays=["letter"]),
        source("sun", side="north", relays=["letter", "mirror"]),
        source("mirror", side="north", edition_of="gazette"),
        source("echo", edition_of="gazette"),
    ]
    assert found(lint.sources_keep_the_side_of_their_origin, sources=sources, claims=[]) == [
        'sources/2/side: source "star" has the side "north", and what it passes on has another or none; '
        "its passages count as the origin's: give that the side, or delete `relays:` or `edition_of:`"
    ]


def test_paragraphs_tell_every_claim() -> None:
    paragraphs = [{"text": "She sang of [cheese](claim:moon-cheese)."}]
    texts = [text(paragraphs=paragraphs), text(id="speech")]
    claims = [claim(text="poem"), claim(id="two", text="poem"), claim(id="three", text="speech")]
    claims += [claim(id="four", text="poem", draft="true")]
    assert found(lint.paragraphs_tell_every_claim, texts=texts, claims=claims) == [
        'texts/0/paragraphs: no paragraph of text "poem" tells of claim "two"; '
        "write [some words](claim:two) in one; until then its page lists the claim below them"
    ]


def test_reviews_are_fresh() -> None:
    days = {"old": "2024-11-24", "fresh": "2024-11-25", "this-month": "2024-11", "last-year": "2024"}
    claims = [claim(id=id, verdict=verdict(reviewed=day)) for id, day in days.items()]
    assert found(lint.reviews_are_fresh, claims=[*claims, claim(id="unread", verdict=None)]) == [
        'claims/0/verdict/reviewed: the verdict on claim "old" was last reviewed on 24 November 2024; '
        "go over it again, and set `reviewed:` to the day"
    ]


def test_nothing_is_written_twice() -> None:
    same = {"title": "The  MOON\tis made of cheese", "statement": "Jane Smith wrote that the moon is made of cheese."}
    copy, paper = source("copy", url="http://www.Letter.example#top"), source("paper", url=None, note="N")
    assert found(
        lint.nothing_is_written_twice,
        claims=[claim(), claim(id="again", **same), claim(id="other", title="x", statement="y")],
        sources=[source("letter"), copy, paper, source("survey")],
        speakers=[speaker(), speaker(id="jane", name="JANE Smith."), speaker(id="j-smyth", name="Jane Smyth")],
        sides=[side(), side(id="nord", name="north")],
        events=[event(), event(id="fall", title="t."), event(id="rise", date="1970")],
    ) == [
        'claims/1/title: the title of "again" is that of "moon-cheese" too; tell them apart, or keep one',
        'claims/1/statement: the statement of "again" is that of "moon-cheese" too; tell them apart, or keep one',
        'sources/1/url: the address of "copy" is that of "letter" too; tell them apart, or keep one',
        'speakers/1/name: the name of "jane" is that of "j-smith" too; tell them apart, or keep one',
        'sides/1/name: the name of the side of "nord" is that of "north" too; tell them apart, or keep one',
        'events/1/title: the date and title of "fall" is that of "landing" too; tell them apart, or keep one',
    ]


def test_authors_are_named_one_by_one() -> None:
    fine = ["Zhang Yan", "Board of Piers, Puddle", {"given": "M", "family": "King, Jr."}, "Retail Trade"]
    wrong = ["Li, Bo", "Ann Low et al.", "Ann Low; Bo Li"]
    takes = "which citations would take for one name"
    help = "write {given: Wade, family: Current} of a person, and each author as an item of the list"
    assert found(lint.authors_are_named_one_by_one, sources=[source("letter", author=[*fine, *wrong])], claims=[]) == [
        f'sources/0/author/{n}: source "letter" has the author "{name}", {takes}; {help}'
        for n, name in enumerate(wrong, 4)
    ]


def test_numbers_are_filled_in_for_the_site() -> None:
    told = {"headline": "{claims|claim|claims}, {{confirmed}}", "about": "${claims}"}
    help = "write the number; it is filled in under `site:` alone, as in `{claims}`"
    assert found(lint.numbers_are_filled_in_for_the_site, site=told, claims=[claim(note="Of {claims}")]) == [
        f'site/headline: the site has "{{{{confirmed}}}}", which readers see as it stands; {help}',
        f'site/about: the site has "${{claims}}", which readers see as it stands; {help}',
        f'claims/0/note: claim "moon-cheese" has "{{claims}}", which readers see as it stands; {help}',
    ]


def test_a_number_that_is_1_has_no_plural() -> None:
    told = {"headline": "{claims} claims, {confirmed} claimsmen", "about": "Of {sources} sources {disputed} claims."}
    assert found(lint.numbers_are_filled_in_for_the_site, site=told) == [
        'site/headline: the site reads "1 claims"; write {claims|claim|claims}',
        'site/about: the site reads "1 sources"; write {sources|source|sources}',
    ]


def test_nothing_of_a_record_stands_twice() -> None:
    chain = [{"speaker": "j-smith", "form": "letter", "source": "letter"}] * 2
    passages = [evidence(), evidence(note="Another."), evidence()]
    sources = [source("letter", author=[{"given": "Bo", "family": "Li"}, "Bo Li", "Ann"]), source("survey")]
    claims = [claim(appearances=chain, evidence=passages)]
    assert found(lint.nothing_is_written_twice, claims=claims, sources=sources) == [
        'sources/0/author/1: source "letter" has its author 1 again as 2; keep one',
        'claims/0/appearances/1: claim "moon-cheese" has its appearance 1 again as 2; keep one',
        'claims/0/evidence/2: claim "moon-cheese" has its evidence 1 again as 3; keep one',
    ]


def test_signs_mean_something() -> None:
    plain = ["**", "&amp;", "\\n", "[it](https://a.example)", "S,"]
    claims = [
        claim(id=f"plain-{n}", title=f"T {sign} S".removesuffix(", S") + "," * (sign == "S,"))
        for n, sign in enumerate(plain)
    ]
    prose = ["## Big", "| a |", "~~", "[^1]", "[[moon]]"]
    topics = [topic(id=f"prose-{n}", summary=f"S\n\n{sign}") for n, sign in enumerate(prose)]
    fine = [claim(), claim(id="fine", title="AT&T was no. #1, it says (x; y)", note="The *first* & `second` ~ | ^ 2.")]
    as_it_stands = "which readers see as it stands; take it out:"
    assert found(lint.signs_mean_something, claims=[*claims, *fine], topics=[*topics, topic()]) == [
        *(
            f'topics/{n}/summary: topic "prose-{n}" has "{sign}", {as_it_stands} '
            "headings, tables, footnotes and links of wikis are not for these texts"
            for n, sign in enumerate(prose)
        ),
        *(
            f'claims/{n}/title: claim "plain-{n}" has "{sign}", {as_it_stands} what is meant is plain text'
            for n, sign in enumerate(plain)
        ),
    ]
