"""What this site promises of its own subject: what CITATION.cff and its pages say of data/claims.yaml is so.

These tests alone need records of that file. Whoever takes another subject writes them anew, and keeps the others.
"""

import re
from contextlib import suppress

import pytest
import yaml

from claims.checks import loader
from claims.model.records import Dataset, SpeakerKind
from support.building import ROOT
from support.helpers import AFTER_ALL, any_of
from support.pages import Site, text

OP_ED, SUMMARY = "cui-op-ed", "ecns-2019-10-03"
"""A text, and the source through which it was read."""


@pytest.fixture(scope="module")
def real() -> Dataset:
    return loader.load(ROOT / "data" / "claims.yaml", today=AFTER_ALL)


# What the site is


def test_the_site_has_its_name_and_its_author(site: Site) -> None:
    assert (site.name, site.author) == ("Claim by Claim", "Claim by Claim contributors")


def test_what_was_found_is_said_in_few_words(site: Site) -> None:
    findings = [len(text(finding).split()) for finding in site.page("").with_class("finding__text")]
    assert 2 <= len(findings) <= 5
    assert max(findings) <= 30


def test_the_repositorys_citation_agrees_with_the_data(site: Site) -> None:
    said = yaml.load((ROOT / "CITATION.cff").read_text(encoding="utf-8"), yaml.BaseLoader)  # noqa: S506 - every value as text
    told = site.page("data/").metas()
    assert said["title"] == told["citation_title"]
    assert said["authors"] == [{"name": told["citation_author"]}]
    assert said["license"] == "CC-BY-4.0"


def test_every_claim_of_the_op_ed_stands_in_the_summary_as_it_is_described(real: Dataset) -> None:
    [op_ed] = [text for text in real.texts if OP_ED in {text.id, *text.aliases}]
    [summary] = [source.id for source in real.sources if SUMMARY in {source.id, *source.aliases}]
    [length] = re.findall(r"summary that we \D+ has (\d+) paragraphs", " ".join((op_ed.unseen or "").split()))
    claims = [claim for claim in real.claims if real.text_of(claim) == op_ed.id]
    for claim in claims:
        paragraphs = {made.paragraph for made in claim.appearances if made.source == summary}
        assert paragraphs & {*range(1, int(length) + 1)}, claim.id
        assert paragraphs <= {None, *range(1, int(length) + 1)}, claim.id


# The engine is for any subject


ENGINE = ("plugins/**/*", "theme/**/*", "pelicanconf.py", "publishconf.py")
"""What other subjects use as it is."""
ALSO = {
    *("op-ed", "op-eds", "wire summary", "fentanyl", "opioid", "opioids", "opium", "drug", "drugs", "ambassador"),
    *("parcel", "parcels", "seizure", "seizures", "customs", "tariff", "tariffs", "President", "Washington", "Beijing"),
    *("America", "American", "Americans"),
}
"""Words of the subject beside those that its file makes records of."""
ORDINARY = {
    *("An", "official", "of", "and", "Border"),  # each alone; a speaker’s name, “An official of US Customs …”, has them
    "reprint",  # the form of an appearance, and how much of a source was seen
    "results",  # the id of a topic; a search has some
}
"""Words of the file that mean nothing of the subject by themselves."""


def _words(data: Dataset) -> set[str]:
    """What the file names: people, sides, publishers, texts, forms and terms, and every id."""
    words = {side.name for side in data.sides}
    words |= {re.split(r" \(|, | / ", source.publisher)[0] for source in data.sources}
    for speaker in data.speakers:
        words.add(speaker.name)
        if speaker.kind is SpeakerKind.PERSON:
            words.update(speaker.name.split())
    for work in data.texts:
        words |= {work.title, work.name, work.form}
    for claim in data.claims:
        words |= {appearance.form for appearance in claim.appearances}
    for term in data.glossary:
        words |= {term.term, *term.forms}
    for record in data.records():
        words |= {record.id, *record.aliases}
    return words


def test_the_engine_names_nothing_of_this_subject(real: Dataset) -> None:
    words = (_words(real) | ALSO) - ORDINARY
    as_written = {word for word in words if word.isupper()} | {real.site.title}  # US is a side, “us” is not
    patterns = any_of(as_written), re.compile(any_of(words - as_written).pattern, re.IGNORECASE)
    files = 0
    for place in ENGINE:
        for file in ROOT.glob(place):
            if not file.is_file() or "__pycache__" in file.parts:
                continue
            files += 1
            with suppress(UnicodeDecodeError):  # of pictures
                said = file.read_text(encoding="utf-8").replace("en_US", "")  # the name of a locale
                for pattern in patterns:
                    assert pattern.findall(said) == [], file
    assert files > 100


# The file


SAYS = "writes|says|adds|tweets|tells|recalls|calls|cites|rejects|encourages|goes on"
SPEAKS = re.compile(rf"\b(?:[Hh]e|Mr [A-Z]\w+) (?:{SAYS})\b|\b[Bb]y (?:his|this) account\b")
CLAIMED = re.compile(r"\[([^\]]*)\]\([^)]*\)")


def test_each_sentence_of_a_text_retold_says_whose_it_is(real: Dataset) -> None:
    for retold in real.texts:
        if retold.verbatim:
            continue
        for paragraph in retold.paragraphs:
            for sentence in re.split(r"(?<=\.)\s+(?=[“A-Z])", CLAIMED.sub(r"\1", paragraph.text)):
                assert SPEAKS.search(" ".join(sentence.split())), sentence


def test_at_most_a_third_of_a_texts_words_are_links(real: Dataset) -> None:
    for paragraphs in (found.paragraphs for found in real.texts):
        told = " ".join(paragraph.text for paragraph in paragraphs)
        linked = " ".join(CLAIMED.findall(told)).split()
        assert len(linked) / len(CLAIMED.sub(r"\1", told).split()) <= 1 / 3
