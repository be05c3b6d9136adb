"""A small file of claims in which there is one of each thing to find and to draw."""

from __future__ import annotations

HOSTILE = """<script>alert("x")</script></text><rect width="1200" height="630"/> & &amp; {{ 7 * 7 }}"""
CLAIMS = f"""
sides:
  - {{id: north, name: North, adjective: Northern}}
  - {{id: south, name: South, adjective: Southern}}
topics:
  - id: listing
    title: Listing as a class
    question: Was every stone listed?
    answer: Yes, from 1 May 2019.
    summary: The [listing](claim:listed) took effect in May.
  - {{id: pebbles, title: Pebbles, question: Were pebbles checked?, answer: In part., summary: Divers were urged.}}
speakers:
  - {{id: astronomer, name: The Astronomer, kind: person, role: Astronomer, side: north}}
  - {{id: agency, name: The Agency, kind: organisation, role: News agency}}
sources:
  - {{id: letter, kind: news, publisher: The Paper, described: The letter itself, date: 2019-09-30, note: Not seen.}}
  - {{id: testimony, kind: official, side: south, publisher: Customs, described: The testimony, seen: not-found}}
  - {{id: weekly, kind: news, side: north, publisher: The Agency (state media), title: 3 measures, date: 2019-10-03,
     note: No address.}}
  - id: study
    kind: academic
    publisher: The University
    title: 月亮研究
    lang: zh-Hans
    gloss: A study of the moon
    note: Only the abstract was seen.
claims:
  - id: listed
    title: Every stone is listed
    statement: The Astronomer wrote that every *stone* is listed.
    kind: measure
    topics: [listing]
    date: 2019-05-01
    appearances:
      - {{speaker: astronomer, form: letter, source: letter, date: 2019-09-30}}
      - {{speaker: agency, form: report, source: weekly, date: 2019-10-03, paragraph: 2}}
    evidence:
      - {{source: study, stance: supports, note: The study names the quinquagesimal listing., words: as of May}}
    verdict: {{label: confirmed, summary: It was listed., reasoning: "[A study](source:study) says so.",
              reviewed: 2026-11-24}}
  - id: checked
    title: Pebbles are checked
    statement: The Astronomer wrote that pebbles are checked.
    kind: measure
    topics: [pebbles, listing]
    appearances:
      - {{speaker: agency, form: testimony, source: testimony}}
      - {{speaker: astronomer, form: letter, source: letter, date: 2019-09-30}}
  - id: hostile
    title: '{HOSTILE}'
    statement: The Astronomer wrote `{HOSTILE}`.
    kind: position
    topics: [pebbles]
    appearances:
      - {{speaker: astronomer, form: letter, source: letter, date: 2019-09-30}}
    verdict: {{label: opinion, summary: A view., reasoning: A view., reviewed: 2026-11-24}}
glossary:
  - {{id: perigee, term: perigee, forms: [perigees], definition: The place of an orbit that is nearest.}}
  - {{id: aed, term: Éditing data, definition: Data sent ahead.}}
"""
