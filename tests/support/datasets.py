"""Small files of claims, each valid, each with something that a page could stumble over."""

import functools
import json
import re
import tempfile
from collections.abc import Sequence
from pathlib import Path
from typing import Any

from claims import pages
from claims.checks import loader
from claims.features.search import SearchPage
from claims.model.markdown import MarkdownRenderer
from claims.model.records import Dataset
from claims.site.citations import Release
from claims.site.page import Page
from claims.site.site import Site, make_urls
from claims.source import yaml_reader as reader
from support.building import ENGLISH
from support.helpers import TODAY, Raw, Value, text_of

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

BAD_WORDS = """<script>alert("x")</script></title>'&&amp;{{ 7 * 7 }} {% raw %}{#\u200f"""


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


def hostile() -> str:
    """Every text field as bad as the check lets it be, and every field that may be missing missing somewhere."""

    def filled(string: re.Match[str]) -> str:
        words: str = json.loads(string[0])
        if words.startswith("LONG "):
            words = (f"The {words[5:]} " + "whose title does not end " * 12)[:299] + "."  # 300 characters
        words = re.sub("^BAD", lambda _: BAD_WORDS, words).replace("PROSE", _BAD_PROSE)
        return json.dumps(words, ensure_ascii=False)

    return re.sub(r'"(?:[^"\\]|\\.)*"', filled, Path(__file__).with_name("hostile.yaml").read_text(encoding="utf-8"))


SAID: dict[str, dict[str, str]] = {"contradicts": {"as": "statement"}}
COUNTED: tuple[tuple[str | None, dict[str, dict[str, str]]], ...] = (
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
             "url": f"https://numbered.moon/{n}", "date": f"20{20 - n % 10}",
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
        claim["date"] = f"{2000 + n % 11}"  # before any source
    if label:
        claim["evidence"] = [
            {"source": f"source-{(n + k) % 30}", "stance": "context" if label == "opinion" else stances[k % 4],
             "note": f"Note {k} on claim {n}."}
            for k in range(2, 9)  # twice for and against, as one may be of where the claim appeared
        ]  # fmt: skip
        for evidence in claim["evidence"]:
            evidence.update(besides.get(evidence["stance"], {}))
            if evidence["stance"] in {"partly", "qualifies"}:
                evidence["limit"] = f"Not shown: {evidence['note']}"
            if "side" in evidence:
                evidence["said_by"] = f"A voice of {evidence['side']}"
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
    added = reader.read(Path(__file__).with_name("asked.yaml").read_text(encoding="utf-8")).data
    return as_yaml(**{name: [*records, *added.get(name, [])] for name, records in lists.items()})


def as_yaml(**lists: Sequence[Raw]) -> str:
    """The lists as a file; YAML reads JSON."""
    return "\n".join(f"{name}: {json.dumps(records, ensure_ascii=False)}" for name, records in lists.items()) + "\n"


@functools.cache
def load(data: str) -> Dataset:
    """Return what a file of these words holds."""
    with tempfile.TemporaryDirectory() as folder:
        file = Path(folder, "claims.yaml")
        file.write_text(data, encoding="utf-8")
        return loader.load(file, today=TODAY)


def make_site(dataset: Dataset, address: str = "") -> Site:
    """Return the records joined and addressed, as the pages are made of them."""
    release = Release.from_dataset(dataset, site=address)
    return Site(dataset, make_urls(dataset), release, MarkdownRenderer(), ENGLISH)


def build_pages(dataset: Dataset) -> list[Page]:
    """Return what the templates are given."""
    return pages_from(make_site(dataset))


def pages_from(site: Site) -> list[Page]:
    """Return the pages of a site."""
    return [pages.HomePage(site), *pages.build(site), SearchPage(site)]


def pages_of(**sections: Value) -> dict[str, Any]:
    """Return the pages of a file without mistakes, but for the sections that are given, under their folders."""
    made = build_pages(load(text_of(**sections)))
    return {page.save_as.removesuffix("index.html"): page for page in made}
