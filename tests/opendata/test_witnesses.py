"""Every count, and every verdict, once more: from the tables alone, and not by the program's own rule."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable

import pytest

from pages import Site

from .support import TINY, make, published_data, table

Row = dict[str, str]


class Tables:
    """The tables of a site, and what can be worked out from them."""

    def __init__(self, site: Site) -> None:
        files = published_data(site.folder)
        self.sources = {row["id"]: row for row in table(files, "sources")}
        self.claims = {row["id"]: row for row in table(files, "claims")}
        self.parts, self.evidence, self.counted = (defaultdict[str, list[Row]](list) for _ in range(3))
        for name, rows in (("parts", self.parts), ("evidence", self.evidence), ("witnesses", self.counted)):
            for row in table(files, name):
                rows[row["claim"]].append(row)

    def ends(self, ids: Iterable[str]) -> set[str]:
        """Where sources have their word from, in the end."""
        found = set[str]()
        for id in ids:
            before = [*self.sources[id]["relays"].split(), *self.sources[id]["edition_of"].split()]
            found |= self.ends(before) if before else {id}
        return found

    def origins(self, passage: Row) -> set[str]:
        return self.ends(passage["relays"].split() or [passage["source"]])

    def standing(self, passage: Row) -> str:
        claim = self.claims[passage["claim"]]
        text = claim["appeared_in"].split()
        sides = set(passage["sides"].split())
        if self.origins(passage) & {*text, *self.ends(text)}:
            return "text"
        if passage["own"] == "true" or sides & set(claim["own_sides"].split()):
            return "own"
        answers = claim["accuses"] in sides and passage["stance"] != "supports"
        return "answer" if answers else "independent"

    def witnesses(self, passages: Iterable[Row]) -> int:
        """How many there are, where those with a common origin are one."""
        groups: list[set[str]] = []
        for origins in map(self.origins, passages):
            same = [group for group in groups if group & origins]
            groups = [*(group for group in groups if group not in same), origins.union(*same)]
        return len(groups)

    def speak(self, claim: str, part: str) -> tuple[list[Row], list[Row], list[Row]]:
        """The passages that support a part, those that contradict it, and those of an own side for it."""
        [wider] = [row["wider"] == "true" for row in self.parts[claim] if row["part"] == part]
        bearing = [passage for passage in self.evidence[claim] if passage["part"] in ({part} if wider else {"", part})]
        found: tuple[list[Row], list[Row], list[Row]] = [], [], []
        for passage in bearing:
            match passage["stance"], self.standing(passage), passage["as"]:
                case "supports", "independent", "record" | "admission":
                    found[0].append(passage)
                case "contradicts", "independent", "record" | "admission":
                    found[1].append(passage)
                case "contradicts", "own", "admission":
                    found[1].append(passage)
                case "supports", "own", _:
                    found[2].append(passage)
        return found


@pytest.fixture(params=["site", "tiny_site"])
def tables(request: pytest.FixtureRequest) -> Tables:
    return Tables(request.getfixturevalue(request.param))


def test_a_passage_is_independent_where_nobody_of_the_claims_own_speaks(tables: Tables) -> None:
    for passages in tables.evidence.values():
        for passage in passages:
            assert set(passage["origins"].split()) == tables.origins(passage)
            assert (passage["standing"] == "independent") == (tables.standing(passage) == "independent")


def test_a_passage_counts_where_it_is_for_or_against_a_part(tables: Tables) -> None:
    for claim, passages in tables.evidence.items():
        spoken = [tables.speak(claim, part["part"]) for part in tables.parts[claim]]
        counted = {p["number"] for supports, contradicts, _ in spoken for p in (*supports, *contradicts)}
        assert {passage["number"] for passage in passages if passage["counts"] == "true"} == counted, claim


def test_passages_that_count_and_share_an_origin_are_one_witness(tables: Tables) -> None:
    for claim, passages in tables.evidence.items():
        counted = [passage for passage in passages if passage["counts"] == "true"]
        assert [passage["witness"] for passage in passages if passage["counts"] == "false" and passage["witness"]] == []
        assert tables.witnesses(counted) == len(tables.counted[claim])
        for witness in tables.counted[claim]:
            own = [passage for passage in counted if passage["witness"] == witness["number"]]
            assert (tables.witnesses(own), len(own)) == (1, int(witness["passages"]))
            assert {*witness["origins"].split()} == {id for passage in own for id in tables.origins(passage)}


def test_a_passage_that_does_not_count_joins_no_witnesses() -> None:
    both = "      - {source: digest, relays: [survey, almanac], stance: context, note: It draws on both.}\n"
    text = TINY.replace("      - {source: survey, stance:", f"{both}      - {{source: survey, stance:")
    assert [row["origins"] for row in table(make(text).files, "witnesses")] == ["almanac", "survey"]


def test_every_part_has_the_witnesses_that_the_evidence_has(tables: Tables) -> None:
    for claim, parts in tables.parts.items():
        spoken = [tables.speak(claim, part["part"]) for part in parts]
        for part, (supports, contradicts, own) in zip(parts, spoken, strict=True):
            counted = [tables.witnesses(supports), tables.witnesses(contradicts), len(own)]
            assert [int(part[name]) for name in ("supports", "contradicts", "own")] == counted, part
        for name, of in (("witnesses_for", 0), ("witnesses_against", 1)):
            narrow = [found for part, found in zip(parts, spoken, strict=True) if part["wider"] == "false"]
            passages = [passage for found in narrow for passage in found[of]]
            assert int(tables.claims[claim][name]) == tables.witnesses(passages), claim


def test_every_verdict_follows_from_the_counts_of_its_parts(tables: Tables) -> None:
    for id, claim in tables.claims.items():
        if claim["verdict"]:
            parts = tables.parts[id]
            assert claim["verdict"] == label(claim["kind"], [part for part in parts if part["wider"] == "false"]), id
            wider = [part for part in parts if part["wider"] == "true"]
            assert claim["verdict_wider"] == (label(claim["kind"], wider) if wider else ""), id


def label(kind: str, parts: list[Row]) -> str:
    supported = [part["supports"] != "0" for part in parts]
    contradicted = [part["contradicts"] != "0" for part in parts]
    if kind == "position":
        return "position"
    if any(map(all, zip(supported, contradicted, strict=True))):
        return "disputed"
    if any(contradicted):
        return "contradicted"
    if all(supported):
        return "corroborated"
    if any(supported):
        return "partly-corroborated"
    return "own-word" if any(part["own"] != "0" for part in parts) else "unverified"


def test_positions_are_not_counted(tables: Tables) -> None:
    counted = {id for id, claim in tables.claims.items() if claim["kind"] != "position" and not claim["withdrawn"]}
    assert set(tables.parts) == counted
