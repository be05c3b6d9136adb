"""Atom feeds: held against RFC 4287 and RFC 4151, and read by a feed reader."""

import re
import xml.etree.ElementTree as ET
from html import unescape
from pathlib import Path
from typing import Any

import feedparser
import html5lib
import pytest

from claims.features import feeds
from support.building import publish
from support.helpers import EXAMPLES
from support.opendata import ADDRESS, TINY, Made, make, root
from support.pages import Site

ATOM = "{http://www.w3.org/2005/Atom}"
TAG = "example.net,2026"


def built(made: Made, html: str = "<p>Words.</p>") -> dict[str, ET.Element]:
    """Every feed under its address."""
    listed = feeds.list_feeds(made.site)
    files = feeds.atom_files(listed, made.pages, made.site, TAG, lambda entry: html)
    return {path: parse(content.decode()) for path, content in files}


def ids(made: Made) -> dict[str, list[str]]:
    """The ids in each feed, its own first."""
    return {url: texts(feed, "id") for url, feed in built(made).items()}


def texts(feed: ET.Element, tag: str) -> list[str]:
    return [element.text or "" for element in feed.iter(f"{ATOM}{tag}")]


def parse(text: str) -> ET.Element:
    return ET.fromstring(text)  # noqa: S314 - this site wrote it


TAG_URI = re.compile(r"tag:[a-z0-9.-]+,[0-9]{4}(-[0-9]{2}){0,2}:[A-Za-z0-9/._~!$&'()*+,;=:@%-]+")
"""RFC 4151."""


def every_feed(site: Site) -> dict[str, str]:
    return {path: site.read(path) for path in sorted(site.files) if path.endswith(".atom")}


def test_a_feed_reader_reads_every_feed(any_published: Site) -> None:
    found = every_feed(any_published)
    assert {"feeds/claims.atom", "feeds/corrections.atom"} < set(found)
    for url, feed in found.items():
        read: Any = feedparser.parse(feed.encode())
        assert not read.bozo, (url, read.get("bozo_exception"))
        assert read.version == "atom10"
        assert read.feed.author == any_published.author or url.startswith("zh/")
        assert f'<link href="{any_published.base}/{url}" rel="self"' in feed
        assert any_published.target(any_published.page(""), read.feed.link)
        named = {read.feed.id}
        for entry in read.entries:
            named.add(entry.id)
            assert TAG_URI.fullmatch(entry.id)
            assert entry.title
            assert entry.content[0].type == "text/html"
            assert any_published.target(any_published.page(""), entry.link)
        assert len(named) == 1 + len(read.entries), "RFC 4287, 4.1.1"
        assert TAG_URI.fullmatch(read.feed.id)


# What is in them


def test_a_feed_has_the_newest_and_no_more() -> None:
    head, claims, rest = re.split(r"(?m)^(?=claims:|events:)", TINY)
    claim = claims.partition("  - id: cheese-is-good")[2]
    claim = claim.partition("  - id: moon-far")[0].replace("kind: added, note: Listed.}", "kind: corrected, note: N.}")
    claim = claim.replace("title: Cheese is good", "title: Claim NUMBER").replace("2026-11-02", "DAY")
    many, newest, corrections = "", list[str](), list[str]()
    for number in range(60):
        day = f"2026-0{1 + number // 25}-{1 + number % 25:02}"
        many += f"  - id: claim-{number}" + claim.replace("NUMBER", str(number)).replace("DAY", day)
        newest.insert(0, f"tag:{TAG}:claims/claim-{number}")
        corrections.insert(0, f"{newest[0]}/corrections/1")
    several = ids(make(head + claims + many + rest))
    assert several["feeds/claims.atom"][5:] == newest[:46]
    assert several["feeds/topics/the-moon.atom"][5:] == newest[:16]
    assert several["feeds/corrections.atom"][2:] == corrections[:49]


def days(feed: ET.Element, path: str = "") -> tuple[str | None, str | None]:
    return feed.findtext(f"{path}{ATOM}published"), feed.findtext(f"{path}{ATOM}updated")


def test_a_claim_is_dated_by_its_history_and_a_feed_without_entries_by_the_first_claim(tiny: Made) -> None:
    changed = make(TINY.replace("{date: 2026-11, kind: updated", "{date: 2026-12-24, kind: updated"))
    for made, updated in ((tiny, "2026-11-20T00:00:00Z"), (changed, "2026-12-24T00:00:00Z")):
        assert days(built(made)["feeds/claims.atom"], f"{ATOM}entry/") == ("2026-11-01T00:00:00Z", updated)
    assert days(built(tiny)["feeds/topics/nobody-asks.atom"]) == (None, "2026-11-01T00:00:00Z")


def test_an_entry_is_told_as_it_was_written_without_what_xml_cannot_hold() -> None:
    made = make(TINY.replace("A survey found rock.", "A survey found <i>rock</i> & more."))
    feed = built(made, html="<p>A&#7;B &amp; C</p>")["feeds/claims.atom"]
    assert {*texts(feed, "content")} == {"<p>AB &amp; C</p>"}
    summary = next(feed.iter(f"{ATOM}summary"))
    assert summary.get("type") == "html"
    assert unescape(summary.text or "") == "Disputed. A survey found <i>rock</i> & more."
    assert "<" not in (summary.text or "")


def test_data_without_dates_has_no_feeds() -> None:
    text = re.sub(r"    changes:\n(      - .*\n)+", "", TINY)
    text = re.sub(r"    verdict:\n(      .*\n|\n)+", "", text).replace("    verdict: {", "    # {")
    assert built(make(text)) == {}
    dated = "changes: [{date: 2026-11-01, kind: added, note: Listed.}], title: Mond"
    assert built(make(text.replace("title: Mond", dated))) == {}, "a source has a date, and no claim has"
    assert built(make("claims: []\n")) == {}


def test_the_html_of_an_entry_is_whole_and_works_elsewhere(any_published: Site) -> None:
    entries = list[str]()
    for feed in every_feed(any_published).values():
        entries += texts(parse(feed), "content")
    assert entries
    for entry in entries:
        parser = html5lib.HTMLParser()
        for element in parser.parseFragment(entry).iter():
            for name in ("href", "src", "cite"):
                assert re.match("https?://", element.get(name, "https://")), element.attrib
            assert not {"class", "id", "style", "data-definition"} & {*element.keys()}, element.attrib
        assert parser.errors == []


# Ids


def test_ids_are_made_of_the_first_id_a_claim_had(tiny: Made) -> None:
    claims = [f"tag:{TAG}:claims/{id}" for id in ("cheese-moon", "cheese-is-good", "mice-fast", "moon-mapped")]
    corrections = [f"tag:{TAG}:claims/{id}" for id in ("cheese-moon/corrections/1",)]
    assert ids(tiny) == {
        "feeds/claims.atom": [f"tag:{TAG}:feeds/claims", claims[0], *claims[1:]],
        "feeds/topics/the-moon.atom": [f"tag:{TAG}:feeds/topics/the-moon", *claims],
        "feeds/topics/nobody-asks.atom": [f"tag:{TAG}:feeds/topics/nobody-asks"],
        "feeds/corrections.atom": [f"tag:{TAG}:feeds/corrections", *corrections],
    }


def test_ids_outlast_another_title_address_and_id_of_the_claim(tiny: Made) -> None:
    text = TINY.replace("title: The Moon is 100% cheese", "title: Another title")
    text = text.replace("aliases: [cheese-moon, moon-is-cheese]", "aliases: [cheese-moon, moon-cheese]")
    for before in ("- id: ", "claims: [", "(claim:", "claim: "):
        text = text.replace(f"{before}moon-cheese", f"{before}luna")
    assert ids(make(text, "https://new.example/there")) == ids(tiny)


def test_of_several_texts_each_has_a_feed_of_its_claims() -> None:
    several = ids(make((EXAMPLES / "valid" / "full.yaml").read_text("utf-8")))
    assert len(several["feeds/texts/diary.atom"]) == 1 + 1
    assert len(several["feeds/texts/printed-letter.atom"]) == 1 + 6


REFUSED = 'FEED_TAG is "{}", and must be a domain name and a date, such as example.org,2026'


def test_a_tag_that_is_none_ends_the_build_in_words(small: Path) -> None:
    for tag in ("", "example.org", "example.org,26", "https://example.org,2026", "-a.org,2026"):
        with pytest.raises(feeds.TagError, match=re.escape(REFUSED.format(tag))):
            feeds.check_tag(tag)
    with pytest.raises(feeds.TagError) as refused:
        publish(small, small / "output", ADDRESS, FEED_TAG="no tag")
    assert str(refused.value) == REFUSED.format("no tag")


# Where they are named


def test_a_site_without_an_address_has_no_feeds_and_names_none(site: Site, relative_site: Site) -> None:
    for built in (site, relative_site):
        assert every_feed(built) == {}
        for page in built.pages:
            assert "application/atom+xml" not in page.raw
            assert "(Atom)" not in page.raw


def test_every_page_names_the_feeds_and_a_topics_and_a_texts_page_its_own(published_site: Site) -> None:
    link = re.compile(r'<link rel="alternate" type="application/atom\+xml" title="[^"]+" href="(.*?)">')
    for page in published_site.pages:
        own = re.fullmatch(r"((?:texts|topics)/[^/]+)/index\.html", page.path)
        names = ["claims", own[1], "corrections"] if own else ["claims", "corrections"]
        assert link.findall(page.raw) == [f"{root(published_site)}/feeds/{name}.atom" for name in names], page
