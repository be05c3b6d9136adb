"""A small file of claims in which there is one of each thing to find and to draw."""

from collections.abc import Mapping
from pathlib import Path

from support.building import small_project

HOSTILE = """<script>alert("x")</script></text><rect width="1200" height="630"/> & &amp; {{ 7 * 7 }}"""
CLAIMS = f"""
sides:
  - {{id: north, name: North}}
  - {{id: south, name: South}}
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
  - {{id: letter, kind: news, publisher: The Paper, described: The letter itself, date: 2019-09-30, note: Not seen.,
      seen: opening}}
  - {{id: testimony, kind: official, side: south, publisher: Customs, described: The testimony, seen: none}}
  - {{id: weekly, kind: news, side: north, publisher: The Agency (state media), title: 3 measures, date: 2019-10-03,
     note: No address., seen: opening}}
  - id: study
    kind: academic
    publisher: The University
    title: 月亮研究
    lang: zh-Hans
    gloss: A study of the moon
    note: Only the abstract was seen.
    seen: opening
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
    verdict: {{label: confirmed, summary: It was listed., for: "[A study](source:study) says so.",
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
    verdict: {{label: opinion, summary: A view., for: A view., reviewed: 2026-11-24}}
glossary:
  - {{id: perigee, term: perigee, forms: [perigees], definition: The place of an orbit that is nearest.}}
  - {{id: aed, term: Éditing data, definition: Data sent ahead.}}
"""
CHINESE: Mapping[str, Mapping[str, tuple[str, str]]] = {
    "listed": {
        "title": ("Every stone is listed", "中国列管芬太尼类物质"),
        "statement": (
            "The Astronomer wrote that every *stone* is listed.",
            "崔天凯写道，FDA 在2019年5月1日列管了*芬太尼*。",
        ),
        "verdict.summary": ("It was listed.", "“习近平”没有说过。"),
    },
    "checked": {
        "title": ("Pebbles are checked", "习近平说，各类毒物的质量不同"),
        "statement": ("The Astronomer wrote that pebbles are checked.", "太平洋的尼龙，芬芳。崔某，天晴，凯旋。"),
    },
}
"""For claims and their fields the English and the Chinese; `checked` has the characters of 崔天凯, but apart."""


def project_in_chinese(folder: Path) -> Path:
    """A project of these claims, of which some is said in Chinese too."""
    small_project(folder, f'site: {{spellings: ["Cui, Tsui"]}}\n{CLAIMS}')
    spelled = 'msgctxt "site.spellings"\nmsgid "Cui, Tsui"\nmsgstr "崔天凯, 老崔"\n'
    messages = (
        f'msgctxt "claims.{name}"\nmsgid "{original}"\nmsgstr "{text}"\n'
        for fields in CHINESE.values()
        for name, (original, text) in fields.items()
    )
    catalogue = 'msgid ""\nmsgstr "Content-Type: text/plain; charset=utf-8"\n'
    for path, text in (
        ("data/translations/zh_Hans.po", "\n".join([spelled, *messages])),
        ("translations/zh_Hans/LC_MESSAGES/claims.po", catalogue),
    ):
        (folder / path).parent.mkdir(parents=True)
        (folder / path).write_text(text, encoding="utf-8")
    return folder
