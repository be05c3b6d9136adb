"""A small file of claims in which there is one of each thing to find and to draw."""

from __future__ import annotations

HOSTILE = """<script>alert("x")</script></text><rect width="1200" height="630"/> & &amp; {{ 7 * 7 }}"""
CLAIMS = f"""
sides:
  - {{id: china, name: China, adjective: Chinese}}
  - {{id: us, name: United States, adjective: US}}
topics:
  - id: listing
    title: Listing as a class
    question: Was every substance listed?
    answer: Yes, from 1 May 2019.
    summary: The [listing](claim:listed) took effect in May.
  - {{id: parcels, title: Parcels, question: Were parcels checked?, answer: In part., summary: Couriers were urged.}}
speakers:
  - {{id: ambassador, name: The Ambassador, kind: person, role: Ambassador, side: china}}
  - {{id: agency, name: The Agency, kind: organisation, role: News agency}}
sources:
  - {{id: op-ed, kind: news, publisher: The Paper, described: The op-ed itself, date: 2019-09-30, note: Not seen.}}
  - {{id: testimony, kind: official, side: us, publisher: Customs, described: The testimony, seen: not-found}}
  - {{id: wire, kind: news, side: china, publisher: The Agency (state media), title: 3 measures, date: 2019-10-03,
     note: No address.}}
  - id: study
    kind: academic
    publisher: The University
    title: 芬太尼研究
    lang: zh-Hans
    gloss: A study of fentanyl
    note: Only the abstract was seen.
claims:
  - id: listed
    title: Every substance is listed
    statement: The Ambassador wrote that every *substance* is listed.
    kind: measure
    topics: [listing]
    date: 2019-05-01
    appearances:
      - {{speaker: ambassador, form: op-ed, source: op-ed, date: 2019-09-30}}
      - {{speaker: agency, form: wire summary, source: wire, date: 2019-10-03, paragraph: 2}}
    evidence:
      - {{source: study, stance: supports, note: The study names the quinquagesimal listing., words: as of May}}
    verdict: {{label: corroborated, summary: It was listed., reasoning: "[A study](source:study) says so.",
              reviewed: 2026-11-24}}
  - id: checked
    title: Parcels are checked
    statement: The Ambassador wrote that parcels are checked.
    kind: measure
    topics: [parcels, listing]
    appearances:
      - {{speaker: agency, form: testimony, source: testimony}}
      - {{speaker: ambassador, form: op-ed, source: op-ed, date: 2019-09-30}}
  - id: hostile
    title: '{HOSTILE}'
    statement: The Ambassador wrote `{HOSTILE}`.
    kind: position
    topics: [parcels]
    appearances:
      - {{speaker: ambassador, form: op-ed, source: op-ed, date: 2019-09-30}}
    verdict: {{label: position, summary: A view., reasoning: A view., reviewed: 2026-11-24}}
glossary:
  - {{id: precursor, term: precursor, forms: [precursors], definition: A chemical from which a drug is made.}}
  - {{id: aed, term: Éditing data, definition: Data sent ahead.}}
"""
