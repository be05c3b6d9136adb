"""A file of claims that has a bit of everything, for the commands to work on."""

from __future__ import annotations

from datetime import date

TODAY = date(2026, 11, 25)

EXAMPLE = """\
# Every claim about the moon.
topics:
  - id: cheese
    title: The moon and cheese
    question: Is it made of cheese?
    answer: No.
    summary: |-
      J. Smith said [so](claim:moon-cheese), and then [again,
      and louder](claim:moon-cheese). See [the rock](source:rock-1969).

  - {id: light, title: The light of the moon, question: Where from?, answer: The sun., summary: It shines.}

speakers:
  - id: j-smith   # not his whole name
    name: J. Smith
    kind: person
    role: Keeper of the observatory

  - {id: gazette, name: The Gazette, kind: organisation, role: A newspaper, side: press}

# Works one can cite.
sources:
  - id: gazette-1968
    kind: news
    publisher: The Gazette
    title: 'The moon: a report'
    url: https://gazette.example/moon
    date: 1968-05-01

  - id: rock-1969
    kind: academic
    publisher: The Academy
    described: A report on a rock
    url: https://academy.example/rock
    archived: https://archive.example/rock
    date: 1969

# What was said.
claims:
  - id: moon-cheese
    title: The moon is made of cheese
    statement: >-
      J. Smith said that the moon is made of cheese.
    kind: history
    topics: [cheese]
    appearances:
      - {speaker: j-smith, form: speech, source: gazette-1968, date: 1968-04-30}
      - {speaker: gazette, form: report, source: gazette-1968, date: 1968-05-01, paragraph: 1}
    quote: {text: made of "green" cheese, verbatim: true, appearance: 2}
    evidence:
      - source: rock-1969
        stance: contradicts
        note: See [the same page](https://academy.example/rock).
        words: no trace of cheese was found
    verdict:
      label: contradicted
      summary: It is rock.
      reasoning: |-
        # Not a comment, but the text's own.
        It is rock.
      reviewed: 2026-11-24
    changes:
      - {date: 2026-11-24, kind: added, note: Listed.}
    # This comment belongs to the claim above.

# This one belongs to the claim below.
  - id: moon-bright
    title: The moon is bright
    statement: J. Smith said that the moon is bright.
    kind: history
    topics: [light]
    appearances:
      - {speaker: "j-smith", form: speech, source: 'gazette-1968', date: 1968-04-30}
      - {speaker: gazette, form: report, source: gazette-1968, date: 1968-05-01, paragraph: 3}
    relations: [{claim: moon-cheese, relation: context-for}]

# What happened.
events:
  - id: landing
    date: 1969
    title: People land on the moon
    summary: They bring back [a rock](source:rock-1969), of [no cheese](claim:moon-cheese).
    claims: [moon-cheese, moon-bright]
    sources: [rock-1969]

glossary:
  - {id: moon, term: moon, definition: "What [people landed on](event:landing).", sources: [rock-1969]}

series:
  - id: moons
    title: Moons
    description: One moon in each year.
    unit: moons
    points: {1968: 1, 1969: 1}
    sources: [rock-1969]
    note: Counted once.
    topics: [light]

sides:
  - {id: press, name: The press, adjective: printed}
"""
