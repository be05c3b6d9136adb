"""A file of claims that has a bit of everything, for the commands to work on."""

from datetime import date
from pathlib import Path

TODAY = date(2026, 11, 25)

EXAMPLE = Path(__file__).with_name("example.yaml").read_text(encoding="utf-8")

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
