"""Every title that leaves the site says who made a claim: the bare claim would assert it; and what was found.

Citations, corrections and what is copied into other pages test_golden.py sees.
"""

import json
import re
from html import unescape

from claims.features.search import records
from support.opendata import Made
from support.pages import Site

OTHER_READINGS = {"moon-cheese": "; of all moons: unconfirmed", "mice-fast": "; That they were told to: confirmed"}
"""What titles say of a reading with another label: its short name where it has one."""


def test_each_surface_says_who_claimed_it_and_what_was_found(tiny: Made, tiny_site: Site) -> None:
    hits = {hit.url: hit for hit in records(tiny.pages, tiny.site)}
    topics = {claim.id: claim.topics for claim in tiny.site.data.claims}
    in_feeds = 0
    for id, page in tiny.claims.items():
        verdict = f"{page.claim.label.inside}{OTHER_READINGS.get(id, '')}"
        title = f"Claim: {page.claim.title} (by {page.claim.speaker}). Verdict: {verdict}"
        html = tiny_site.read(f"claims/{id}/index.html")
        meta = dict(re.findall(r'<meta (?:name|property)="([^"]+)" content="([^"]*)">', html))
        hit = hits[page.url]
        assert hit.label
        told = {
            "tab": re.findall("<title>(.*?) · ", html)[0],
            "share": meta["og:title"],
            "share picture": unescape(meta["og:image:alt"])[: len(title)],
            "scholar": meta["citation_title"],
            "search": f"Claim: {hit.title} (by {hit.by}). Verdict: {hit.label.inside}",
        }
        for found in re.findall(r'"headline": (".*?")', html):
            told["ClaimReview"] = json.loads(found)
        for name in ("claims", *(f"topics/{topic}" for topic in topics[id])):
            entries = tiny_site.read(f"feeds/{name}.atom").split("<entry>")[1:]
            of_it = [entry for entry in entries if f'/claims/{id}/"' in entry]
            told |= {f"feed {name}": re.findall("<title>(.*?)</title>", entry)[0] for entry in of_it}
            in_feeds += len(of_it)
        assert {where: unescape(text) for where, text in told.items()} == dict.fromkeys(told, title)
        assert page.picture_words().note.startswith(OTHER_READINGS.get(id, "").removeprefix("; "))
    assert in_feeds
