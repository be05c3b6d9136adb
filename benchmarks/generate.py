"""A file of any number of claims with the shape of data/claims.yaml, in words that mean nothing.

`python -m benchmarks.generate 1000` prints one. It is made op-ed by op-ed, each with the sources and events that bear
on it; claims, sources and events grow with the number of claims, topics, speakers, terms and figures slowly. One seed
gives one file, byte for byte.
"""

from __future__ import annotations

import argparse
import math
import re
import sys
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date, timedelta
from random import Random
from typing import TypeVar

from . import shape
from .nonsense import Nonsense

T = TypeVar("T")

SEED = 1
_FIRST_DAY, _DAYS = date(1995, 1, 1), 30 * 365  # what happens, and is written about, lies in these thirty years
_REVIEWED, _REVIEWS = date(2025, 3, 1), 200  # and is gone over here in these days after
_CARRIERS = 5  # of an op-ed's sources: itself, the wire summary, and what it leans on that nobody found
_ABROAD = 0.15  # relations that lead to another op-ed's claims
_LINE = 98  # characters, as `make new-claim` folds them


def text(claims: int, seed: int = SEED) -> str:
    """The file, as YAML."""
    return _File(claims, Random(seed)).text()  # noqa: S311 - nothing here is a secret


@dataclass
class _OpEd:
    """One op-ed while it is made: what may be named by what bears on it."""

    number: int
    day: date
    author: int
    claims: list[str]
    carriers: list[str]
    sources: list[str] = field(default_factory=list)
    outside: list[str] = field(default_factory=list)
    """Sources that carry no side's word, so that their support corroborates."""


class _File:
    def __init__(self, claims: int, rng: Random) -> None:
        self.rng = rng
        self.count = claims
        self.prose = Nonsense(rng, self._slowly(shape.WORDS), self._slowly(shape.TERMS))
        self.topic_ids = self._ids("topic", 0, self._slowly(shape.TOPICS))
        self.about: dict[str, list[str]] = {topic: [] for topic in self.topic_ids}
        self.weights = [shape.CLAIMS_OF_TOPICS[n % len(shape.CLAIMS_OF_TOPICS)] for n in range(len(self.topic_ids))]
        self.speakers = self._slowly(shape.SPEAKERS)
        self.authors = self.speakers // 2  # the others pass on what they wrote
        self.topic_of: dict[str, str] = {}
        self.claim_ids: list[str] = []
        self.source_ids: list[str] = []
        self.event_ids: list[str] = []
        self.lists: dict[str, list[str]] = {
            name: [] for name in ("topics", "speakers", "sources", "claims", "events", "glossary", "series")
        }

    def text(self) -> str:
        op_eds = max(1, round(self.count / shape.CLAIMS))
        for n in range(op_eds):
            self._op_ed(n, round(n * self.count / op_eds), round((n + 1) * self.count / op_eds))
        for n, topic in enumerate(self.topic_ids):
            self._topic(n, topic)
        for n in range(self.speakers):
            self._speaker(n)
        for n, forms in enumerate(self.prose.terms):
            self._term(n, forms)
        for n in range(self._slowly(shape.SERIES)):
            self._series(n)
        return "\n".join("\n".join([f"{name}:", *records]) for name, records in self.lists.items())

    # Records

    def _op_ed(self, number: int, first: int, last: int) -> None:
        carriers = self._ids("source", len(self.source_ids), _CARRIERS)
        this = _OpEd(
            number=number,
            day=_FIRST_DAY + timedelta(days=self.rng.randrange(_DAYS)),
            author=number % self.authors,
            claims=self._ids("claim", first, last - first),
            carriers=carriers,
        )
        self.claim_ids += this.claims
        topics = self.rng.choices(self.topic_ids, self.weights, k=last - first)
        self.topic_of.update(zip(this.claims, topics, strict=True))
        for claim in this.claims:
            self.about[self.topic_of[claim]].append(claim)
        self._carriers(this)
        evidence = [self.rng.choice(shape.EVIDENCE) for _ in this.claims]
        grown = round(shape.SOURCES * last) - round(shape.SOURCES * first) - _CARRIERS
        self._sources(this, max(grown, *evidence))
        for claim, passages in zip(this.claims, self._dealt(this, evidence), strict=True):
            self._claim(this, claim, passages)
        for _ in range(round(shape.EVENTS * last) - round(shape.EVENTS * first)):
            self._event(this)

    def _carriers(self, this: _OpEd) -> None:
        said = ("not-found", "excerpt", "not-found", "reported", "reprint")
        for n, (id, seen) in enumerate(zip(this.carriers, said, strict=True)):
            self.source_ids.append(id)
            self._add(
                "sources",
                id,
                kind="news",
                publisher=f"Publisher {this.number % 90}",
                described=self.prose.title(shape.SOURCE_TITLE, len(self.source_ids)),
                url=None if seen == "not-found" else self._address(id),
                date=this.day + timedelta(days=3 * n),
                seen=None if seen == "excerpt" else seen,
                note=self.prose.line(shape.SOURCE_NOTE),
            )

    def _sources(self, this: _OpEd, count: int) -> None:
        this.sources = self._ids("source", len(self.source_ids), count)
        for id in this.sources:
            self.source_ids.append(id)
            kind = self._one_of(shape.SOURCE_KINDS)
            side = self._one_of({"china": 13, "united-states": 3}) if kind == "news" and self._chance(16 / 75) else None
            if side is None and not kind.startswith("official"):
                this.outside.append(id)
            title = self.prose.title(shape.SOURCE_TITLE, len(self.source_ids))
            foreign = self._chance(2 / 155)
            self._add(
                "sources",
                id,
                kind=kind,
                side=side,
                publisher=self.prose.title(shape.PUBLISHER, self.rng.randrange(1, 2 + len(self.source_ids))),
                **{"title" if foreign or self._chance(114 / 155) else "described": title},
                lang="la" if foreign else None,
                gloss=self.prose.title(shape.SOURCE_TITLE, len(self.source_ids)) if foreign else None,
                url=self._address(id),
                date=self._date(self._day(), shape.SOURCE_DATES),
                note=self.prose.line(shape.SOURCE_NOTE) if self._chance(107 / 155) else None,
            )
        if not this.outside:
            this.outside = this.sources  # too few to have any: then nothing is corroborated

    def _dealt(self, this: _OpEd, counts: Sequence[int]) -> list[list[str]]:
        """For each claim its sources, so that some sources serve many claims and most serve one or two."""
        pile: list[str] = []
        while len(pile) < sum(counts):
            for source in self.rng.sample(this.sources, len(this.sources)):
                pile += [source] * self.rng.choice(shape.USES)
        pile = pile[: sum(counts)]
        self.rng.shuffle(pile)
        dealt = []
        for count in counts:
            hand = dict.fromkeys(pile.pop() for _ in range(count))
            while len(hand) < count:
                hand[self.rng.choice(this.sources)] = None
            dealt.append(list(hand))
        return dealt

    def _claim(self, this: _OpEd, id: str, passages: list[str]) -> None:
        label = self._one_of(shape.LABELS)
        if label == "corroborated" and this.outside is this.sources:
            label = "partly-corroborated"
        if label == "corroborated" and passages[0] not in this.outside:
            other = self.rng.choice(this.outside)
            passages = [other, *(passage for passage in passages[1:] if passage != other)]
        position = label == "position"
        stances = ["context" if position else self._one_of(shape.STANCES) for _ in passages]
        if label == "corroborated":
            stances[0] = "supports"
        chain = self._chain(this)
        ties = [{"claim": other, "relation": self._one_of(shape.RELATIONS)} for other in self._ties(this, id)]
        linked = self.rng.sample(passages, min(len(passages), self.rng.randrange(4, 8)))
        links = [f"source:{source}" for source in linked]
        if self._chance(24 / 33):
            links.append(f"claim:{self._other(this, id)}")
        self.rng.shuffle(links)
        date = self._around(this.day) if self._chance(8 / 33) else None
        reviewed = _REVIEWED + timedelta(days=this.number % _REVIEWS)
        self._add(
            "claims",
            id,
            title=self.prose.title(shape.TITLE, int(id.rpartition("-")[2])),
            statement=_folded(f"Speaker {this.author} said: {self.prose.line(shape.STATEMENT)}", 6),
            kind="position" if position else self._one_of(shape.KINDS),
            topics=[self.topic_of[id]],
            date=date,
            date_as_written=self.rng.choice(self.prose.words) if date and self._chance(7 / 8) else None,
            appearances=_items(chain, 6),
            quote=_braces({"text": self.prose.line(shape.QUOTE), "verbatim": "true", "appearance": str(len(chain))})
            if self._chance(7 / 33)
            else None,
            note=_folded(self.prose.line(shape.ON_THE_WORDING), 6) if self._chance(6 / 33) else None,
            evidence="".join(map(self._passage, passages, stances)),
            verdict=f"\n      label: {label}\n      summary:{_folded(self.prose.line(shape.FINDING), 8)}"
            f"\n      reasoning:{_literal(self.prose.text(shape.REASONING, self.rng.choice((3, 3, 3, 4)), links), 8)}"
            f"\n      reviewed: {reviewed}",
            relations=_items(ties, 6),
            changes=_items(self._changes(reviewed), 6),
        )

    def _passage(self, source: str, stance: str) -> str:
        words = f"\n        words: {self.prose.line(shape.QUOTED)}" if self._chance(136 / 303) else ""
        note = _folded(self.prose.line(shape.PASSAGE), 10)
        return f"\n      - source: {source}\n        stance: {stance}\n        note:{note}{words}"

    def _chain(self, this: _OpEd) -> list[dict[str, str]]:
        op_ed, wire, testimony, tweet, _ = this.carriers
        other, before = str(self.rng.randrange(self.speakers)), str(this.day - timedelta(days=31))
        said = [
            {"speaker": f"speaker-{other}", "form": "testimony", "source": testimony},
            {"speaker": f"speaker-{other}", "form": "tweet", "source": tweet, "date": before},
            {"speaker": f"speaker-{this.author}", "form": "op-ed", "source": op_ed, "date": str(this.day)},
            {
                "speaker": f"speaker-{self.authors + this.number % (self.speakers - self.authors)}",
                "form": "wire summary",
                "source": wire,
                "date": str(this.day + timedelta(days=3)),
                "paragraph": str(self.rng.randrange(1, 15)),
            },
        ]
        return said[4 - int(self._one_of({"2": 30, "4": 2, "1": 1})) :]

    def _ties(self, this: _OpEd, id: str) -> list[str]:
        count = min(int(self._one_of(shape.RELATED)), len(self.claim_ids) - 1)
        ties: dict[str, None] = {}
        while len(ties) < count:
            ties[self._other(this, id)] = None
        return list(ties)

    def _other(self, this: _OpEd, id: str) -> str:
        """Another claim, mostly of the same op-ed."""
        if len(self.claim_ids) == 1:
            return id
        near = this.claims if len(this.claims) > 1 and not self._chance(_ABROAD) else self.claim_ids
        while (other := self.rng.choice(near)) == id and len(near) > 1:
            pass
        return other

    def _changes(self, reviewed: date) -> list[dict[str, str]]:
        """As in the real file when each was added; and a few of the others, so that their pages have something."""
        kinds = ["added", *(kind for kind, chance in (("updated", 0.1), ("corrected", 0.03)) if self._chance(chance))]
        notes = ['"Listed, with its evidence and verdict."', *(self.prose.line(shape.QUOTED) for _ in kinds[1:])]
        return [
            {"date": str(reviewed + timedelta(days=n)), "kind": kind, "note": note}
            for n, (kind, note) in enumerate(zip(kinds, notes, strict=True))
        ]

    def _event(self, this: _OpEd) -> None:
        id = self._ids("event", len(self.event_ids), 1)[0]
        self.event_ids.append(id)
        claims = self._some(this.claims, shape.EVENT_CLAIMS)
        sources = self._some(this.sources, shape.EVENT_SOURCES)
        count = int(self._one_of(shape.EVENT_TOPICS))
        topics = dict.fromkeys([*(self.topic_of[claim] for claim in claims), *self.rng.sample(self.topic_ids, 4)])
        self._add(
            "events",
            id,
            date=self._date(self._day(), shape.EVENT_DATES),
            title=self.prose.title(shape.EVENT_TITLE, len(self.event_ids)),
            summary=_folded(self.prose.text(shape.EVENT_SUMMARY, 1, [f"source:{s}" for s in sources])[0], 6),
            account=self._one_of(shape.ACCOUNTS),
            topics=list(topics)[:count],
            claims=claims,
            sources=sources,
        )

    def _topic(self, number: int, id: str) -> None:
        claims, sources, events = self.about[id], self.source_ids, self.event_ids
        links = [
            *(f"claim:{claim}" for claim in self.rng.sample(claims, min(4, len(claims)))),
            *(f"source:{source}" for source in self.rng.sample(sources, min(8, len(sources)))),
            *(f"event:{event}" for event in self.rng.sample(events, min(1 + number % 2, len(events)))),
        ]
        self.rng.shuffle(links)
        self._add(
            "topics",
            id,
            title=self.prose.title(shape.Lengths(least=12, mean=26, most=35), number),
            question=f"{self.prose.title(shape.QUESTION, number)}?",
            answer=_folded(self.prose.line(shape.ANSWER), 6),
            summary=_literal(self.prose.text(shape.SUMMARY, 4 + (number % 9 == 8), links), 6),  # noqa: PLR2004
        )

    def _speaker(self, number: int) -> None:
        self._add(
            "speakers",
            f"speaker-{number}",
            name=f"Speaker {number}",
            kind=("person", "organisation", "office")[number % 3],
            role=self.prose.title(shape.TITLE, number),
            side=("china", "united-states")[number % 2],
        )

    def _term(self, number: int, forms: Sequence[str]) -> None:
        self._add(
            "glossary",
            f"term-{number}",
            term=forms[0],
            forms=list(forms[1:]),
            definition=_folded(self.prose.line(shape.DEFINITION), 6),
            sources=self.rng.sample(self.source_ids, min(1 + number % 2, len(self.source_ids))),
        )

    def _series(self, number: int) -> None:
        points: Sequence[int] = range(2020 - shape.POINTS[number % len(shape.POINTS)], 2020)
        self._add(
            "series",
            f"series-{number}",
            title=self.prose.title(shape.SOURCE_TITLE, number),
            description=_folded(self.prose.line(shape.ANSWER), 6),
            unit=self.rng.choice(self.prose.words),
            points=_braces({str(year): str(self.rng.randrange(100, 90000)) for year in points}),
            sources=self.rng.sample(self.source_ids, min(1 + number % 3, len(self.source_ids))),
            note=_folded(self.prose.line(shape.CAUTION), 6),
            topics=self.rng.sample(self.topic_ids, 1 + (number % 4 == 0)),
        )

    # Values

    def _add(self, section: str, id: str, **fields: object) -> None:
        lines = [f"  - id: {id}\n"]
        lines += [f"    {name}:{_value(value)}\n" for name, value in fields.items() if value]
        self.lists[section].append("".join(lines))

    def _ids(self, kind: str, start: int, count: int) -> list[str]:
        return [f"{kind}-{self.prose.slug()}-{n}" for n in range(start, start + count)]

    def _slowly(self, count: int) -> int:
        return max(count, round(count * math.pow(self.count / shape.CLAIMS, shape.SLOWLY)))

    def _address(self, id: str) -> str:
        length = round(self.rng.triangular(shape.ADDRESS.least, shape.ADDRESS.most, shape.ADDRESS.least))
        words = re.sub(r"[^a-z]+", "-", self.prose.line(shape.SOURCE_TITLE).lower()).strip("-")
        return f"https://example.org/{id}/{words}"[: max(length, len(id) + 20)]

    def _day(self) -> date:
        return _FIRST_DAY + timedelta(days=self.rng.randrange(_DAYS))

    def _date(self, day: date, precisions: Mapping[str, int]) -> str | None:
        match self._one_of(precisions):
            case "day":
                return day.isoformat()
            case "month":
                return f"{day:%Y-%m}"
            case "year":
                return f"{day.year}"
            case "period":
                return f"{day.year}/{day.year + 1}"
        return None

    def _around(self, day: date) -> str:
        ways = (day.isoformat(), f"{day:%Y-%m}", f"../{day:%Y-%m}", f"{day.year - 1}-12/{day:%Y-%m}", f"../{day}")
        return self.rng.choice(ways)

    def _some(self, items: Sequence[str], counts: Mapping[int, int]) -> list[str]:
        return self.rng.sample(items, min(int(self._one_of(counts)), len(items)))

    def _one_of(self, weights: Mapping[T, int]) -> T:
        return self.rng.choices(list(weights), list(weights.values()))[0]

    def _chance(self, share: float) -> bool:
        return self.rng.random() < share


def _value(value: object) -> str:
    if isinstance(value, list):
        return f" [{', '.join(value)}]"
    text = str(value)
    return text if text.startswith(("\n", " ")) else f" {text}"


def _folded(text: str, indent: int) -> str:
    """A text over several lines, which YAML makes one again."""
    return f" >-{_wrapped(text, indent)}"


def _literal(paragraphs: Iterable[str], indent: int) -> str:
    return " |-" + "\n".join(_wrapped(paragraph, indent) for paragraph in paragraphs)


def _wrapped(text: str, indent: int) -> str:
    lines = re.findall(rf"(.{{1,{_LINE - indent}}}|\S+)(?: |$)", text)
    return "".join(f"\n{'':{indent}}{line}" for line in lines)


def _items(records: Iterable[Mapping[str, str]], indent: int) -> str:
    return "".join(f"\n{'':{indent}}-{_braces(record)}" for record in records)


def _braces(record: Mapping[str, str]) -> str:
    return " {" + ", ".join(f"{name}: {_quoted(value)}" for name, value in record.items()) + "}"


def _quoted(value: str) -> str:
    return f'"{value}"' if "," in value and not value.startswith('"') else value


def main(arguments: list[str] | None = None) -> None:
    """Print a file."""
    options = argparse.ArgumentParser(prog="python -m benchmarks.generate", description="Print a file of claims.")
    options.add_argument("claims", type=int)
    options.add_argument("--seed", type=int, default=SEED)
    chosen = options.parse_args(arguments)
    sys.stdout.write(text(chosen.claims, chosen.seed))


if __name__ == "__main__":
    main()
