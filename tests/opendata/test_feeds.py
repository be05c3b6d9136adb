"""Atom feeds: held against RFC 4287 and RFC 4151, and read by a feed reader."""

from __future__ import annotations

import re
import subprocess
import xml.etree.ElementTree as ET
from collections import Counter
from collections.abc import Iterator
from html import unescape
from pathlib import Path
from typing import Any

import feedparser
import html5lib
import pytest

from claims.data.model import Dataset
from claims.exports import feeds
from claims.site.urls import Addresses

from .support import HTML, SITE, TINY, Built, Load, Site, build, expected, make_site, text_of

ATOM = "{http://www.w3.org/2005/Atom}"
TAG = "example.net,2026"


def made(built: Built, tag: str = TAG, site: str = SITE, html: str = "<p>Words.</p>") -> dict[str, ET.Element]:
    """Every feed under its address."""
    files = feeds.atom_files(
        feeds.list_feeds(built.dataset, Addresses(), "Tiny & Co"),
        built.dataset,
        site=site,
        tag=tag,
        lang="en",
        claim_page=built.claim,
        render=lambda entry: html,
    )
    return {file.path: parse(file.content.decode()) for file in files}


def ids(built: Built, tag: str = TAG, site: str = SITE) -> dict[str, list[str | None]]:
    return {url: [id.text for id in feed.iter(f"{ATOM}id")] for url, feed in made(built, tag, site).items()}


def parse(text: str) -> ET.Element:
    return ET.fromstring(text)  # noqa: S314 - this site wrote it


# What RFC 4287 demands

RFC3339 = re.compile(r"[0-9]{4}-[0-9]{2}-[0-9]{2}T[0-9]{2}:[0-9]{2}:[0-9]{2}(\.[0-9]+)?(Z|[+-][0-9]{2}:[0-9]{2})")
TAG_URI = re.compile(r"tag:[a-z0-9.-]+,[0-9]{4}(-[0-9]{2}){0,2}:[A-Za-z0-9/._~!$&'()*+,;=:@%-]+")


def faults(text: str) -> Iterator[str]:  # noqa: PLR0912 - a branch a demand
    """What RFC 4287 would not have of what this site says, section by section; the rest is the library's."""
    feed = parse(text)
    entries = feed.findall(f"{ATOM}entry")
    if not any(link.get("rel") == "self" for link in feed.findall(f"{ATOM}link")):
        yield "4.1.1: a feed should name its own address"
    if not feed.findtext(f"{ATOM}author/{ATOM}name"):
        yield "4.1.1: nobody is the author"
    for id, count in Counter(entry.findtext(f"{ATOM}id") for entry in entries).items():
        if count > 1:
            yield f"4.1.1: {count} entries are {id}"
    for element in (feed, *entries):
        for name in ("title", "id", "updated"):
            if len(element.findall(f"{ATOM}{name}")) != 1 or not element.findtext(f"{ATOM}{name}"):
                yield f"4.1: {element.tag} has no {name}, or two"
        if [link.get("rel") for link in element.findall(f"{ATOM}link")].count("alternate") != 1:
            yield f"4.1: {element.tag} goes with no page, or with two"
    for child in feed.iter():
        text = child.text or ""
        match child.tag.removeprefix(ATOM):
            case "updated" | "published" if not RFC3339.fullmatch(text):
                yield f"3.3: {text} is no date and time"
            case "id" if not TAG_URI.fullmatch(text):
                yield f"4.2.6: {text} is not RFC 4151's tag"
            case "link" if not re.match(r"https?://", child.get("href", "")):
                yield f"4.2.7: {child.get('href')} does not work elsewhere"
            case "content" if child.get("type") != "html" or len(child):
                yield "4.1.3: content of HTML has elements in it"
            case "category" if not child.get("term"):
                yield "4.2.2: a category has no term"


def every_feed(site: Site) -> dict[str, str]:
    return {path.relative_to(site.folder).as_posix(): path.read_text() for path in site.folder.rglob("*.atom")}


@pytest.fixture(params=["served", "tiny_site"])
def site(request: pytest.FixtureRequest) -> Site:
    return request.getfixturevalue(request.param)  # type: ignore[no-any-return]


def test_every_feed_is_what_rfc_4287_demands(site: Site) -> None:
    found = every_feed(site)
    assert {"feeds/claims.atom", "feeds/corrections.atom"} < set(found)
    assert [(url, fault) for url, text in found.items() for fault in faults(text)] == []


@pytest.mark.parametrize(
    ("good", "bad", "section"),
    [
        ("<updated>2026-11-20T00:00:00Z", "<updated>2026-11-20", "3.3"),
        ("<id>tag:", "<id>urn:", "4.2.6"),
        ('rel="self"', 'rel="related"', "4.1.1"),
        ("<name>Claim by Claim contributors</name>", "<name/>", "4.1.1"),
        ('<link href="https://example.net/project', '<link href="', "4.2.7"),
        ('rel="alternate"', 'rel="via"', "4.1"),
        ('<content type="html">', '<content type="html"><b/>', "4.1.3"),
        ('<content type="html">', "<content>", "4.1.3"),
        ("claims/cheese-is-good</id>", "claims/cheese-moon</id>", "4.1.1"),
        ("<title>", "<title/><title>", "4.1"),
        ('<category term="', '<category term="" x="', "4.2.2"),
    ],
)
def test_a_feed_that_is_not_is_found_out(tiny_site: Site, good: str, bad: str, section: str) -> None:
    text = tiny_site.read("feeds/claims.atom")
    assert good in text
    assert {fault.partition(":")[0] for fault in faults(text.replace(good, bad, 1))} == {section}


def test_a_feed_reader_reads_every_feed(site: Site) -> None:
    for url, text in every_feed(site).items():
        read: Any = feedparser.parse(text.encode())
        assert not read.bozo, (url, read.get("bozo_exception"))
        assert read.version == "atom10"
        assert read.feed.author == "Claim by Claim contributors"
        assert [link.href for link in read.feed.links if link.rel == "self"] == [f"{site.url}/{url}"]
        for entry in read.entries:
            assert entry.title
            assert entry.content[0].type == "text/html"
            assert entry.link.startswith(f"{site.url}/claims/")


def test_the_corrections_are_written_as_kept(tiny_site: Site) -> None:
    expected("corrections.atom", (tiny_site.folder / "feeds/corrections.atom").read_bytes())


# What is in them


def test_there_is_a_feed_of_claims_one_a_topic_and_one_of_corrections(tiny: Built) -> None:
    assert {url: len(feed.findall(f"{ATOM}entry")) for url, feed in made(tiny).items()} == {
        "feeds/claims.atom": 2,
        "feeds/topics/the-moon.atom": 2,
        "feeds/topics/nobody-asks.atom": 0,
        "feeds/corrections.atom": 1,
    }


def test_a_feed_has_the_newest_and_no_more(load: Load, tiny_text: str) -> None:
    head, claims, rest = re.split(r"(?m)^(?=claims:|events:)", tiny_text)
    claim = claims.partition("  - id: cheese-is-good")[2]
    many = "".join(
        f"  - id: claim-{n}{claim}".replace("title: Cheese is good", f"title: Claim {n}")
        .partition("  - id: moon-far")[0]
        .replace("2026-11-02", f"2026-0{1 + n // 25}-{1 + n % 25:02}")
        .replace("kind: added, note: Listed.}", "kind: corrected, note: Mended.}")
        for n in range(60)
    )
    built = made(build(load(head + claims + many + rest)))
    first = {url: [id.text for id in feed.iter(f"{ATOM}id")][1:] for url, feed in built.items()}
    newest = [f"tag:{TAG}:claims/claim-{n}" for n in reversed(range(60))]
    assert first["feeds/claims.atom"][2:] == newest[:48]
    assert first["feeds/topics/the-moon.atom"][2:] == newest[:18]
    assert first["feeds/corrections.atom"][1:] == [f"{id}/corrections/1" for id in newest[:49]]


def days(feed: ET.Element, path: str = "") -> list[str | None]:
    return [feed.findtext(f"{path}{ATOM}{name}") for name in ("published", "updated")]


def test_a_claim_was_published_when_first_added_and_updated_when_last_changed_or_reviewed(
    tiny: Built, load: Load, tiny_text: str
) -> None:
    changed = tiny_text.replace("{date: 2026-11, kind: updated", "{date: 2026-12-24, kind: updated")
    for built, updated in ((tiny, "2026-11-20T00:00:00Z"), (build(load(changed)), "2026-12-24T00:00:00Z")):
        assert days(made(built)["feeds/claims.atom"], f"{ATOM}entry/") == ["2026-11-01T00:00:00Z", updated]


def test_the_newest_comes_first_and_dates_the_feed(served: Site) -> None:
    for url, text in every_feed(served).items():
        feed = parse(text)
        updated = [entry.findtext(f"{ATOM}updated") for entry in feed.findall(f"{ATOM}entry")]
        assert updated == sorted(updated, reverse=True), url
        if updated:
            assert feed.findtext(f"{ATOM}updated") == updated[0]


def test_a_feed_without_entries_is_dated_by_the_first_claim_not_by_the_clock(tiny: Built) -> None:
    assert days(made(tiny)["feeds/topics/nobody-asks.atom"]) == [None, "2026-11-01T00:00:00Z"]


def test_a_summary_is_told_as_it_was_written(load: Load, tiny_text: str) -> None:
    built = build(load(tiny_text.replace("A survey found rock.", "A survey found <i>rock</i> & more.")))
    summary = next(made(built)["feeds/claims.atom"].iter(f"{ATOM}summary"))
    assert (summary.get("type"), unescape(summary.text or "")) == (
        "html",
        "Disputed. A survey found <i>rock</i> & more.",
    )
    assert "<" not in (summary.text or "")


def test_what_xml_cannot_hold_is_left_out_of_an_entry(tiny: Built) -> None:
    contents = [
        element.text for element in made(tiny, html="<p>A&#7;B &amp; C</p>")["feeds/claims.atom"].iter(f"{ATOM}content")
    ]
    assert contents == ["<p>AB &amp; C</p>"] * 2


def test_data_without_dates_has_no_feeds(load: Load, tiny_text: str) -> None:
    text = re.sub(r"    changes:\n(      - .*\n)+", "", tiny_text)
    text = re.sub(r"    verdict:\n(      .*\n|\n)+", "", text).replace("    verdict: {", "    # {")
    assert made(build(load(text))) == {}
    assert made(build(Dataset())) == {}


def test_an_entry_holds_the_whole_claim(tiny_site: Site) -> None:
    feed = parse(tiny_site.read("feeds/claims.atom"))
    content = html5lib.parseFragment(feed.findtext(f"{ATOM}entry/{ATOM}content"))
    words = text_of(content)
    main = text_of(next(tiny_site.html("claims/moon-cheese/index.html").iter(f"{HTML}main")))
    on_the_page = [
        "The Mouse wrote that the Moon is made of “cheese”, & nothing else: .",
        "The word for “cheese” is our translation.",
        "It was rock, as measured.",
        "“rock, well-known & grey”",
        "Corrected. The survey’s date was wrong: 2020, not 2021.",
    ]
    in_other_words = [
        "Disputed. A survey found rock.",
        "Report in USA Today, 30 September 2019: The Gazette",
        "The survey found rock. Nothing else was found.",
        "[A survey], Observatory, May 2020",
    ]
    assert [said for said in (*on_the_page, *in_other_words) if said not in words] == []
    assert [said for said in on_the_page if said not in main] == []


def test_every_address_in_an_entry_works_elsewhere(site: Site) -> None:
    seen = 0
    for url, text in every_feed(site).items():
        for content in parse(text).iter(f"{ATOM}content"):
            for element in html5lib.parseFragment(content.text).iter():
                for name in ("href", "src", "cite"):
                    if address := element.get(name):
                        seen += 1
                        assert re.match("https?://", address), (url, address)
                assert not {"class", "id", "style", "data-definition"} & {*element.keys()}, (url, element.attrib)
    assert seen


def test_the_html_of_an_entry_is_whole(site: Site) -> None:
    for text in every_feed(site).values():
        for content in parse(text).iter(f"{ATOM}content"):
            parser = html5lib.HTMLParser()
            parser.parseFragment(content.text)
            assert parser.errors == []


# Ids


def test_ids_are_made_of_the_first_id_a_claim_had(tiny: Built) -> None:
    assert ids(tiny) == {
        "feeds/claims.atom": [
            "tag:example.net,2026:feeds/claims",
            "tag:example.net,2026:claims/cheese-moon",
            "tag:example.net,2026:claims/cheese-is-good",
        ],
        "feeds/topics/the-moon.atom": [
            "tag:example.net,2026:feeds/topics/the-moon",
            "tag:example.net,2026:claims/cheese-moon",
            "tag:example.net,2026:claims/cheese-is-good",
        ],
        "feeds/topics/nobody-asks.atom": ["tag:example.net,2026:feeds/topics/nobody-asks"],
        "feeds/corrections.atom": [
            "tag:example.net,2026:feeds/corrections",
            "tag:example.net,2026:claims/cheese-moon/corrections/1",
        ],
    }


@pytest.mark.parametrize(
    "change",
    [
        ("title: The Moon is 100% cheese", "title: Another title"),
        ("{date: 2026-11-01, kind: added", "{date: 2026-10-01, kind: added"),
        ("aliases: [cheese-moon, moon-is-cheese]", "aliases: [cheese-moon, moon-is-cheese, cheesy]"),
        ("The letter says so.", "The letter says something else."),
    ],
)
def test_ids_outlast_what_an_author_changes(tiny: Built, load: Load, tiny_text: str, change: tuple[str, str]) -> None:
    assert change[0] in tiny_text
    assert ids(build(load(tiny_text.replace(*change)))) == ids(tiny)


def test_ids_outlast_a_claims_new_id(tiny: Built, load: Load, tiny_text: str) -> None:
    text = tiny_text.replace("aliases: [cheese-moon, moon-is-cheese]", "aliases: [cheese-moon, moon-cheese]")
    text = text.replace("- id: moon-cheese", "- id: luna").replace("claims: [moon-cheese]", "claims: [luna]")
    text = text.replace("(claim:moon-cheese)", "(claim:luna)")
    assert ids(build(load(text))) == ids(tiny)


def test_ids_outlast_a_new_correction(load: Load, tiny: Built, tiny_text: str) -> None:
    text = tiny_text.replace(
        "      - {date: 2026-11, kind: updated",
        "      - {date: 2026-11-19, kind: corrected, note: Again.}\n      - {date: 2026-11, kind: updated",
    )
    before, after = (ids(built)["feeds/corrections.atom"] for built in (tiny, build(load(text))))
    assert set(after) - set(before) == {"tag:example.net,2026:claims/cheese-moon/corrections/2"}
    assert set(before) < set(after)


def test_ids_outlast_a_move_to_another_address(tiny: Built) -> None:
    assert ids(tiny, site="https://new.example/there") == ids(tiny)


@pytest.mark.parametrize(
    "tag", ["", "example.org", "example.org,26", "https://example.org,2026", "-a.org,2026", "::1,2026"]
)
def test_a_tag_that_is_none_is_refused(tag: str) -> None:
    with pytest.raises(feeds.TagError) as refused:
        feeds.check_tag(tag)
    assert str(refused.value) == (
        f'FEED_TAG is "{tag}", and must be a domain name and a date, such as example.org,2026'
    )


def test_a_tag_that_is_none_ends_the_build_in_words(tmp_path: Path) -> None:
    with pytest.raises(subprocess.CalledProcessError) as ended:
        make_site(tmp_path, claims=TINY, site=SITE, FEED_TAG="no tag")
    said = ended.value.stdout + ended.value.stderr
    assert 'FEED_TAG is "no tag", and must be a domain name and a date, such as example.org,2026' in said
    assert "Traceback" not in said


@pytest.mark.parametrize("tag", ["example.org,2026", "localhost,2026-11", "127.0.0.1,2026-11-25", "a-b.example,2026"])
def test_a_tag_may_be_what_rfc_4151_allows(tiny: Built, tag: str) -> None:
    feeds.check_tag(tag)
    assert ids(tiny, tag)["feeds/claims.atom"][0] == f"tag:{tag}:feeds/claims"


# Text and where they are named


def test_a_site_without_an_address_has_no_feeds_and_names_none(local: Site, from_disk: Site) -> None:
    for site in (local, from_disk):
        assert every_feed(site) == {}
        for page in site.pages():
            assert "application/atom+xml" not in site.read(page), page
            assert "(Atom)" not in site.read(page), page


def test_every_page_names_the_feeds_and_a_topics_page_its_own(served: Site) -> None:
    for page in served.pages():
        found = [
            href.removeprefix(f"{served.url}/")
            for href in re.findall(
                r'<link rel="alternate" type="application/atom\+xml" title="[^"]+" href="(.*?)">', served.read(page)
            )
        ]
        own = re.fullmatch(r"topics/([^/]+)/index\.html", page)
        topic = [f"feeds/topics/{own[1]}.atom"] if own else []
        assert sorted(found) == sorted(["feeds/claims.atom", "feeds/corrections.atom", *topic]), page
        assert all((served.folder / href).is_file() for href in found)


def test_a_feed_goes_with_a_page_that_exists(site: Site) -> None:
    for text in every_feed(site).values():
        for link in parse(text).iter(f"{ATOM}link"):
            if link.get("rel") == "alternate":
                path = link.get("href", "").removeprefix(f"{site.url}/")
                assert (site.folder / path / "index.html").is_file(), path
