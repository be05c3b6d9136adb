"""The dataset as a whole: for each rule a file that breaks it, whole messages, and one that just does not."""

from __future__ import annotations

import inspect
from collections.abc import Callable, Iterator
from typing import Any

import pytest

from claims.data import parser, reader, rules
from claims.data.diagnostics import MAX_PROBLEMS, Path, Problem
from claims.data.parser import Parsed
from claims.site.markdown import Prose
from helpers import EXAMPLES, TODAY, appearance, claim, event, evidence, parsed, series, source, term, topic, verdict

Rule = Callable[[Parsed], Iterator[Problem]]


def found(rule: Rule, **sections: Any) -> list[tuple[Any, ...]]:
    """Place, message and help of what a rule finds, and what it is beside; the file has no other mistakes."""
    file = parsed(**sections)
    assert file.problems == ()
    return [(p.where, p.message, p.help, *([p.beside] if p.beside else [])) for p in rule(file)]


def sources(*others: dict[str, Any]) -> list[dict[str, Any]]:
    official = [source("gazette", kind="official-china"), source("tables", kind="official-us")]
    return [source("letter"), source("survey"), *official, *others]


def test_a_file_without_mistakes_breaks_no_rule() -> None:
    assert list(rules.check(parsed(), today=TODAY)) == []


def test_every_rule_is_applied() -> None:
    made = {f for _, f in inspect.getmembers(rules, inspect.isgeneratorfunction) if not f.__name__.startswith("_")}
    helpers = {rules.check, rules.references, rules.prose}
    assert made == {*rules.RULES, rules.no_date_lies_in_the_future, *helpers}


def test_one_gloriously_bad_file_breaks_every_rule() -> None:
    file = parser.parse(reader.read((EXAMPLES / "invalid" / "gloriously-bad.yaml").read_text("utf-8")))
    kept = [rule.__name__ for rule in rules.RULES if not list(rule(file))]
    assert kept == []
    assert list(rules.no_date_lies_in_the_future(file, TODAY))


def test_rules_are_not_applied_to_half_a_file() -> None:
    whole = parsed(claims=[claim(topics=["mars"])])
    half = Parsed(whole.dataset, whole.names, whole.problems + tuple([Problem((), "m")] * MAX_PROBLEMS))
    assert len(list(rules.check(whole, today=TODAY))) == 1
    assert list(rules.check(half, today=TODAY)) == []


def test_no_more_is_found_than_anyone_reads() -> None:
    file = parsed(claims=[claim(topics=[f"mars-{n}" for n in range(MAX_PROBLEMS * 2)])])
    assert len(list(rules.check(file, today=TODAY))) == MAX_PROBLEMS


def test_processes_find_the_same_together() -> None:
    file = parser.parse(reader.read((EXAMPLES / "invalid" / "gloriously-bad.yaml").read_text("utf-8")))
    found = list(rules.check(file, today=TODAY))
    assert found
    assert list(rules.check(file, today=TODAY, processes=3)) == found
    many = parsed(claims=[claim(topics=[f"mars-{n}" for n in range(MAX_PROBLEMS * 2)])])
    assert list(rules.check(many, today=TODAY, processes=3)) == list(rules.check(many, today=TODAY))


# Names


def test_an_id_is_used_once() -> None:
    help = "give this one another id: addresses and links are made of it"
    assert found(
        rules.an_id_is_used_once,
        topics=[topic(aliases=["luna"]), topic(id="sun")],
        glossary=[term(id="moon"), term(id="rim", aliases=["luna", "edge", "edge"]), term(id="sun", aliases=["sun"])],
    ) == [
        (("glossary", 0, "id"), 'the id "moon" is taken already, by topic "moon"', help, ("topics", 0)),
        (("glossary", 1, "aliases", 0), 'the id "luna" is taken already, by topic "moon"', help, ("topics", 0)),
        (("glossary", 1, "aliases", 2), 'the id "edge" is taken already, by term "rim"', help, ("glossary", 1)),
        (("glossary", 2, "id"), 'the id "sun" is taken already, by topic "sun"', help, ("topics", 1)),
        (("glossary", 2, "aliases", 0), 'the id "sun" is taken already, by topic "sun"', help, ("topics", 1)),
    ]


@pytest.mark.parametrize(
    ("sections", "where", "who", "kind"),
    [
        ({"claims": [claim(topics=["moon", "mars"])]}, ("claims", 0, "topics", 1), 'claim "moon-cheese"', "topic"),
        ({"claims": [claim(appearances=[appearance(speaker="mars")])]}, ("claims", 0, "appearances", 0, "speaker"),
         'claim "moon-cheese"', "speaker"),
        ({"claims": [claim(appearances=[appearance(source="mars")])]}, ("claims", 0, "appearances", 0, "source"),
         'claim "moon-cheese"', "source"),
        ({"claims": [claim(evidence=[evidence(), evidence("mars")])]}, ("claims", 0, "evidence", 1, "source"),
         'claim "moon-cheese"', "source"),
        ({"claims": [claim(relations=[{"claim": "mars", "relation": "repeats"}])]},
         ("claims", 0, "relations", 0, "claim"), 'claim "moon-cheese"', "claim"),
        ({"events": [event(topics=["mars"])]}, ("events", 0, "topics", 0), 'event "landing"', "topic"),
        ({"events": [event(claims=["mars"])]}, ("events", 0, "claims", 0), 'event "landing"', "claim"),
        ({"events": [event(sources=["mars"])]}, ("events", 0, "sources", 0), 'event "landing"', "source"),
        ({"glossary": [term(sources=["mars"])]}, ("glossary", 0, "sources", 0), 'term "crater"', "source"),
        ({"series": [series(topics=["mars"])]}, ("series", 0, "topics", 0), 'series "eaten"', "topic"),
        ({"series": [series(sources=["mars"])]}, ("series", 0, "sources", 0), 'series "eaten"', "source"),
    ],
)  # fmt: skip
def test_a_reference_names_a_record(sections: dict[str, Any], where: Path, who: str, kind: str) -> None:
    [(place, message, _)] = found(rules.a_reference_names_a_record, **sections)
    assert (place, message) == (where, f'{who} names {kind} "mars", which is not defined')


@pytest.mark.parametrize(
    ("name", "help"),
    [
        ("surveys", 'did you mean "survey"?'),
        ("moon", '"moon" stands under "topics", not under "sources"'),
        ("encyclopedia", 'define it under "sources", or name one of the 3 that are there'),
    ],
)
def test_an_unknown_name_has_a_way_out(name: str, help: str) -> None:
    [problem] = found(rules.a_reference_names_a_record, glossary=[term(sources=[name])])
    assert problem[2] == help


def test_of_two_that_are_defined_one_may_be_chosen() -> None:
    file = parsed(topics=[topic(), topic(id="sun")], claims=[], events=[event(topics=["encyclopedia"])])
    [problem] = rules.a_reference_names_a_record(file)
    assert problem.help == 'define it under "topics", or name one of the 2 that are there'


def test_where_nothing_is_defined_there_is_nothing_to_choose_from() -> None:
    file = parsed(topics=[], claims=[], events=[event(topics=["moon"])])
    [problem] = rules.a_reference_names_a_record(file)
    assert problem.help == 'define it under "topics"'


def test_an_id_that_is_none_is_not_suggested() -> None:
    file = parsed(topics=[topic(id="Moon")], claims=[], events=[event(topics=["moo"])])
    [problem] = rules.a_reference_names_a_record(file)
    assert problem.help == 'define it under "topics"'


def test_a_reference_is_by_the_present_id() -> None:
    assert found(
        rules.a_reference_names_a_record,
        topics=[topic(id="sun", aliases=["sol"]), topic(aliases=["selene", "luna"])],
        claims=[claim(topics=["luna"])],
    ) == [(("claims", 0, "topics", 0), 'claim "moon-cheese" names topic "luna", which is an old id', 'write "moon"')]


def test_a_reference_by_the_old_id_of_a_broken_record_is_no_worse() -> None:
    file = parsed(topics=[topic(title=None, aliases=["luna"])], claims=[claim(topics=["luna"])])
    assert [problem.help for problem in rules.a_reference_names_a_record(file)] == ['write "moon"']
    file = parsed(topics=[topic(id=None, aliases=["luna"])], claims=[claim(topics=["luna"])])
    assert [problem.help for problem in rules.a_reference_names_a_record(file)] == ["write the id it has now"]


def test_a_reference_to_a_broken_record_is_sound() -> None:
    assert list(rules.a_reference_names_a_record(parsed(topics=[topic(title=None)]))) == []


@pytest.mark.parametrize(
    ("sections", "where", "who"),
    [
        ({"topics": [topic(summary="[x](claim:mars)")]}, ("topics", 0, "summary"), 'topic "moon"'),
        ({"claims": [claim(statement="[x](claim:mars)")]}, ("claims", 0, "statement"), 'claim "moon-cheese"'),
        ({"claims": [claim(note="[x](claim:mars)")]}, ("claims", 0, "note"), 'claim "moon-cheese"'),
        ({"claims": [claim(evidence=[evidence(note="[x](claim:mars)")])]}, ("claims", 0, "evidence", 0, "note"),
         'claim "moon-cheese"'),
        ({"claims": [claim(verdict=verdict(reasoning="[x](claim:mars)"))]}, ("claims", 0, "verdict", "reasoning"),
         'claim "moon-cheese"'),
        ({"events": [event(summary="[x](claim:mars)")]}, ("events", 0, "summary"), 'event "landing"'),
        ({"glossary": [term(definition="[x](claim:mars)")]}, ("glossary", 0, "definition"), 'term "crater"'),
    ],
)  # fmt: skip
def test_a_link_leads_somewhere(sections: dict[str, Any], where: Path, who: str) -> None:
    assert found(rules.a_link_leads_somewhere, **sections) == [
        (where, f'{who} links to claim "mars", which is not defined', 'define it under "claims"')
    ]


def test_a_link_leads_to_records_of_every_kind() -> None:
    summary = (
        "[](claim:moon-cheese) [](topic:moon) [](source:letter) [](speaker:j-smith) [](event:landing) [](term:crater)"
    )
    sections = {"topics": [topic(summary=summary)], "events": [event()], "glossary": [term()]}
    assert found(rules.a_link_leads_somewhere, **sections) == []


def test_a_link_is_by_the_present_id() -> None:
    sections = {"topics": [topic(aliases=["luna"], summary="See [x](topic:luna).")]}
    assert found(rules.a_link_leads_somewhere, **sections) == [
        (("topics", 0, "summary"), 'topic "moon" links to topic "luna", which is an old id', 'write "moon"')
    ]


def test_a_link_is_marked_where_it_stands_in_the_text() -> None:
    [problem] = rules.a_link_leads_somewhere(parsed(topics=[topic(summary="See [x](term:mars).")]))
    assert problem.spot == "term:mars"


@pytest.mark.parametrize(
    "summary",
    [
        "\n".join(f"{'    ' * n}- <{n}>" for n in range(400)),
        "\n".join("\t" * n + "* x" for n in range(400)),
        "- " * 1_000 + "x",
        "1. " * 1_000 + "x",
        "1) " * 1_000 + "x",
        "> + " * 500 + "[x](claim&#58;none)",
    ],
    ids=["spaces", "tabs", "in one line", "numbers", "numbers in brackets", "quotations"],
)
def test_a_text_is_not_nested_too_deep(summary: str) -> None:
    assert found(rules.a_text_is_not_nested_too_deep, topics=[topic(summary=summary)]) == [
        (
            ("topics", 0, "summary"),
            'topic "moon" has lists in lists, more than Markdown can take',
            "take some of them out",
        )
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
def test_what_is_not_too_deep_can_be_made(summary: str) -> None:
    assert found(rules.a_text_is_not_nested_too_deep, topics=[topic(summary=summary)]) == []
    assert Prose().html(summary)


def test_a_claim_is_not_related_to_itself() -> None:
    relations = [{"claim": name, "relation": "repeats"} for name in ["moon-new", "moon-cheese"]]
    assert found(rules.a_claim_is_not_related_to_itself, claims=[claim(relations=relations), claim(id="moon-new")]) == [
        (
            ("claims", 0, "relations", 1, "claim"),
            'claim "moon-cheese" is related to itself',
            "name another claim, or delete the relation",
        )
    ]


def test_a_list_names_nothing_twice() -> None:
    relations = [{"claim": "moon-new", "relation": relation} for relation in ["repeats", "supports"]]
    assert found(
        rules.a_list_names_nothing_twice,
        claims=[claim(topics=["moon", "moon"], relations=relations), claim(id="moon-new")],
        events=[event(claims=["moon-new"] * 2, sources=["survey", "letter", "survey"])],
    ) == [
        (("claims", 0, "topics", 1), 'claim "moon-cheese" names topic "moon" twice', "keep one"),
        (("claims", 0, "relations", 1, "claim"), 'claim "moon-cheese" names claim "moon-new" twice', "keep one"),
        (("events", 0, "claims", 1), 'event "landing" names claim "moon-new" twice', "keep one"),
        (("events", 0, "sources", 2), 'event "landing" names source "survey" twice', "keep one"),
    ]


def test_a_source_may_be_evidence_twice_and_appear_twice() -> None:
    twice = claim(evidence=[evidence(), evidence()], appearances=[appearance(), appearance()])
    assert found(rules.a_list_names_nothing_twice, claims=[twice]) == []


# Sources


def test_a_source_has_a_title_or_is_described() -> None:
    help = "write `title:` as you saw it on the page, or `described:` in your own words"
    assert found(
        rules.a_source_has_a_title_or_is_described,
        sources=sources(
            source("a", described="x"), source("b", title=None), source("c", title=None, described="x"), source("d")
        ),
    ) == [
        (("sources", 4), 'source "a" has both a title and a description', help),
        (("sources", 5), 'source "b" has neither a title nor a description', help),
    ]


def test_a_source_that_was_seen_has_an_address() -> None:
    help = "add `url:`, or say in `note:` why there is none"
    assert found(
        rules.a_source_that_was_seen_has_an_address,
        sources=sources(
            source("a", url=None),
            source("b", url=None, seen="reprint"),
            source("c", url=None, seen="reported"),
            source("d", url=None, seen="not-found"),
            source("e", url=None, note="On paper."),
        ),
    ) == [
        (("sources", 4), 'source "a" has no address', help),
        (("sources", 5), 'source "b" has no address', help),
    ]


def test_a_foreign_title_has_a_gloss() -> None:
    described = source("d", lang="zh", title=None, described="x")
    assert found(
        rules.a_foreign_title_has_a_gloss,
        sources=sources(source("a", lang="zh"), source("b", lang="zh", gloss="x"), source("c", lang="en"), described),
    ) == [
        (
            ("sources", 4, "title"),
            'source "a" has a title in "zh" without a gloss',
            "add `gloss:`, the title's meaning in English",
        )
    ]


# Verdicts


def test_a_position_is_not_judged() -> None:
    judged = claim(kind="position", verdict=verdict("disputed"), evidence=[evidence(stance="context")])
    held = claim(id="held", kind="position", verdict=verdict("position"))
    unread = claim(id="unread", kind="position", verdict=None)
    checked = claim(id="checked", verdict=verdict("position"))
    assert found(rules.a_position_is_not_judged, claims=[judged, held, unread, checked]) == [
        (
            ("claims", 0, "verdict", "label"),
            'claim "moon-cheese" is a position and has the verdict "disputed"',
            "a stance or a value is not checkable: write `label: position`, or change `kind:`",
        ),
        (
            ("claims", 3, "verdict", "label"),
            'claim "checked" has the verdict "position" and is of kind "result"',
            "write `kind: position`, or choose another verdict",
        ),
    ]


def test_a_position_has_only_context() -> None:
    beside = [evidence(stance=stance) for stance in ["context", "supports", "complicates", "contradicts"]]
    positions = [claim(kind="position", verdict=None, evidence=beside), claim(id="checked", evidence=beside)]
    help = "write `stance: context`, and say in the note which way the fact bears"
    assert found(rules.a_position_has_only_context, claims=positions) == [
        (
            ("claims", 0, "evidence", n, "stance"),
            f'claim "moon-cheese" is a position, and its evidence {n + 1} has the stance "{stance}"',
            help,
        )
        for n, stance in [(1, "supports"), (2, "complicates"), (3, "contradicts")]
    ]


def test_a_verdict_rests_on_evidence() -> None:
    labels = ["corroborated", "partly-corroborated", "disputed", "unverified", "position"]
    claims = [claim(id=label, evidence=None, verdict=verdict(label)) for label in labels]
    assert found(
        rules.a_verdict_rests_on_evidence, claims=[*claims, claim(id="open", evidence=None, verdict=None)]
    ) == [
        (
            ("claims", n, "verdict"),
            f'claim "{label}" has a verdict but no evidence',
            "add `evidence:`, or leave the verdict out for now",
        )
        for n, label in enumerate(labels[:4])
    ]


def test_a_claim_does_not_vouch_for_itself() -> None:
    alone = claim(evidence=[evidence("letter"), evidence("letter", stance="context")])
    both = claim(id="both", evidence=[evidence("letter"), evidence()])
    assert found(rules.a_claim_does_not_vouch_for_itself, claims=[alone, both]) == [
        (
            ("claims", 0, "evidence"),
            'claim "moon-cheese" is vouched for only by where it appeared',
            "add evidence from another source",
        )
    ]


@pytest.mark.parametrize("rule", [rules.a_verdict_rests_on_evidence, rules.a_claim_does_not_vouch_for_itself])
def test_a_mistake_in_a_whole_field_is_marked_at_its_name(rule: Rule) -> None:
    file = parsed(claims=[claim(evidence=None), claim(id="moon-new", evidence=[evidence("letter")])])
    assert [problem.on_key for problem in rule(file)] == [True]


OUTSIDE = (
    "add a source that is neither of the speaker's side nor one the claim appeared in, "
    "or choose `partly-corroborated` or `unverified`"
)


@pytest.mark.parametrize(
    ("support", "lacking"),
    [
        ([evidence("gazette")], "support from outside"),  # of a Chinese office, for a Chinese speaker
        ([evidence("star")], "support from outside"),  # a newspaper of that side
        ([evidence("letter"), evidence(stance="context")], "support from outside"),  # where the claim appeared
        ([evidence("gazette"), evidence("letter")], "support from outside"),
        ([evidence(stance="complicates")], "any support"),
    ],
)
def test_corroboration_comes_from_outside(support: list[dict[str, Any]], lacking: str) -> None:
    assert found(
        rules.corroboration_comes_from_outside,
        sources=sources(source("star", side="china")),
        claims=[claim(evidence=support)],
    ) == [(("claims", 0, "verdict", "label"), f'claim "moon-cheese" is "corroborated" without {lacking}', OUTSIDE)]


@pytest.mark.parametrize(
    "support",
    [
        [evidence()],
        [evidence("tables")],  # an office of the other side
        [evidence("gazette"), evidence("letter"), evidence()],
    ],
)
def test_support_from_outside_corroborates(support: list[dict[str, Any]]) -> None:
    claims = [claim(evidence=support)]
    assert found(rules.corroboration_comes_from_outside, sources=sources(), claims=claims) == []


@pytest.mark.parametrize("changes", [{"verdict": verdict("disputed")}, {"verdict": None}, {"kind": "position"}])
def test_only_what_is_called_corroborated_needs_it(changes: dict[str, Any]) -> None:
    claims = [claim(evidence=[evidence("gazette")], **changes)]
    assert found(rules.corroboration_comes_from_outside, sources=sources(), claims=claims) == []


@pytest.mark.parametrize("changes", [{"evidence": [evidence("mars")]}, {"appearances": [appearance(speaker="mars")]}])
def test_of_a_claim_with_an_unknown_name_nothing_more_is_said(changes: dict[str, Any]) -> None:
    file = parsed(claims=[claim(**{"evidence": [evidence("gazette")], **changes})])
    assert list(rules.corroboration_comes_from_outside(file)) == []


# Words and dates


def test_a_quote_is_short() -> None:
    quote = {"text": "word " * 21, "verbatim": "true", "appearance": "1"}
    long = claim(quote=quote, evidence=[evidence(words="word " * 20), evidence(words="word " * 22)])
    help = "keep the words that matter, and tell the rest in your own"
    assert found(rules.a_quote_is_short, claims=[long]) == [
        (("claims", 0, "quote", "text"), 'claim "moon-cheese" quotes 21 words, and 20 is the most', help),
        (("claims", 0, "evidence", 1, "words"), 'claim "moon-cheese" quotes 22 words, and 20 is the most', help),
    ]


def test_a_quote_belongs_to_an_appearance() -> None:
    def quoting(id: str, number: str) -> dict[str, Any]:
        return claim(
            id=id, quote={"text": "x", "verbatim": "true", "appearance": number}, appearances=[appearance()] * 2
        )

    assert found(rules.a_quote_belongs_to_an_appearance, claims=[quoting("last", "2"), quoting("none", "3")]) == [
        (
            ("claims", 1, "quote", "appearance"),
            'claim "none" quotes appearance 3 of 2',
            "count the appearances from 1",
        )
    ]


def test_a_chain_runs_forward() -> None:
    def chain(id: str, *dates: str | None) -> dict[str, Any]:
        return claim(id=id, appearances=[appearance(date=day) for day in dates])

    sound = [
        chain("a", "2019-09-30", "2019-09"),
        chain("b", None, "2019", None, "2019-02"),
        chain("c", "2019", "2018/2020"),
    ]
    assert found(
        rules.a_chain_runs_forward, claims=[*sound, chain("back", "2019-09-30", None, "2019-08", "2019-09-29")]
    ) == [
        (
            ("claims", 3, "appearances", 2, "date"),
            'appearance 3 of claim "back" is dated 2019-08, before the one it follows (2019-09-30)',
            "put the first utterance first",
        )
    ]


def test_a_history_runs_forward() -> None:
    def history(id: str, *dates: str) -> dict[str, Any]:
        return claim(id=id, changes=[{"date": day, "kind": "updated", "note": "N"} for day in dates])

    assert found(
        rules.a_history_runs_forward, claims=[history("a", "2020-01-01", "2020-01"), history("back", "2020", "2019-12")]
    ) == [
        (
            ("claims", 1, "changes", 1, "date"),
            'change 2 of claim "back" is dated 2019-12, before the one it follows (2020)',
            "put the oldest change first",
        )
    ]


def test_a_date_as_written_is_resolved() -> None:
    dated = claim(id="dated", date="2019", date_as_written="last year")
    assert found(rules.a_date_as_written_is_resolved, claims=[claim(date_as_written="last year"), dated]) == [
        (
            ("claims", 0, "date_as_written"),
            'claim "moon-cheese" has a date as written but no date',
            "add `date:`, as precise as it can be known",
        )
    ]


def test_a_title_is_used_once() -> None:
    assert found(
        rules.a_title_is_used_once,
        claims=[claim(), claim(id="again", title="The moon\tis made of  cheese"), claim(id="other", title="THE MOON")],
    ) == [
        (
            ("claims", 1, "title"),
            'claim "again" has the title of claim "moon-cheese"',
            "say in each title what tells it apart, or keep one claim",
            ("claims", 0),
        )
    ]


def test_a_citation_is_used_once() -> None:
    same, day = {"title": "A  map", "publisher": "P", "url": None, "note": "N"}, "2019-05-01"
    assert found(
        rules.a_citation_is_used_once,
        sources=[
            source("letter", **same, date=day),
            source("reprint", **same, date=day),
            source("later", **same, date="2019-05"),
            source("undated", **same),
            source("described", **{**same, "title": None, "described": "A map"}),
            source("again-described", **{**same, "title": None, "described": "A map"}),
            source("other", **{**same, "publisher": "Q"}),
        ],
    ) == [
        (
            ("sources", n, field),
            f'source "{one}" has the title, publisher and date of source "{other}"',
            "keep one; where they are two works, write a more exact `date:`, or `described:` to tell them apart",
            ("sources", n - 1),
        )
        for n, field, one, other in [
            (1, "title", "reprint", "letter"),
            (5, "described", "again-described", "described"),
        ]
    ]


FUTURE = [
    ({"sources": [source("letter", date="9000")]}, ("sources", 0, "date"), 'source "letter"'),
    ({"claims": [claim(date="9000")]}, ("claims", 0, "date"), 'claim "moon-cheese"'),
    ({"claims": [claim(appearances=[appearance(date="9000")])]}, ("claims", 0, "appearances", 0, "date"),
     'claim "moon-cheese"'),
    ({"claims": [claim(verdict=verdict(reviewed="9000"))]}, ("claims", 0, "verdict", "reviewed"),
     'claim "moon-cheese"'),
    ({"claims": [claim(changes=[{"date": "9000", "kind": "added", "note": "N"}])]}, ("claims", 0, "changes", 0, "date"),
     'claim "moon-cheese"'),
    ({"events": [event(date="9000")]}, ("events", 0, "date"), 'event "landing"'),
    ({"series": [series(points={"2019": "1", "9000": "2"})]}, ("series", 0, "points", "9000"), 'series "eaten"'),
]  # fmt: skip


@pytest.mark.parametrize(("sections", "where", "who"), FUTURE)
def test_no_date_lies_in_the_future(sections: dict[str, Any], where: Path, who: str) -> None:
    [problem] = rules.no_date_lies_in_the_future(parsed(**sections), TODAY)
    assert (problem.where, problem.message, problem.help) == (
        where,
        f"{who} has the date 9000, which lies in the future",
        "today is 2026-11-25",
    )
    assert problem.on_key == ("points" in where)


@pytest.mark.parametrize(
    ("written", "future"),
    [
        ("2026-11-25", False),
        ("2026-11-26", True),
        ("2026-11", False),
        ("2026-12", True),
        ("2026", False),
        ("2027", True),
        ("2019/2026", False),
        ("2019/2027", True),
        ("../2026-11-25", False),
        ("../2026-11-26", True),
    ],
)
def test_what_may_be_past_is_not_future(written: str, future: bool) -> None:
    file = parsed(events=[event(date=written)])
    assert bool(list(rules.no_date_lies_in_the_future(file, TODAY))) is future
