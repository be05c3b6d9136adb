"""For each rule a file that breaks it, and one that just does not. How a mistake is printed, with its help, is told by
examples/invalid."""

from __future__ import annotations

import inspect
from collections.abc import Callable, Iterator
from typing import Any

import pytest

from claims.checks import rules
from claims.model import parser
from claims.model.markdown import MarkdownRenderer
from claims.model.parser import Parsed
from claims.source import yaml_reader as reader
from claims.source.diagnostics import MAX_PROBLEMS, Problem
from helpers import (
    EXAMPLES,
    TODAY,
    appearance,
    claim,
    event,
    evidence,
    parsed,
    series,
    source,
    term,
    text,
    topic,
    verdict,
)

Rule = Callable[[Parsed], Iterator[Problem]]


def found(rule: Rule, **sections: Any) -> list[str]:
    """Place and message of what a rule finds in a file that has no other mistakes."""
    file = parsed(**sections)
    assert file.problems == ()
    return list(map(told, rule(file)))


def told(problem: Problem) -> str:
    return f"{'/'.join(map(str, problem.where))}: {problem.message}"  # type: ignore[arg-type]


def sources(*others: dict[str, Any]) -> list[dict[str, Any]]:
    official = [
        source("gazette", kind="official", side="north"),
        source("tables", kind="official", side="south"),
    ]
    return [source("letter"), source("survey"), *official, *others]


def quote(text: str, appearance: str = "1") -> dict[str, Any]:
    return {"text": text, "verbatim": "true", "appearance": appearance}


def change(date: str, note: str = "N") -> dict[str, Any]:
    return {"date": date, "kind": "updated", "note": note}


def two_texts() -> list[dict[str, Any]]:
    return [text("poem"), text("speech")]


def test_a_file_without_mistakes_breaks_no_rule() -> None:
    assert list(rules.check(parsed(), today=TODAY)) == []


def test_every_rule_is_applied() -> None:
    made = [f for _, f in inspect.getmembers(rules, inspect.isgeneratorfunction) if f.__module__ == rules.__name__]
    public = {f for f in made if not f.__name__.startswith("_")}
    assert public == {*rules.RULES, rules.no_date_lies_in_the_future, rules.check}


def test_one_gloriously_bad_file_breaks_every_rule() -> None:
    file = parser.parse(reader.read((EXAMPLES / "invalid" / "gloriously-bad.yaml").read_text("utf-8")))
    assert [rule.__name__ for rule in rules.RULES if not list(rule(file))] == []
    assert list(rules.no_date_lies_in_the_future(file, TODAY))


def test_rules_are_not_applied_to_half_a_file() -> None:
    whole = parsed(claims=[claim(topics=["mars"])])
    half = Parsed(whole.dataset, whole.names, whole.problems + tuple([Problem((), "m")] * MAX_PROBLEMS))
    assert len(list(rules.check(whole, today=TODAY))) == 1
    assert list(rules.check(half, today=TODAY)) == []


def test_no_more_is_found_than_anyone_reads() -> None:
    file = parsed(claims=[claim(topics=[f"mars-{n}" for n in range(MAX_PROBLEMS * 2)])])
    assert len(list(rules.check(file, today=TODAY))) == MAX_PROBLEMS


# Names


def test_an_id_is_used_once() -> None:
    assert found(
        rules.an_id_is_used_once,
        topics=[topic(aliases=["luna"]), topic(id="sun")],
        glossary=[term(id="moon"), term(id="rim", aliases=["luna", "edge", "edge"]), term(id="sun", aliases=["sun"])],
    ) == [
        'glossary/0/id: the id "moon" is taken already, by topic "moon"',
        'glossary/1/aliases/0: the id "luna" is taken already, by topic "moon"',
        'glossary/1/aliases/2: the id "edge" is taken already, by term "rim"',
        'glossary/2/id: the id "sun" is taken already, by topic "sun"',
        'glossary/2/aliases/0: the id "sun" is taken already, by topic "sun"',
    ]


def test_a_reference_names_a_record() -> None:
    broken = claim(
        text="mars",
        topics=["moon", "mars"],
        appearances=[appearance(), appearance(speaker="mars", source="mars")],
        evidence=[evidence(), evidence("mars")],
        relations=[{"claim": "mars", "relation": "repeats"}],
    )
    problems = found(
        rules.a_reference_names_a_record,
        claims=[broken],
        events=[event(texts=["mars"], topics=["mars"], claims=["mars"], sources=["survey", "mars"])],
        glossary=[term(sources=["mars"])],
        series=[series(marks=["mars"], topics=["mars"], sources=["mars"], claims=["mars"])],
        site={"figure": "mars"},
        texts=[text(speaker="mars", seen_through=["letter", "mars"])],
    )
    assert [problem.removesuffix(' "mars", which is not defined') for problem in problems] == [
        "site/figure: the site names series",
        'texts/0/speaker: text "poem" names speaker',
        'texts/0/seen_through/1: text "poem" names source',
        'claims/0/text: claim "moon-cheese" names text',
        'claims/0/topics/1: claim "moon-cheese" names topic',
        'claims/0/appearances/1/speaker: claim "moon-cheese" names speaker',
        'claims/0/appearances/1/source: claim "moon-cheese" names source',
        'claims/0/evidence/1/source: claim "moon-cheese" names source',
        'claims/0/relations/0/claim: claim "moon-cheese" names claim',
        'events/0/texts/0: event "landing" names text',
        'events/0/topics/0: event "landing" names topic',
        'events/0/claims/0: event "landing" names claim',
        'events/0/sources/1: event "landing" names source',
        'glossary/0/sources/0: term "crater" names source',
        'series/0/marks/0: series "eaten" names event',
        'series/0/sources/0: series "eaten" names source',
        'series/0/topics/0: series "eaten" names topic',
        'series/0/claims/0: series "eaten" names claim',
    ]


@pytest.mark.parametrize(
    ("topics", "name", "help"),
    [
        ([topic()], "moo", 'did you mean "moon"?'),
        ([topic()], "survey", '"survey" stands under "sources", not under "topics"'),
        ([topic(), topic(id="sun")], "encyclopedia", 'define it under "topics", or name one of the 2 that are there'),
        ([], "moon", 'define it under "topics"'),
        ([topic(title=None, aliases=["luna"])], "luna", 'write "moon"'),
        ([topic(id=None, aliases=["luna"])], "luna", "write the id it has now"),
    ],
)
def test_an_unknown_name_has_a_way_out(topics: list[dict[str, Any]], name: str, help: str) -> None:
    [problem] = rules.a_reference_names_a_record(parsed(topics=topics, claims=[], events=[event(topics=[name])]))
    assert problem.help == help


def test_a_reference_and_a_link_are_by_the_present_id() -> None:
    sections = {"topics": [topic(aliases=["luna"], summary="See [x](topic:luna).")], "claims": [claim(topics=["luna"])]}
    assert found(rules.a_reference_names_a_record, **sections) == [
        'claims/0/topics/0: claim "moon-cheese" names topic "luna", which is an old id'
    ]
    assert found(rules.a_link_leads_somewhere, **sections) == [
        'topics/0/summary: topic "moon" links to topic "luna", which is an old id'
    ]


@pytest.mark.parametrize("topics", [[topic(id="Moon")], [topic(id=None)], {"id": "moon"}, ["moon"]])
def test_a_name_that_may_be_of_a_record_without_a_good_id_is_not_told(topics: Any) -> None:
    assert list(rules.a_reference_names_a_record(parsed(topics=topics))) == []
    assert list(rules.a_reference_names_a_record(parsed(topics=None, topcs=[topic()]))) == []


def test_a_reference_to_a_broken_record_is_sound() -> None:
    assert list(rules.a_reference_names_a_record(parsed(topics=[topic(title=None)]))) == []


def test_a_link_leads_somewhere() -> None:
    link = "See [x](claim:mars)."
    file = parsed(
        topics=[topic(summary=link)],
        claims=[claim(statement=link, note=link, evidence=[evidence(note=link)], verdict=verdict(reasoning=link))],
        events=[event(summary=link)],
        glossary=[term(definition=link)],
        site={"finding": link, "summary": link, "about": link, "caution": link},
        texts=[text(summary=link, why=link, unseen=link)],
    )
    problems = list(rules.a_link_leads_somewhere(file))
    assert {problem.spot for problem in problems} == {"claim:mars"}
    assert [told(problem).removesuffix(' links to claim "mars", which is not defined') for problem in problems] == [
        "site/finding: the site",
        "site/summary: the site",
        "site/about: the site",
        "site/caution: the site",
        'texts/0/summary: text "poem"',
        'texts/0/why: text "poem"',
        'texts/0/unseen: text "poem"',
        'topics/0/summary: topic "moon"',
        'claims/0/statement: claim "moon-cheese"',
        'claims/0/note: claim "moon-cheese"',
        'claims/0/evidence/0/note: claim "moon-cheese"',
        'claims/0/verdict/reasoning: claim "moon-cheese"',
        'events/0/summary: event "landing"',
        'glossary/0/definition: term "crater"',
    ]


def test_a_link_leads_to_records_of_every_kind() -> None:
    ids = ["claim:moon-cheese", "topic:moon", "source:letter", "speaker:j-smith", "event:landing", "term:crater"]
    summary = " ".join(f"[x]({id})" for id in [*ids, "text:poem", "side:north"])
    sections = {"topics": [topic(summary=summary)], "events": [event()], "glossary": [term()], "texts": [text()]}
    assert found(rules.a_link_leads_somewhere, **sections) == []


def test_a_plain_text_has_no_links() -> None:
    link = "See [x](claim:moon-cheese)"
    changed = claim(
        title=link,
        appearances=[appearance(form=link)],
        quote=quote(link),  # in somebody else's words, who may have written this
        verdict=verdict(summary=link),
        changes=[change("2020", link)],
    )
    problems = found(
        rules.a_plain_text_has_no_links,
        topics=[topic(title=link, question=link, answer=link)],
        sources=sources(source("map", title=link, note=link)),
        claims=[changed],
        glossary=[term(forms=["form", link])],
        series=[
            series(
                description=f"One\n\n{link}",
                note=link,
                unit=link,
                finding=link,
                bands=[{"from": "2019", "to": "2020", "label": link}],
                target={"value": "1", "label": link},
            )
        ],
        site={"title": link, "headline": link, "author": link, "caution": link},
        texts=[text(title=link, name=link, form=link)],
    )
    assert problems[0] == "site/title: the site has a link in a line that is printed as it stands"
    assert [problem.partition(": ")[0] for problem in problems] == [
        *("site/title", "site/headline", "site/author", "texts/0/title", "texts/0/name", "texts/0/form"),
        *("topics/0/title", "topics/0/question", "topics/0/answer", "sources/4/title", "sources/4/note"),
        *("claims/0/title", "claims/0/appearances/0/form", "claims/0/verdict/summary", "claims/0/changes/0/note"),
        *("glossary/0/forms/1", "series/0/finding", "series/0/description", "series/0/unit"),
        *("series/0/bands/0/label", "series/0/target/label", "series/0/note"),
    ]


@pytest.mark.parametrize(
    "summary",
    [
        "\n".join(f"{'    ' * n}- <{n}>" for n in range(60)),
        "\n".join("\t" * n + "* x" for n in range(150)),
        "- " * 1_000 + "x",
        "1. " * 1_000 + "x",
        "1) " * 1_000 + "x",
        "> + " * 500 + "[x](claim&#58;none)",
    ],
    ids=["spaces", "tabs", "in one line", "numbers", "numbers in brackets", "quotations"],
)
def test_a_text_is_not_nested_too_deep(summary: str) -> None:
    assert found(rules.a_text_is_not_nested_too_deep, topics=[topic(summary=summary)]) == [
        'topics/0/summary: topic "moon" has lists in lists, more than Markdown can take'
    ]
    assert found(rules.a_link_leads_somewhere, topics=[topic(summary=summary)]) == []


@pytest.mark.parametrize(
    "summary",
    [
        "\n".join(f"{'    ' * n}- {n}" for n in range(24)),
        "\n".join("\t" * n + f"- {n}" for n in range(98)),
        "- " * 99 + "x",
        "1. " * 99 + "x",
        "> + " * 33 + "x",
        "-" * 1_000 + "\n\nx",
    ],
    ids=["spaces", "tabs", "in one line", "numbers", "quotations", "a rule"],
)
def test_what_is_not_too_deep_can_be_rendered(summary: str) -> None:
    assert found(rules.a_text_is_not_nested_too_deep, topics=[topic(summary=summary)]) == []
    assert MarkdownRenderer().html(summary)


# Texts, events, and what the site tells of itself


def test_a_claim_belongs_to_a_text() -> None:
    claims = [claim(), claim(id="rhymed", text="poem"), claim(id="spoken", text="speech"), claim(id="heard")]
    assert found(rules.a_claim_belongs_to_a_text, texts=two_texts(), claims=claims) == [
        f'claims/{n}: claim "{id}" does not say of which text it is a claim'
        for n, id in [(0, "moon-cheese"), (3, "heard")]
    ]
    for texts in ([text()], []):
        assert found(rules.a_claim_belongs_to_a_text, texts=texts, claims=[claim(), claim(id="heard")]) == []


def test_an_event_is_told_by_something() -> None:
    told = {"texts": ["poem"], "on_record": "false"}, {"texts": ["poem"]}, {"on_record": "true"}, {}
    events = [event(id=f"told-{n}", **by) for n, by in enumerate(told)]
    assert found(
        rules.an_event_is_told_by_something,
        texts=[text()],
        events=[*events, event(id="silent", on_record="false"), event(id="mute", texts=[], on_record="false")],
    ) == [
        'events/4/on_record: event "silent" is not on record, and no text tells of it',
        'events/5/on_record: event "mute" is not on record, and no text tells of it',
    ]


COUNTED = [
    *("claims", "sources", "confirmed", "opinion", "poem", "speech", "poem:disputed", "speech:sources"),
]
ANY_NUMBER = (
    "it can be `{claims}`, `{sources}`, `{confirmed}`, `{partly-confirmed}`, `{unconfirmed}`, `{disputed}`, "
    "`{contradicted}`, `{opinion}`, `{poem}` or `{speech}`"
)


@pytest.mark.parametrize("name", COUNTED)
def test_what_is_counted_can_be_filled_in(name: str) -> None:
    site = {"headline": f"{{{name}}}{{{name}}}", "about": f"{{{name}}}"}
    assert found(rules.a_number_filled_in_is_known, site=site, texts=two_texts()) == []


@pytest.mark.parametrize(
    ("name", "help"),
    [
        ("claim", "did you mean `{claims}`?"),
        ("peom", "did you mean `{poem}`?"),
        ("poem:disputd", "did you mean `{poem:disputed}`?"),
        ("letter", ANY_NUMBER),
        ("", ANY_NUMBER),
        ("x:y", ANY_NUMBER),
    ],
)
def test_a_number_filled_in_is_known(name: str, help: str) -> None:
    text = f"Of {{claims}}, {{{name}}}."
    site = dict.fromkeys(["title", "headline", "author", "finding", "summary", "about", "caution"], text)
    problems = [*rules.a_number_filled_in_is_known(parsed(site=site, texts=two_texts()))]
    assert [told(problem) for problem in problems] == [
        f'site/{field}: the site fills in "{name}", which is not counted' for field in site
    ]
    assert {(problem.help, problem.spot) for problem in problems} == {(help, f"{{{name}}}")}


def test_nothing_but_the_site_fills_in_numbers() -> None:
    sections = {"topics": [topic(summary="{x}")], "texts": [text(summary="{x}")]}
    assert found(rules.a_number_filled_in_is_known, **sections) == []


def test_a_drawing_marks_what_it_shows() -> None:
    bands = [("2019", "2018"), ("2019", "2019-05"), ("2019-05-20", "2019-05"), ("2019-05-02", "2019-05-01")]
    drawn = series(
        points={"2018": "1", "2019-05": "2", "2020~": "3"},
        incomplete=["2018", "2019", "2019-05", "2020", "2020~"],
        bands=[{"from": start, "to": end, "label": "L"} for start, end in bands],
    )
    begin = 'series "eaten"'
    assert found(rules.a_drawing_marks_what_it_shows, series=[drawn, series(id="plain")]) == [
        f"series/0/incomplete/1: {begin} has no figure for 2019, which is said to be incomplete",
        f"series/0/incomplete/3: {begin} has no figure for 2020, which is said to be incomplete",
        f"series/0/bands/0/to: {begin} marks a period that ends (2018) before it begins (2019)",
        f"series/0/bands/3/to: {begin} marks a period that ends (2019-05-01) before it begins (2019-05-02)",
    ]


def test_a_claim_is_not_related_to_itself() -> None:
    relations = [{"claim": name, "relation": "repeats"} for name in ["moon-new", "moon-cheese"]]
    claims = [claim(relations=relations), claim(id="moon-new")]
    assert found(rules.a_claim_is_not_related_to_itself, claims=claims) == [
        'claims/0/relations/1/claim: claim "moon-cheese" is related to itself'
    ]


def test_a_list_names_nothing_twice() -> None:
    relations = [{"claim": "moon-new", "relation": relation} for relation in ["repeats", "supports"]]
    assert found(
        rules.a_list_names_nothing_twice,
        claims=[claim(topics=["moon", "moon"], relations=relations), claim(id="moon-new")],
        events=[event(claims=["moon-new"] * 2, sources=["survey", "letter", "survey"])],
    ) == [
        'claims/0/topics/1: claim "moon-cheese" names topic "moon" twice',
        'claims/0/relations/1/claim: claim "moon-cheese" names claim "moon-new" twice',
        'events/0/claims/1: event "landing" names claim "moon-new" twice',
        'events/0/sources/2: event "landing" names source "survey" twice',
    ]


def test_a_source_may_be_evidence_twice_and_appear_twice() -> None:
    twice = claim(evidence=[evidence(), evidence()], appearances=[appearance(), appearance()])
    assert found(rules.a_list_names_nothing_twice, claims=[twice]) == []


# Sources


def test_a_source_has_a_title_or_is_described() -> None:
    one, none = source("a", described="x"), source("b", title=None)
    sound = [source("c", title=None, described="x"), source("d")]
    assert found(rules.a_source_has_a_title_or_is_described, sources=sources(one, none, *sound)) == [
        'sources/4: source "a" has both a title and a description',
        'sources/5: source "b" has neither a title nor a description',
    ]


def test_a_source_that_was_seen_has_an_address() -> None:
    seen = {"a": "excerpt", "b": "reprint", "c": "reported", "d": "not-found"}
    without = [source(id, url=None, seen=how) for id, how in seen.items()]
    on_paper = source("e", url=None, note="On paper.")
    assert found(rules.a_source_that_was_seen_has_an_address, sources=sources(*without, on_paper)) == [
        'sources/4: source "a" has no address',
        'sources/5: source "b" has no address',
    ]


def test_a_foreign_title_has_a_gloss() -> None:
    sound = [
        source("b", lang="zh", gloss="x"),
        source("c", lang="en"),
        source("d", lang="zh", title=None, described="x"),
    ]
    assert found(rules.a_foreign_title_has_a_gloss, sources=sources(source("a", lang="zh"), *sound)) == [
        'sources/4/title: source "a" has a title in "zh" without a gloss'
    ]


# Verdicts


def test_a_verdict_rests_on_evidence() -> None:
    bare = [claim(id=label, evidence=None, verdict=verdict(label)) for label in (*LABELS, "opinion")]
    unread = claim(id="unread", evidence=None, verdict=None)
    assert found(rules.a_verdict_rests_on_evidence, claims=[*bare, unread]) == [
        f'claims/{n}/verdict: claim "{label}" has a verdict but no evidence' for n, label in enumerate(LABELS)
    ]


def test_a_claim_does_not_vouch_for_itself() -> None:
    alone = claim(evidence=[evidence("letter"), evidence("letter", stance="context")])
    both = claim(id="both", evidence=[evidence("letter"), evidence()])
    assert found(rules.a_claim_does_not_vouch_for_itself, claims=[alone, both]) == [
        'claims/0/evidence: claim "moon-cheese" is vouched for only by where it appeared'
    ]


def test_no_source_passes_on_itself() -> None:
    circles = [
        source("a", relays=["survey", "b"]),
        source("b", edition_of="c"),
        source("c", relays=["a"]),
        source("alone", edition_of="alone"),
        source("outside", relays=["a", "gazette"]),
    ]
    assert found(rules.no_source_passes_on_itself, sources=sources(*circles)) == [
        'sources/4/relays: source "a" leads back to itself by way of "b" and "c"',
        'sources/7/edition_of: source "alone" leads back to itself',
    ]


def test_two_circles_through_one_source_are_two() -> None:
    circles = [source("a", relays=["b", "c"]), source("b", relays=["a"]), source("c", relays=["b"])]
    first, *_ = found(rules.no_source_passes_on_itself, sources=sources(*circles))
    assert first == 'sources/4/relays: source "a" leads back to itself by way of "b"'


LABELS = ("confirmed", "partly-confirmed", "unconfirmed", "disputed", "contradicted")


@pytest.mark.parametrize(
    ("passages", "label"),
    [
        ([evidence()], "confirmed"),
        ([evidence(part="day")], "partly-confirmed"),
        ([evidence("gazette")], "unconfirmed"),
        ([evidence(part="day"), evidence("tables", stance="contradicts")], "disputed"),
        ([evidence(stance="contradicts")], "contradicted"),
    ],
)
def test_a_verdict_has_the_label_that_follows_and_no_other(passages: list[dict[str, Any]], label: str) -> None:
    parts = [{"id": id, "text": "T"} for id in ("day", "place")]
    claims = [claim(id=stated, parts=parts, evidence=passages, verdict=verdict(stated)) for stated in LABELS]
    assert found(rules.a_verdict_follows_from_its_witnesses, sources=sources(), claims=claims) == [
        f'claims/{n}/verdict/label: claim "{stated}" is "{stated}", but its evidence adds up to "{label}"'
        for n, stated in enumerate(LABELS)
        if stated != label
    ]


@pytest.mark.parametrize("changes", [{"verdict": None}, {"evidence": None}, {"verdict": verdict("opinion")}])
def test_where_nothing_is_judged_no_label_follows(changes: dict[str, Any]) -> None:
    claims = [claim(**{"evidence": [evidence("gazette")], **changes}), claim(id="held", kind="position")]
    assert found(rules.a_verdict_follows_from_its_witnesses, claims=claims) == []


@pytest.mark.parametrize(
    "changes",
    [
        {"evidence": [evidence("mars")]},
        {"evidence": [evidence("lost")]},
        {"evidence": [evidence("echo")]},
        {"evidence": [evidence("circle")]},
        {"appearances": [appearance(speaker="mars")]},
        {"appearances": [appearance(source="mars")]},
        {"parts": [{"id": "day", "of": "night", "text": "T"}]},
        {"parts": [{"id": "day", "of": "day", "text": "T"}]},
    ],
)
def test_of_a_claim_that_leans_on_a_mistake_nothing_more_is_said(changes: dict[str, Any]) -> None:
    works = sources(
        source("echo", relays=["mars"]), source("circle", relays=["circle"]), source("lost", publisher=None)
    )
    gazette = {"evidence": [evidence("gazette")]}
    file = parsed(sources=works, claims=[claim(**{**gazette, **changes}), claim(id="other", **gazette)])
    [problem] = rules.a_verdict_follows_from_its_witnesses(file)
    assert problem.message == 'claim "other" is "confirmed", but its evidence adds up to "unconfirmed"'


# Words and dates


def test_a_quote_is_a_few_words() -> None:
    long = claim(quote=quote("word " * 21), evidence=[evidence(words="word " * 20), evidence(words="word " * 22)])
    assert found(rules.a_quote_is_a_few_words, claims=[long]) == [
        'claims/0/quote/text: claim "moon-cheese" quotes 21 words, and 20 is the most',
        'claims/0/evidence/1/words: claim "moon-cheese" quotes 22 words, and 20 is the most',
    ]


def test_a_quote_has_no_marks_around_it() -> None:
    words = ["“so”", '"so"', "‘so’", "«so»", "“so” or “so”", "it's"]
    claims = [claim(evidence=[evidence(words=quoted) for quoted in words])]
    message = 'claim "moon-cheese" has quotation marks around a quotation, which gets them when it is printed'
    assert found(rules.a_quote_is_a_few_words, claims=claims) == [
        f"claims/0/evidence/{n}/words: {message}" for n in range(4)
    ]


def test_a_quote_belongs_to_an_appearance() -> None:
    twice = [appearance(), appearance()]
    claims = [claim(id=f"quotes-{n}", quote=quote("x", n), appearances=twice) for n in ["2", "3"]]
    assert found(rules.a_quote_belongs_to_an_appearance, claims=claims) == [
        'claims/1/quote/appearance: claim "quotes-3" quotes appearance 3 of 2'
    ]


def test_nothing_is_dated_before_what_it_follows() -> None:
    def chain(id: str, *dates: str | None) -> dict[str, Any]:
        return claim(id=id, appearances=[appearance(date=day) for day in dates])

    sound = [
        chain("a", "2019-09-30", "2019-09"),
        chain("b", None, "2019", None, "2019-02"),
        chain("c", "2019", "2018/2020"),
        claim(id="d", changes=[change("2020-01-01"), change("2020-01")]),
    ]
    back = [
        chain("chain", "2019-09-30", None, "2019-08", "2019-09-29"),
        claim(id="history", changes=[change("2020"), change("2019-12")]),
    ]
    assert found(rules.nothing_is_dated_before_what_it_follows, claims=[*sound, *back]) == [
        'claims/4/appearances/2/date: appearance 3 of claim "chain" is dated 2019-08, '
        "before the one it follows (2019-09-30)",
        'claims/5/changes/1/date: change 2 of claim "history" is dated 2019-12, before the one it follows (2020)',
    ]


def test_a_date_as_written_is_resolved() -> None:
    dated = claim(id="dated", date="2019", date_as_written="last year")
    assert found(rules.a_date_as_written_is_resolved, claims=[claim(date_as_written="last year"), dated]) == [
        'claims/0/date_as_written: claim "moon-cheese" has a date as written but no date'
    ]


def test_a_title_is_used_once() -> None:
    claims = [claim(), claim(id="again", title="The moon\tis made of  cheese"), claim(id="other", title="THE MOON")]
    assert found(rules.a_title_is_used_once, claims=claims) == [
        'claims/1/title: claim "again" has the title of claim "moon-cheese"'
    ]


def test_a_citation_is_used_once() -> None:
    same, day = {"title": "A  map", "publisher": "P", "url": None, "note": "N"}, "2019-05-01"
    works = [
        source("letter", **same, date=day),
        source("reprint", **same, date=day),
        source("later", **same, date="2019-05"),
        source("undated", **same),
        source("described", **{**same, "title": None, "described": "A map"}),
        source("again-described", **{**same, "title": None, "described": "A map"}),
        source("other", **{**same, "publisher": "Q"}),
    ]
    assert found(rules.a_citation_is_used_once, sources=works) == [
        'sources/1/title: source "reprint" has the title, publisher and date of source "letter"',
        'sources/5/described: source "again-described" has the title, publisher and date of source "described"',
    ]


def test_no_date_lies_in_the_future() -> None:
    day = "9000"
    tomorrow = claim(date=day, appearances=[appearance(date=day)], verdict=verdict(reviewed=day), changes=[change(day)])
    file = parsed(
        sources=[source("letter", date=day), source("survey")],
        claims=[tomorrow],
        events=[event(date=day)],
        series=[series(points={"2019": "1", day: "2"})],
    )
    problems = list(rules.no_date_lies_in_the_future(file, TODAY))
    assert [problem.on_key for problem in problems] == [False] * 6 + [True]
    assert [told(problem).removesuffix(" has the date 9000, which lies in the future") for problem in problems] == [
        'sources/0/date: source "letter"',
        'claims/0/date: claim "moon-cheese"',
        'claims/0/appearances/0/date: claim "moon-cheese"',
        'claims/0/verdict/reviewed: claim "moon-cheese"',
        'claims/0/changes/0/date: claim "moon-cheese"',
        'events/0/date: event "landing"',
        'series/0/points/9000: series "eaten"',
    ]


@pytest.mark.parametrize(
    ("past", "future"),
    [
        ("2026-11-25", "2026-11-26"),
        ("2026-11", "2026-12"),
        ("2026", "2027"),
        ("2019/2026", "2019/2027"),
        ("../2026-11-25", "../2026-11-26"),
    ],
)
def test_what_may_be_past_is_not_future(past: str, future: str) -> None:
    file = parsed(events=[event(date=past), event(id="later", date=future)])
    assert [problem.where for problem in rules.no_date_lies_in_the_future(file, TODAY)] == [("events", 1, "date")]
