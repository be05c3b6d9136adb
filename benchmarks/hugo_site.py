"""The same records for Hugo: a project that makes the pages of claims, topics and sources and the timeline.

Whatever can be known before a template is printed is worked out here and costs Hugo nothing: names of values, dates in
words, what leans on a source, which events tell of a claim, where a link leads. Markdown is left to Hugo. In the form
`data` all records stand in one data file, from which a content adapter makes pages; in the form `files` each page has a
file of its own, with its record as front matter.
"""

from __future__ import annotations

import argparse
import json
import shutil
import sys
import time
from collections import defaultdict
from collections.abc import Iterable, Iterator
from datetime import date
from pathlib import Path
from typing import Any

from claims.data import chain, links, loader
from claims.data.dates import Edtf
from claims.data.model import Account, Claim, Dataset, Event, Source, Stance, Topic, by_id
from claims.site import labels
from claims.site.urls import Addresses

from .project import SENTENCE

FORMS = ("data", "files")
_HERE = Path(__file__).parent / "hugo"
_STATEMENT = '"statement": "'

Values = dict[str, Any]


def make(dataset: Dataset, folder: Path, form: str) -> None:
    """Write a project of Hugo's in one of the two forms."""
    shutil.copytree(_HERE, folder)
    records = _Records(dataset)
    pages = records.pages()
    if form == "data":
        (folder / "data").mkdir()
        with open(folder / "data" / "pages.json", "w", encoding="utf-8") as file:
            file.write("[\n")
            file.write(",\n".join(json.dumps(page, ensure_ascii=False) for page in pages))
            file.write("\n]\n")
        return
    (folder / "content" / "_content.gotmpl").unlink()
    for page in pages:
        file_of = folder / "content" / f"{page['path']}.md"
        file_of.parent.mkdir(parents=True, exist_ok=True)
        front = {"title": page["title"], "type": page["type"], "params": page["params"]}
        file_of.write_text(json.dumps(front, ensure_ascii=False, indent=0) + "\n", encoding="utf-8")


def edit(folder: Path, form: str) -> str:
    """Add a sentence to the statement of the claim in the middle; gives the path of the page on which it then stands.

    The file is replaced whole, as editors do: who watches it sees one change.
    """
    if form == "data":
        file = folder / "data" / "pages.json"
    else:
        files = sorted((folder / "content" / "claims").iterdir(), key=lambda file: file.name)
        file = files[len(files) // 2]
    lines = file.read_text(encoding="utf-8").split("\n")
    places = [n for n, line in enumerate(lines) if _STATEMENT in line]
    at = places[len(places) // 2]
    page = json.loads(lines[at].rstrip(","))["path"] if form == "data" else f"claims/{file.stem}"
    lines[at] = lines[at].replace(_STATEMENT, f"{_STATEMENT}{SENTENCE} ", 1)
    fresh = folder / ".edited"
    fresh.write_text("\n".join(lines), encoding="utf-8")
    fresh.replace(file)
    return str(page)


class _Records:
    """What each page says, with all that it names."""

    def __init__(self, dataset: Dataset) -> None:
        self.data = dataset
        self.to = Addresses()
        self.sources = by_id(dataset.sources)
        self.speakers = by_id(dataset.speakers)
        self.topics = by_id(dataset.topics)
        self.claims = by_id(dataset.claims)
        rank = {topic.id: n for n, topic in enumerate(dataset.topics)}
        self.ordered = sorted(dataset.claims, key=lambda claim: rank[claim.topics[0]])
        self.told = _by_key((claim, event) for event in dataset.events for claim in event.claims)
        self.cited = _by_key((source, event) for event in dataset.events for source in event.sources)
        self.entries = [*dataset.events, *self._untold()]
        self.dated = _by_key((topic, event) for event in self.entries for topic in event.topics)
        self.about = _by_key((topic, claim) for claim in self.ordered for topic in claim.topics)
        self.uses = _by_key(
            (evidence.source, (claim, evidence)) for claim in self.ordered for evidence in claim.passages
        )
        self.carried = _by_key((link.source, (claim, link)) for claim in self.ordered for link in claim.appearances)
        self.ties = _by_key((tie.claim, (claim, tie)) for claim in self.ordered for tie in claim.relations)

    def pages(self) -> Iterator[Values]:
        """Every page, as Hugo's content adapters want one."""
        for number, claim in enumerate(self.ordered, 1):
            yield _page("claims", claim.id, claim.title, self._claim(claim, number))
        for topic in self.data.topics:
            yield _page("topics", topic.id, topic.title, self._topic(topic))
        for source in self.data.sources:
            yield _page("sources", source.id, _citation(source), self._source(source))
        yield {
            "path": "timeline",
            "type": "timeline",
            "title": labels.PAGES["timeline"][0],
            "params": {"years": self._years(self.entries)},
        }

    def _untold(self) -> Iterator[Event]:
        """Dated claims that no event tells: each is an entry of its own, as on the site."""
        for claim in self.data.claims:
            if claim.date and claim.id not in self.told:
                yield Event.model_construct(
                    id=claim.id,
                    date=claim.date,
                    title=claim.title,
                    summary=claim.statement,
                    account=Account.OP_ED,
                    topics=claim.topics,
                    claims=(claim.id,),
                    sources=(claim.appearances[-1].source,),
                    origin=claim.origin,
                )

    def _claim(self, claim: Claim, number: int) -> Values:
        verdict = claim.verdict
        return {
            "number": number,
            "total": len(self.ordered),
            "statement": self._prose(claim.statement),
            "note": self._prose(claim.note or ""),
            "kindname": labels.NAMES[claim.kind],
            "when": _date(claim.date),
            "as_written": claim.date_as_written,
            "topics": [self._link("topics", topic, self.topics[topic].title) for topic in claim.topics],
            "label": verdict.label if verdict else "not-reviewed",
            "labelname": labels.NAMES[verdict.label if verdict else "not-reviewed"],
            "finding": verdict.summary if verdict else "",
            "reasoning": self._prose(verdict.reasoning) if verdict else "",
            "reviewed": _date(verdict.reviewed) if verdict else None,
            "chain": [
                {
                    "form": link.form[:1].upper() + link.form[1:],
                    "when": _date(link.date),
                    "speaker": self._link("speakers", link.speaker, self.speakers[link.speaker].name),
                    "source": self._link("sources", link.source, _title(self.sources[link.source])),
                    "paragraph": link.paragraph,
                    "seen": chain.seen(link, self.sources),
                    "seenname": labels.NAMES[chain.seen(link, self.sources)],
                    "quoted": claim.quote.text if claim.quote and claim.quote.appearance == n else None,
                }
                for n, link in enumerate(claim.appearances, 1)
            ],
            "groups": [group for stance in Stance if (group := self._group(claim, stance))],
            "related": [
                *({"phrase": labels.RELATIONS[tie.relation][0], **self._card(tie.claim)} for tie in claim.relations),
                *(
                    {"phrase": labels.RELATIONS[tie.relation][1], **self._card(other.id)}
                    for other, tie in self.ties.get(claim.id, [])
                ),
            ],
            "events": [
                {"when": _date(event.date), **self._link("timeline", event.id, event.title)}
                for event in _in_time(self.told.get(claim.id, []))
            ],
            "changes": [
                {"when": _date(change.date), "kindname": labels.NAMES[change.kind], "note": change.note}
                for change in reversed(claim.changes)
            ],
        }

    def _group(self, claim: Claim, stance: Stance) -> Values | None:
        passages = [
            {
                "number": n,
                "note": self._prose(evidence.note),
                "words": evidence.words,
                "source": self._cited(self.sources[evidence.source]),
            }
            for n, evidence in enumerate(claim.passages, 1)
            if evidence.stance is stance
        ]
        return {"stance": stance, "stancename": labels.NAMES[stance], "passages": passages} if passages else None

    def _topic(self, topic: Topic) -> Values:
        return {
            "question": topic.question,
            "answer": topic.answer,
            "summary": self._prose(topic.summary),
            "claims": [self._card(claim.id) for claim in self.about.get(topic.id, [])],
            "years": self._years(self.dated.get(topic.id, [])),
        }

    def _source(self, source: Source) -> Values:
        paragraphs: dict[int, list[Values]] = defaultdict(list)
        for claim, link in self.carried.get(source.id, []):
            paragraphs[link.paragraph or 0].append(self._card(claim.id))
        return {
            "source": self._cited(source),
            "seenname": labels.NAMES[source.seen],
            "note": source.note,
            "paragraphs": [{"number": n, "claims": paragraphs[n]} for n in sorted(paragraphs)],
            "uses": [
                {
                    "stance": evidence.stance,
                    "stancename": labels.NAMES[evidence.stance],
                    "claim": self._link("claims", claim.id, claim.title),
                    "note": self._prose(evidence.note),
                    "words": evidence.words,
                }
                for claim, evidence in self.uses.get(source.id, [])
            ],
            "events": [
                {"when": _date(event.date), **self._link("timeline", event.id, event.title)}
                for event in _in_time(self.cited.get(source.id, []))
            ],
        }

    def _years(self, events: Iterable[Event]) -> list[Values]:
        years = _by_key((event.date.year, event) for event in _in_time(events))
        return [{"year": year, "events": list(map(self._event, years[year]))} for year in years]

    def _event(self, event: Event) -> Values:
        return {
            "id": event.id,
            "when": _date(event.date),
            "title": event.title,
            "summary": self._prose(event.summary),
            "account": event.account,
            "accountname": labels.NAMES[event.account],
            "topics": " ".join(event.topics),
            "claims": [self._card(claim) for claim in event.claims],
            "sources": [self._link("sources", id, self.sources[id].publisher) for id in event.sources],
        }

    def _card(self, id: str) -> Values:
        verdict = self.claims[id].verdict
        label = verdict.label if verdict else "not-reviewed"
        return {
            **self._link("claims", id, self.claims[id].title),
            "label": label,
            "labelname": labels.NAMES[label],
            "finding": verdict.summary if verdict else "",
        }

    def _cited(self, source: Source) -> Values:
        return {
            **self._link("sources", source.id, _title(source)),
            "lang": source.lang,
            "gloss": source.gloss,
            "publisher": source.publisher,
            "when": _date(source.date),
            "kind": source.kind,
            "kindname": labels.NAMES[source.kind],
            "sidename": labels.NAMES[source.side] if source.side else None,
            "href": source.url,
            "host": source.url.split("/")[2].removeprefix("www.") if source.url else None,
            "archived": source.archived,
            "citation": _citation(source),
        }

    def _prose(self, markdown: str) -> str:
        return links.resolve_markdown(markdown, self._address)

    def _address(self, kind: str, id: str) -> str:
        return f"/{self.to.of(kind, id)}"

    def _link(self, folder: str, id: str, title: str) -> Values:
        return {"title": title, "url": f"/timeline/#event-{id}" if folder == "timeline" else f"/{folder}/{id}/"}


def _page(folder: str, id: str, title: str, params: Values) -> Values:
    return {"path": f"{folder}/{id}", "type": folder, "title": title, "params": params}


def _title(source: Source) -> str:
    return source.title or f"[{source.described}]"


def _citation(source: Source) -> str:
    return ", ".join([_title(source), source.publisher, *([str(source.date)] if source.date else [])])


def _date(when: Edtf | None) -> Values | None:
    return {"text": str(when), "iso": when.iso} if when else None


def _in_time(events: Iterable[Event]) -> list[Event]:
    return sorted(events, key=lambda event: (event.date.sort_key, event.id))


def _by_key(pairs: Iterable[tuple[Any, Any]]) -> dict[Any, list[Any]]:
    found = defaultdict[Any, list[Any]](list)
    for key, value in pairs:
        found[key].append(value)
    return dict(found)


def main(arguments: list[str] | None = None) -> None:
    """Make a folder, or edit one and print when and on which page that shows."""
    options = argparse.ArgumentParser(prog="python -m benchmarks.hugo_site", description="Make a project for Hugo.")
    options.add_argument("folder", type=Path)
    options.add_argument("--form", choices=FORMS, default=FORMS[0])
    what = options.add_mutually_exclusive_group(required=True)
    what.add_argument("--claims", type=Path)
    what.add_argument("--edit", action="store_true")
    chosen = options.parse_args(arguments)
    if chosen.edit:
        page = edit(chosen.folder, chosen.form)
        json.dump({"at": time.time(), "page": page}, sys.stdout)
    else:
        make(loader.load(chosen.claims, today=date.today()), chosen.folder, chosen.form)


if __name__ == "__main__":
    main()
