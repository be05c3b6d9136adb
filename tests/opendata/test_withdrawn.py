"""A claim that was withdrawn: its page says so first, no list or number has it, and corrections, feeds and data do."""

from __future__ import annotations

import re
import xml.etree.ElementTree as ET

from claims.parts.search import index as search_index
from pages import Site

from .support import Made, plain

ATOM = "{http://www.w3.org/2005/Atom}"
PAGE = "claims/moon-cheap/index.html"
WHY = "The letter says “cheese”: we misread it, & say so."
FIRST = f"We have withdrawn this claim from the site (19 November 2026). {WHY}"


def test_its_page_says_first_that_it_was_withdrawn_when_and_why(tiny_site: Site) -> None:
    main = tiny_site.read(PAGE).partition("<article>")[2].partition("</article>")[0]
    assert plain(main.partition('<details class="part fold">')[0]) == (
        f"Withdrawn: The Moon is cheap {FIRST} "
        "We give no verdict on it, and we neither list nor count it on this site. "
        "What was claimed in The Mouse’s “Letter”, & more The Mouse wrote that the Moon is cheap. "
        "On the wording. The letter is torn there."
    )
    changes = main.partition('id="changes">')[2]
    assert plain(changes).startswith(f"What changed 19 November 2026 Withdrawn. {WHY} 2 November 2026 Added. Listed. ")


def test_its_page_gives_no_verdict_and_no_evidence(tiny_site: Site) -> None:
    main = tiny_site.read(PAGE).partition("<main")[2].partition("</main>")[0]
    assert not re.search('data-label|class="(badge|verdict|evidence)', main)
    assert not re.search("ClaimReview|Rating|Unconfirmed|Mice say so|They bought some", tiny_site.read(PAGE))


def test_search_engines_are_asked_to_leave_it_out(tiny_site: Site) -> None:
    hidden = '<meta name="robots" content="noindex">'
    assert hidden in tiny_site.read(PAGE)
    assert hidden not in tiny_site.read("claims/moon-far/index.html")
    assert "claims/moon-cheap/" not in tiny_site.read("sitemap.xml")


def test_only_corrections_lead_to_it(tiny_site: Site) -> None:
    link = re.compile(r'<a [^>]*href="[^"]*claims/moon-cheap/"')
    leading = {path for path in tiny_site.files if path.endswith(".html") and link.search(tiny_site.read(path))}
    card = "embed/claims/moon-cheap/index.html"
    moved = {"claims/cheap-moon/index.html", "embed/claims/cheap-moon/index.html"}
    assert leading == {*moved, card, "corrections/index.html"}


def test_no_number_counts_it(tiny: Made) -> None:
    counts = tiny.site.counts
    assert (counts["claims"], counts["unconfirmed"], counts["the-letter"], counts["sources"]) == (5, 0, 5, 7)
    assert tiny.site.release.counts["claims"] == 5
    assert [event.id for event in tiny.site.events.values() if "moon-cheap" in (event.id, *event.topics)] == []
    assert [claim.id for claim in tiny.site.entries["letter-printed"].claims] == ["moon-cheese"]
    assert "moon-cheap" not in {*tiny.site.cards, *tiny.site.numbers, *tiny.claims}


def test_feeds_tell_it_to_those_who_have_the_claim_and_among_corrections(tiny_site: Site) -> None:
    told = (("claims", "", "02"), ("topics/the-moon", "", "02"), ("corrections", "/corrections/1", "19"))
    for path, end, published in told:
        feed = ET.fromstring(tiny_site.read(f"feeds/{path}.atom"))  # noqa: S314 - this site wrote it
        entries = feed.findall(f"{ATOM}entry")
        [entry] = [e for e in entries if f"claims/cheap-moon{end}" in (e.findtext(f"{ATOM}id") or "")]
        assert (
            entry.findtext(f"{ATOM}title") == "Withdrawn. Claim: The Moon is cheap (by A “Mouse”). Verdict: withdrawn"
        )
        assert entry.findtext(f"{ATOM}updated") == "2026-11-19T00:00:00Z"
        assert entry.findtext(f"{ATOM}published") == f"2026-11-{published}T00:00:00Z"
        assert plain(entry.findtext(f"{ATOM}content") or "") == (
            f"19 November 2026: Withdrawn. The Moon is cheap: {WHY}"
        )


def test_a_search_finds_it_marked_and_counts_it_under_no_verdict(tiny: Made) -> None:
    [record] = [r for r in search_index.records(tiny.pages, tiny.site) if "moon-cheap" in r.url]
    text = f"{FIRST[:-1]}. The Mouse wrote that the Moon is cheap."
    assert record == search_index.Record("claim", "claims/moon-cheap/", "Withdrawn: The Moon is cheap", text)
