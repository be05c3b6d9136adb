"""Every label and number once more: counted by data/README.md from claims.json alone, by no code of the program."""

import json
from collections import defaultdict
from collections.abc import Iterable
from typing import Any

import pytest

from claims.site.citations import FOLDER
from support.pages import Site

Row = dict[str, str]
STRENGTH = {"contradicted": 0, "disputed": 1, "unconfirmed": 1, "partly-confirmed": 2, "confirmed": 3}


def cell(value: Any) -> str:
    """A value of the file as words, and nothing for null."""
    if isinstance(value, list):
        return " ".join(map(cell, value))
    return "" if value is None else str(value).lower() if isinstance(value, bool) else str(value)


def row(record: dict[str, Any], **more: Any) -> Row:
    """What a record says, in words."""
    return defaultdict(str, {name: cell(value) for name, value in (record | more).items()})


def parts(claim: dict[str, Any]) -> list[Row]:
    """The parts of a claim with what was counted of each; a reading without parts has one."""
    written = {part["id"]: part for part in claim["parts"]}
    rows = []
    for judged in claim["counted"]:
        part = written.get(judged["id"], {"detail": False})
        same = part.get("same") or {"claim": None, "part": None}
        named = {"part": judged["id"], "same": same["claim"], "same_part": same["part"]}
        rows.append(row(part | judged, claim=claim["id"], **named))
    return rows


class Count:
    """What follows from the records of a site."""

    def __init__(self, site: Site) -> None:
        data = json.loads(site.read(f"{FOLDER}/claims.json"))
        sides = {speaker["id"]: speaker["side"] for speaker in data["speakers"]}
        self.sources = {source["id"]: row(source) for source in data["sources"]}
        self.claims = {claim["id"]: claim for claim in data["claims"]}
        self.of: dict[str, dict[str, list[Row]]] = defaultdict(dict)
        for id, claim in self.claims.items():
            self.of["appearances"][id] = [
                row(appearance, side=sides[appearance["speaker"]]) for appearance in claim["appearances"]
            ]
            self.of["evidence"][id] = [row(passage, claim=id) for passage in claim["evidence"]]
            self.of["parts"][id] = parts(claim)
            readings = claim["verdict"]["readings"] if claim["verdict"] else []
            self.of["readings"][id] = [row(reading, reading=reading["id"]) for reading in readings]

    def ends(self, ids: Iterable[str]) -> set[str]:
        """Where sources have their word from, in the end."""
        found = set[str]()
        for id in ids:
            before = [*self.sources[id]["relays"].split(), *self.sources[id]["edition_of"].split()]
            found |= self.ends(before) if before else {id}
        return found

    def origins(self, passage: Row) -> set[str]:
        return self.ends(passage["relays"].split() or [passage["source"]])

    def colour(self, passage: Row) -> str:
        asserted = [link for link in self.of["appearances"][passage["claim"]] if link["cited"] == "false"]
        own = {link["side"] for link in asserted if link["side"]}
        sides = {passage["side"] or self.sources[id]["side"] for id in self.origins(passage)} - {""}
        if self.origins(passage) & self.ends(link["source"] for link in asserted):
            return "text-judged"
        return "own-side" if sides & own else "other-side" if sides else "no-side"

    def witnesses(self, passages: Iterable[Row]) -> list[str]:
        """The colour as which each witness counts; passages with a common origin are one, as the least independent."""
        groups: list[tuple[set[str], list[str]]] = []
        for passage in passages:
            origins = self.origins(passage)
            colours = ["no-side" if passage["as"] == "text" else self.colour(passage)]
            for group in [group for group in groups if group[0] & origins]:
                groups.remove(group)
                origins, colours = origins | group[0], colours + group[1]
            groups.append((origins, colours))
        return [max(colours, key=["no-side", "other-side", "own-side"].index) for _, colours in groups]

    def bearing(self, part: Row, stance: str) -> list[Row]:
        """The passages of a stance that count for or against a part."""
        return [
            passage
            for passage in self.of["evidence"][part["claim"]]
            if passage["stance"] == stance
            and (passage["part"] or (not part["reading"] and not part["same"] and part["part"])) == part["part"]
            if passage["as"] in {"record", "text"} and (colour := self.colour(passage)) != "text-judged"
            if stance in {"contradicts", "qualifies"} or colour != "own-side" or passage["as"] == "text"
        ]

    def numbers(self, part: Row) -> dict[str, int]:
        passages = {stance: self.bearing(part, stance) for stance in ("supports", "partly", "qualifies", "contradicts")}
        for stance, weaker in (("supports", "partly"), ("contradicts", "qualifies")):
            for by_other_side in (True, False):
                group = [
                    passage
                    for passage in passages[stance]
                    if (stance == "contradicts" and self.witnesses([passage]) == ["other-side"]) == by_other_side
                ]
                if len(self.witnesses(group)) == 1 and {passage["hedged"] for passage in group} == {"true"}:
                    passages[weaker] = [*passages[weaker], *group]
                    passages[stance] = [passage for passage in passages[stance] if passage not in group]
        s, p, q, against = (self.witnesses(found) for found in passages.values())
        d = against.count("other-side")
        return {"supports": len(s), "partly": len(p), "qualifies": len(q), "refutes": len(against) - d, "opposes": d}

    def part(self, part: Row) -> str:
        if part["same"]:
            return next(self.part(row) for row in self.of["parts"][part["same"]] if row["part"] == part["same_part"])
        n, of = self.numbers(part), [row for row in self.of["parts"][part["claim"]] if row["part"] == part["of"] != ""]
        impartial = self.witnesses(self.bearing(part, "supports")).count("no-side")
        s, p, q = n["supports"], n["partly"], n["qualifies"]
        if n["refutes"] and not s and not p:
            label = "contradicted"
        elif n["refutes"] or (n["opposes"] and impartial < 2):
            label = "disputed"
        elif (p and not s and q >= p) or (s and q > s + p):
            label = "disputed"
        else:
            label = "confirmed" if s else "partly-confirmed" if p else "unconfirmed"
        return min([label, *map(self.part, of)], key=lambda label: STRENGTH[label])

    def claim(self, claim: str, reading: str = "") -> str:
        parts = [part for part in self.of["parts"][claim] if part["reading"] == reading]
        labels, without = {*map(self.part, parts)}, {self.part(part) for part in parts if part["detail"] == "false"}
        if self.claims[claim]["kind"] == "position" and not reading:
            return "opinion"
        if first := ({"contradicted"} & without or {"disputed"} & labels):
            return first.pop()
        some = "partly-confirmed" if labels & {"confirmed", "partly-confirmed"} else "unconfirmed"
        return "confirmed" if labels == {"confirmed"} else min(some, self.part(parts[0]), key=STRENGTH.__getitem__)


@pytest.fixture(scope="module", params=["site", "tiny_site"])
def count(request: pytest.FixtureRequest) -> Count:
    return Count(request.getfixturevalue(request.param))


def test_every_label_follows(count: Count) -> None:
    labels = {id: claim["verdict"]["label"] for id, claim in count.claims.items() if claim["verdict"]}
    assert {id: count.claim(id) for id in labels} == labels
    assert {id: count.claims[id]["label"] for id in labels} == labels
    readings = {(id, row["reading"]): row["label"] for id in labels for row in count.of["readings"][id]}
    assert {key: count.claim(*key) for key in readings} == readings
    assert len({*labels.values()}) > 3


def test_every_part_has_its_numbers_and_label(count: Count) -> None:
    for part in (part for parts in count.of["parts"].values() for part in parts):
        assert {name: int(part[name]) for name in count.numbers(part)} == count.numbers(part), part
        assert part["label"] == count.part(part), part


def test_every_passage_has_its_colour_and_its_witness(count: Count) -> None:
    for id, passages in count.of["evidence"].items():
        assert {p["number"]: p["colour"] for p in passages} == {p["number"]: count.colour(p) for p in passages}
        stances, parts = ("supports", "partly", "qualifies", "contradicts"), count.of["parts"][id]
        counted = {p["number"]: p for part in parts for stance in stances for p in count.bearing(part, stance)}
        told = {p["number"]: (p["counts"], bool(p["witness"])) for p in passages}
        assert told == {number: ("true", True) if number in counted else ("false", False) for number in told}, id
        numbers = {passage["witness"] for passage in passages} - {""}
        assert len(count.witnesses(counted.values())) == len(numbers), id
        for number in numbers:
            assert len(count.witnesses(passage for passage in passages if passage["witness"] == number)) == 1, id
        assert all({*p["origins"].split()} == count.origins(p) for p in passages), id
