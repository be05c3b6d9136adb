"""Small files of claims, each valid, each with something that a page could stumble over."""

import functools
import json
import tempfile
from pathlib import Path
from typing import Any

from claims import pages
from claims.checks import loader
from claims.model.markdown import MarkdownRenderer
from claims.model.records import Dataset
from claims.parts.search import search_page
from claims.site import pagination
from claims.site.index import Site, make_urls
from claims.site.release import Release
from claims.site.views import Page
from support.building import ENGLISH
from support.helpers import TODAY, text_of

BARE = """
topics:
  - {id: the-only-topic, title: The only topic, question: Is there one?, answer: There is., summary: One paragraph.}
speakers:
  - {id: the-only-speaker, name: The Only Speaker, kind: person, role: Speaks}
sources:
  - {id: the-only-source, kind: news, publisher: The Paper, title: The only source, url: "https://paper.moon/1",
     seen: opening}
claims:
  - id: the-only-claim
    title: The only claim
    statement: The Only Speaker said that this is the only claim.
    kind: measure
    topics: [the-only-topic]
    appearances:
      - {speaker: the-only-speaker, form: interview, source: the-only-source}
"""
"""One of each that a claim needs: no date, verdict, evidence, event, term or series."""

BAD_WORDS = (
    """<script>alert("x")</script></title><b>bold</b> & &amp; 'quoted' "quoted" {{ 7 * 7 }} {% raw %} {# #} \u200f"""
)


def bad(what: str) -> str:
    """Text that would break out of wherever it stands; no two records have the same."""
    return f"{BAD_WORDS} {what}"


def long(what: str) -> str:
    """300 characters."""
    return (f"The {what} " + "whose title does not end " * 12)[:299] + "."


_BAD_PROSE = f"""{BAD_WORDS}

<a href="javascript:alert(1)">script</a> <img src=x onerror=alert(1)>
<a href="javascript:alert(1)" onclick="alert(1)">raw</a>
<style>body {{ display: none }}</style> <b onmouseover=alert(1)>bold</b> <p>unclosed <div>

<a href="https://example.org/" title='"onmouseover="alert(1)'>quote</a>

# A heading

- a list

> a quotation

```
code </code>
```

| a | table |
| - | - |
| of | four |

<!-- a comment that does not end
"""
FRAME_IDS = ("content", "filter-topic", "claims", "figures", "in-time", "year-2019", "year-2019-heading", "balance")
"""Ids that a template could have used for a part of its page."""


def hostile() -> str:
    """Every text field as bad as the check lets it be, and every field that may be missing missing somewhere."""
    return as_yaml(
        sides=[
            {"id": "north", "name": bad("side")},
            {"id": "south", "name": long("side")},
        ],
        topics=[
            {"id": "all", "title": bad("topic"), "question": bad("?"), "answer": bad("."), "summary": _BAD_PROSE},
            {"id": "not-named", "title": long("topic"), "question": long("question"), "answer": long("answer"),
             "summary": long("summary")},
        ],
        speakers=[
            {"id": "bad-speaker", "name": bad("speaker"), "short": bad("short"), "kind": "person", "role": BAD_WORDS,
             "side": "north"},
            {"id": "silent", "name": long("speaker"), "kind": "office", "role": long("text")},
        ],
        texts=[
            {"id": "bad-text", "title": bad("text"), "name": BAD_WORDS, "speaker": "bad-speaker", "form": BAD_WORDS,
             "date": "2019~", "seen_through": ["archived-only", "bad-source"], "summary": _BAD_PROSE,
             "why": _BAD_PROSE, "unseen": _BAD_PROSE, "conclusion": _BAD_PROSE,
             "after": ["filter-topic", "claims", "in-time", "year-2019-heading", "balance"],
             "paragraphs": [{"text": f"[so](claim:bad) and [x](claim:long). {_BAD_PROSE}", "date": "2019~"}],
             "left_out": [{"text": _BAD_PROSE, "date": "2018~", "sources": ["bad-source", "archived-only"]},
                          {"text": long("omission"), "date": "2018-12/2019-05", "sources": ["other"]}],
             "changes": [{"date": "2020", "kind": "corrected", "note": BAD_WORDS}]},
        ],
        sources=[
            {"id": "bad-source", "kind": "news", "publisher": bad("publisher"), "title": bad("source"),
             "lang": "zh-Hans", "gloss": BAD_WORDS, "url": "https://example.org/?a=1&b='2'&amp;#x",
             "date": "2019-09-30?", "note": BAD_WORDS, "side": "north", "seen": "opening"},
            {"id": "archived-only", "kind": "academic", "publisher": long("publisher"), "described": long("source"),
             "note": "Gone.", "archived": "https://archive.example/1", "date": "2018-12/2019-05",
             "seen": "excerpt"},
            {"id": "other", "kind": "official", "side": "south", "publisher": "P", "described": "D", "url": "http://example.org",
             "seen": "whole"},
            {"id": "not-used", "kind": "think-tank", "publisher": "P", "title": "T", "seen": "none"},
        ],
        claims=[
            {"id": "bad", "title": bad("claim"), "statement": _BAD_PROSE, "kind": "measure",
             "topics": ["all", "not-named"], "date": "../2018-12", "date_as_written": BAD_WORDS, "note": _BAD_PROSE,
             "appearances": [
                 {"speaker": "bad-speaker", "form": BAD_WORDS, "source": "archived-only", "seen": "none"},
                 {"speaker": "silent", "form": "letter", "source": "bad-source", "date": "2019~", "paragraph": "7",
                  "seen": "excerpt"},
             ],
             "quote": {"text": "<i>few</i> & \"words\"", "verbatim": "true", "appearance": "1"},
             "evidence": [
                 {"source": "archived-only", "stance": "context", "note": _BAD_PROSE, "words": "<i>few</i> & words"},
                 {"source": "bad-source", "stance": "supports", "note": _BAD_PROSE, "words": "<i>few</i> & words"},
                 {"source": "other", "part": "bad", "stance": "supports", "note": long("text")},
                 {"source": "other", "part": "bad", "stance": "contradicts", "as": "statement", "note": "It lies."},
                 {"source": "other", "part": "long", "stance": "contradicts", "note": "It is not so."},
                 {"source": "other", "part": "wide", "stance": "partly", "note": _BAD_PROSE, "at": BAD_WORDS,
                  "date": "2018-12~"},
             ],
             "parts": [{"id": "bad", "text": BAD_WORDS, "date": "2019?"},
                       {"id": "long", "text": long("part"), "of": "bad", "detail": "true"},
                       {"id": "wide", "text": bad("part"), "reading": "wider"}],
             "readings": [{"id": "wider", "text": bad("reading")}],
             "gist": BAD_WORDS,
             "open": [{"question": BAD_WORDS, "looked": long("search")}],
             "verdict": {"label": "disputed", "summary": BAD_WORDS, "for": _BAD_PROSE, "against": _BAD_PROSE,
                         "unknown": long("unknown"), "reviewed": "2020-01-01",
                         "readings": [{"id": "wider", "label": "partly-confirmed", "summary": bad("summary")}],
                         "reviewed_by": BAD_WORDS},
             "relations": [{"claim": "long", "relation": "repeats"}],
             "changes": [{"date": "2019", "kind": "added", "note": BAD_WORDS},
                         {"date": "2020", "kind": "corrected", "note": BAD_WORDS}]},
            {"id": "long", "title": long("claim"), "statement": long("statement") + "\n\n- and a list",
             "kind": "position", "topics": ["all"], "date": "2019-05-01",
             "appearances": [
                 {"speaker": "bad-speaker", "form": "SOS letter", "source": "bad-source", "seen": "reported"},
             ],
             "readings": [{"id": "wider", "text": long("reading")}],
             "parts": [{"id": "wide", "text": long("part"), "reading": "wider"}],
             "evidence": [{"source": "other", "stance": "partly", "part": "wide", "note": long("text")}]},
        ],
        events=[
            {"id": name, "date": date, "title": bad(name), "summary": _BAD_PROSE, "texts": ["bad-text"],
             "topics": ["all"], "claims": ["bad"], "sources": ["bad-source", "archived-only"]}
            for name, date in zip(FRAME_IDS, ("1839", "2019", "2019-09?", "2018-12~", "2018/2019", "2019-02-28",
                                              "../2019", "2018-12-01/2019-05"), strict=True)
        ],
        glossary=[
            {"id": "amp", "term": "amp", "forms": ["lt", "quot", "a", "href", "span", "R&D"], "definition": _BAD_PROSE},
            {"id": "term", "term": BAD_WORDS, "definition": long("text"), "sources": ["bad-source"]},
        ],
        series=[
            {"id": "chart", "title": bad("figure"), "description": BAD_WORDS, "unit": "US dollars & <b>",
             "note": BAD_WORDS, "points": {"2015": "0", "2018": "0.5"}, "sources": ["bad-source", "archived-only"],
             "topics": ["all", "not-named"]},
            {"id": "nought", "title": long("figure"), "description": long("text"), "unit": long("unit"),
             "note": long("note"), "points": {"2015": "0", "2015-02": "0"}, "sources": ["bad-source"],
             "topics": ["all"]},
            {"id": "bars", "title": bad("bars"), "description": BAD_WORDS, "unit": "per cent", "note": BAD_WORDS,
             "bars": [{"label": long("label"), "value": "0", "sum": long("sum")},
                      {"label": BAD_WORDS, "value": "250000000.5"}],
             "sources": ["bad-source"], "topics": ["all"]},
        ],
    )  # fmt: skip


SAID: dict[str, Any] = {"contradicts": {"as": "statement"}}
COUNTED: tuple[tuple[str | None, dict[str, dict[str, Any]]], ...] = (
    ("confirmed", SAID),
    ("partly-confirmed", {**SAID, "supports": {"part": "first"}, "qualifies": {"part": "second", "stance": "partly"}}),
    ("disputed", {}),
    ("contradicted", {"supports": {"as": "announcement"}}),
    ("unconfirmed", {**SAID, "supports": {"side": "north"}}),
    ("unconfirmed", {**SAID, "supports": {"as": "announcement"}}),
    ("opinion", {}),
    (None, {}),
)
"""Labels, and what the evidence of each stance says besides, so that the label follows from it."""


ALIKE = r"/(?:another|more|topic|claim)-\d\d+/"
"""Matches the files of those of its pages that say little, and the same."""
RECORDS = r"^(?:claims|sources|speakers|topics)/(?!list/|topic-0/|source-0/|news/|speaker-3/)[^/]+/"
"""Matches the files of pages of one record that lead to no other page of a list."""


def crowded() -> str:
    """The records of `many` and as many more as it takes for every list to go on on another page, in few words.

    One topic has all claims, all entries and too many figures, one source carries and one is cited for all claims, one
    speaker made them; ids are those that numbered pages could be called by.
    """
    lists = _many()
    topics, sources, claims = lists["topics"], lists["sources"], lists["claims"]
    topics += [
        {**topics[1], "id": id, "title": f"Title of {id}", "question": f"Question of {id}?"}
        for id in ("claims", "2", *(f"topic-{n}" for n in range(7, _over(pagination.TOPICS))))
    ]
    sources += [
        {**sources[0], "id": id, "title": f"Title {id}", "publisher": f"{'ABCÉ甲3'[n % 6]} Publisher"}
        for n, id in enumerate(["news", "3", *(f"another-{n}" for n in range(_over(pagination.LINES)))])
    ]
    claims += [_claim(n, [topic["id"] for topic in topics[:5]]) for n in range(30, 2 * _over(pagination.CARDS))]
    for n, claim in enumerate(claims):
        others = [topic for topic in claim["topics"] if topic != "topic-0"]
        claim["topics"] = ["topic-0", *others] if n % 2 else [*others, "topic-0"]
        paragraph = {"paragraph": str(1 + n // 4)} if n % 3 else {}
        claim["appearances"].append({"speaker": "speaker-3", "form": "report", "source": "source-0", **paragraph})
        claim.setdefault("changes", []).insert(0, {"date": f"{2016 + n % 2}", "kind": "added", "note": f"Listed {n}."})
        claim.setdefault("evidence", []).append({"source": "news", "stance": "context", "note": f"Of {n}."})
        claim["changes"].append({"date": "2020-02-01", "kind": "corrected", "note": f"Mended {n}."})
    lists["events"] += [
        {**lists["events"][0], "id": f"crowd-{n}", "date": "2019" if n % 4 == 0 else f"2019-09-{1 + n % 30:02}",
         "title": f"Entry {n} of a crowd", "topics": ["topic-0"], "sources": ["source-0"],
         "summary": f"It follows [one](event:crowd-{(n + 7) % 40}) and [a term](term:term-{2 + n % 30})."}
        for n in range(_over(pagination.LINES))
    ]  # fmt: skip
    lists["glossary"] += [
        {"id": f"term-{n}", "term": f"{chr(97 + n % 4)}{chr(97 + n % 3)} word {n}", "sources": ["source-0"],
         "definition": f"What word {n} means, beside [another](term:term-{n - 1})."}
        for n in range(2, _over(pagination.TERMS))
    ]  # fmt: skip
    lists["glossary"].append({"id": "term-0", "term": "甲 word", "definition": "A word in another script."})
    lists["series"] += [
        {**lists["series"][0], "id": f"series-{n}", "title": f"Figures {n}", "sources": ["source-0"],
         "topics": ["topic-0"]}
        for n in range(_over(pagination.FIGURES))
    ]  # fmt: skip
    for records in lists.values():
        records[0]["aliases"] = [f"{records[0]['id']}-before"]
    return as_yaml(**lists)


def _over(size: int) -> int:
    """Return how many items do not fit on one page of this size, the last of which can hold a third more."""
    return size + size // 3 + 1


def many() -> str:
    """30 claims of five topics, each with two, in every verdict and none; 24 events in no order; figures with gaps."""
    return as_yaml(**_many())


def _many() -> dict[str, list[dict[str, Any]]]:
    topics = [f"topic-{n}" for n in range(5)]
    return {
        "texts": [
            {"id": "speech", "title": "The speech", "name": "the speech", "speaker": "speaker-1", "form": "speech",
             "date": "2019-05", "seen_through": ["source-0", "source-1"], "summary": "It was a speech."},
        ],
        "sides": [{"id": id, "name": f"The {id}"} for id in ("north", "south")],
        "topics": [
            {"id": id, "title": f"Title of {id}", "question": f"Question of {id}?", "answer": f"Answer of {id}.",
             "summary": "First paragraph.\n\nSecond paragraph."}
            for id in topics
        ],
        "speakers": [
            {"id": f"speaker-{n}", "name": f"Speaker {n}", "kind": "person", "role": f"Role {n}"}
            | ({} if n % 2 else {"side": "north"})
            for n in range(4)
        ],
        "sources": [
            {"id": f"source-{n}", "kind": kind, "publisher": f"Publisher {n % 4}", "title": f"Title {n}",
             "url": f"https://example.org/{n}", "date": f"20{20 - n % 10}",
             "seen": ["whole", "opening", "excerpt"][n % 3]}
            for n, kind in enumerate(["news", "academic", "intergovernmental", "official", "think-tank"] * 6)
        ],
        "claims": [_claim(n, topics) for n in range(30)],
        "events": [
            {"id": f"event-{n}", "date": f"{2002 + 7 * n % 18}-{1 + n % 12:02}", "title": f"Event {n} happens",
             "summary": f"Event {n} happened.", "texts": [["speech"], [], ["speech"]][n % 3],
             "on_record": str(n % 3 > 0).lower(), "key": str(n % 5 == 0).lower(),
             "actors": [["north"], [], ["south"], ["north", "south"]][n % 4],
             "topics": [topics[n % 4]], "claims": [f"claim-{n}"], "sources": [f"source-{n % 30}"]}
            for n in range(24)
        ],
        "glossary": [
            {"id": "term-1", "term": "statement", "definition": "What somebody said.", "sources": ["source-1"]},
        ],
        "series": [
            {"id": "gaps", "title": "Figures with gaps", "description": "They rise.", "unit": "pounds a year",
             "points": {"2010": "1000", "2011": "2500.5", "2015": "5000"}, "sources": ["source-2"],
             "note": "Not joined.", "topics": ["topic-1", "topic-2"]},
        ],
    }  # fmt: skip


def _claim(n: int, topics: list[str]) -> dict[str, Any]:
    label, besides = COUNTED[n % len(COUNTED)]
    stances = ("supports", "qualifies", "contradicts", "context")
    claim: dict[str, Any] = {
        "id": f"claim-{n}",
        "title": f"Title of claim {n}",
        "statement": f"Speaker {n % 4} made statement {n}.",
        "kind": "position" if label == "opinion" else "measure",
        "topics": [topics[n % 5], topics[(n + 1) % 5]],
        "appearances": [
            {"speaker": f"speaker-{n % 4}", "form": "speech", "source": f"source-{n % 30}",
             "date": f"20{20 - n % 10}-05"},
            {"speaker": f"speaker-{(n + 1) % 4}", "form": "report", "source": f"source-{(n + 1) % 30}",
             "paragraph": str(1 + n % 9)},
        ],
        "relations": [{"claim": f"claim-{(n + 1) % 30}", "relation": "supports"}],
    }  # fmt: skip
    if n % 3 == 0:
        claim["date"] = f"{2000 + n % 20}"
    if label:
        claim["evidence"] = [
            {"source": f"source-{(n + k) % 30}", "stance": "context" if label == "opinion" else stances[k % 4],
             "note": f"Note {k} on claim {n}."}
            for k in range(2, 9)  # twice for and against, as one may be of where the claim appeared
        ]  # fmt: skip
        for evidence in claim["evidence"]:
            evidence.update(besides.get(evidence["stance"], {}))
        if label == "partly-confirmed":
            claim["parts"] = [{"id": "first", "text": "The first part"}, {"id": "second", "text": "The second part"}]
        claim["verdict"] = {
            "label": label,
            "summary": f"Summary {n}.",
            "for": f"Reasoning {n}.",
            "reviewed": "2020-01-31",
        }
        claim["changes"] = [{"date": "2020-01-31", "kind": "added", "note": f"Change {n}."}]
    return claim


def asked() -> str:
    """The records of `many`, and some that a reader asks for: by their names, by a word, by a date, by a year."""
    lists = _many()
    lists["topics"].append(
        {"id": "memory-of-ice", "title": "The memory of ice", "question": "Was there ice?", "answer": "There was.",
         "summary": "A [floe](term:floe) was seen, and a floe is ice."}
    )  # fmt: skip
    melts, admirable = (_claim(n, ["memory-of-ice"] * 5) for n in (5, 14))  # unconfirmed, an opinion; without a date
    seen = "In 2018-19, under zero-thaw rules, the North–South drift was seen on 1 May 2019 and in December 2018"
    lists["claims"] += [
        {
            **melts,
            "id": "ice-melts",
            "title": "The ice melts “precipitously”",
            "topics": ["memory-of-ice"],
            "statement": "Speaker 1 said that the ice melts “precipitously”.",
            "evidence": [
                {
                    "source": "source-2",
                    "stance": "supports",
                    "as": "announcement",
                    "note": "It will.",
                    "words": "it will melt",
                },
                {"source": "source-7", "stance": "qualifies", "note": "It froze again."},
            ],
            "verdict": {
                **melts["verdict"],
                "for": f"[It will melt](source:source-2). {seen} by some who "
                + "went out to look, " * 20
                + "and it has gone. Nothing more is known.",
            },
        },
        {
            **admirable,
            "id": "ice-is-admirable",
            "title": "The ice is admirable",
            "topics": ["memory-of-ice"],
            "statement": f"Speaker 2 wrote that it is admirable. {seen}. The Quiet Drift Office agreed.",
        },
    ]
    lists["events"] += [
        {
            **lists["events"][1],
            "id": id,
            "date": date,
            "title": f"Ice of {date}",
            "topics": ["memory-of-ice"],
            "claims": ["ice-melts"],
        }
        for id, date in (("first-thaw", "1839"), ("last-thaw", "2025"))
    ]
    lists["glossary"] += [
        {"id": "floe", "term": "floe", "forms": ["floes"], "definition": "A sheet of ice."},
        {"id": "qdo", "term": "QDO", "forms": ["Quiet Drift Office"], "definition": "The Quiet Drift Office."},
    ]
    lists["series"].append({**lists["series"][0], "id": "ice-seen", "title": "Ice seen", "topics": ["memory-of-ice"]})
    return as_yaml(**lists)


def as_yaml(**lists: list[dict[str, Any]]) -> str:
    """The lists as a file; YAML reads JSON."""
    return "\n".join(f"{name}: {json.dumps(records, ensure_ascii=False)}" for name, records in lists.items()) + "\n"


@functools.cache
def load(data: str) -> Dataset:
    """Return what a file of these words holds."""
    with tempfile.TemporaryDirectory() as folder:
        file = Path(folder, "claims.yaml")
        file.write_text(data, encoding="utf-8")
        return loader.load(file, today=TODAY)


def make_site(dataset: Dataset, *, explicit: bool = False) -> Site:
    """Return the records joined and addressed, as the pages are made of them."""
    release = Release.from_dataset(dataset)
    return Site(dataset, make_urls(dataset, explicit=explicit), release, MarkdownRenderer(), ENGLISH)


def build_pages(dataset: Dataset, *, explicit: bool = False) -> list[Page]:
    """Return what the templates are given."""
    site = make_site(dataset, explicit=explicit)
    return [pages.home_page(site), *pages.build(site), search_page(site)]


def pages_of(**sections: Any) -> dict[str, Any]:
    """Return the pages of a file without mistakes, but for the sections that are given, under their folders."""
    made = build_pages(load(text_of(**sections)))
    return {page.save_as.removesuffix("index.html"): page for page in made}
