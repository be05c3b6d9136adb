"""A file of claims that has a bit of everything, for the commands to work on."""

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
    seen: opening
    publisher: The Gazette
    title: 'The moon: a report'
    url: https://gazette.example/moon
    date: 1968-05-01

  - id: rock-1969
    kind: academic
    seen: opening
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
      for: |-
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
    relations: [{claim: moon-cheese, relation: qualifies}]

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
  - {id: press, name: The press}
"""

MISTAKEN = EXAMPLE.replace("kind: academic", "kind: hearsay")
"""The same with a mistake on line 32, in column 11."""

_SITE = """\
site:
  title: The moon in words   # {speech} is no number here
  headline: '{speech|one|some} of {claims} claims are the speech’s'
  scale: >-
    Of {speech} claims {speech:contradicted} is contradicted, and of the
    letters’ {letters} {letters:unconfirmed} is unconfirmed. [The speech](text:speech) has {speech:sources} sources.
  caution: "{speech}"

texts:
  - id: speech
    title: The speech in the observatory
    name: the speech
    speaker: j-smith
    form: speech
    date: 1968-04-30
    seen_through: [gazette-1968]

  - id: letters
    title: Letters to the academy
    name: the letters
    speaker: j-smith
    form: letter
    date: 1969
    seen_through: [rock-1969]

"""

SEVERAL = (
    EXAMPLE.replace("topics:\n", _SITE + "topics:\n", 1)
    .replace("the moon is made of cheese.\n", "the moon is made of cheese.\n    text: speech\n")
    .replace("the moon is bright.\n", "the moon is bright.\n    text: letters\n")
    .replace("""{speaker: "j-smith", form: speech, source: 'gazette-1968', date: 1968-04-30}""", "@")
    .replace(
        "      - @\n      - {speaker: gazette, form: report, source: gazette-1968, date: 1968-05-01, paragraph: 3}", "@"
    )
    .replace("@", "      - {speaker: j-smith, form: letter, source: rock-1969, date: 1969}")
    .replace(
        "    claims: [moon-cheese, moon-bright]\n",
        "    texts: ['speech', letters]\n    claims: [moon-cheese, moon-bright]\n",
    )
)
"""The same with two texts, a claim of each, an event that both tell of, and what the site tells of them."""
