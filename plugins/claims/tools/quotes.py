"""Quotations held against the texts they are from, and those texts against the claims: `make quotes TEXTS=folder`.

The folder holds a copy of each source that is at hand, `<source-id>.txt`. Copies stay on the author's machine: they
are others' works. Words must stand in a copy as quoted, but for what printing changes: the shape of quotation marks
and dashes, and white space. Three dots, in whatever shape, stand for words left out.
"""

from __future__ import annotations

import argparse
import re
import sys
import textwrap
from collections import defaultdict
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from pathlib import Path

from ..data import diagnostics
from ..data.diagnostics import DataError, Finding, Mark, Problem, nearest
from ..data.model import Dataset
from . import console
from .source_file import Manuscript

_WIDTH = 100
_SHAPES = str.maketrans(
    {
        **dict.fromkeys('"`´‘’‚‛“”„‟«»‹›′″', "'"),
        **dict.fromkeys("‐‑‒–—―−", "-"),
        **dict.fromkeys("\u00ad\u200b\u200c\u200d\u2060\ufeff", ""),  # they have no width
    }
)


@dataclass(frozen=True)
class Quotation:
    """Words said to stand in a source, and the way to them in the file."""

    of: str
    """What they are, as a message names them."""
    words: str
    source: str
    way: diagnostics.Path


@dataclass(frozen=True)
class Paragraph:
    """One paragraph of a text: how many words it has, and the claims that name it."""

    number: int
    words: int
    claims: tuple[str, ...]


def quotations(data: Dataset) -> Iterator[Quotation]:
    """Everything the file gives as somebody's own words."""
    for claim in data.claims:
        if claim.quote and claim.quote.verbatim:
            source = claim.appearances[claim.quote.appearance - 1].source
            way = claim.origin.path("quote", "text")
            yield Quotation(f'the quote of claim "{claim.id}"', claim.quote.text, source, way)
        for n, evidence in enumerate(claim.evidence):
            if evidence.words:
                of = f'the quote in evidence {n + 1} of claim "{claim.id}"'
                yield Quotation(of, evidence.words, evidence.source, claim.origin.path("evidence", n, "words"))


def plain(text: str) -> str:
    """The text with one shape for each mark, and one space for any white space."""
    text = " ".join(text.translate(_SHAPES).split())
    text = re.sub(r" ?(?:…|\.(?: ?\.){2,}) ?", "…", text)
    return re.sub(r" ?-+(?: ?-+)* ?", "-", re.sub(r"'+", "'", text))


def stands_in(words: str, text: str) -> bool:
    """True where the words stand in the text, whole words and in order; both are plain."""
    pieces = [_bounded(piece) for piece in words.split("…") if piece]
    return re.search(".*?".join(pieces), text) is not None


def _bounded(piece: str) -> str:
    before = r"(?<!\w)" if piece[0].isalnum() else ""
    after = r"(?!\w)" if piece[-1].isalnum() else ""
    return f"{before}{re.escape(piece)}{after}"


def misquoted(data: Dataset, texts: Mapping[str, str]) -> Iterator[Problem]:
    """Quotations that do not stand in the text they are said to be from, where that text is at hand."""
    plain_texts = {source: plain(text) for source, text in texts.items()}
    for quotation in quotations(data):
        text = plain_texts.get(quotation.source)
        if text is not None and not stands_in(plain(quotation.words), text):
            near = _nearest_passage(quotation.words, texts[quotation.source])
            yield Problem(
                quotation.way,
                f'{quotation.of} is not in the text of source "{quotation.source}"',
                f"it has: {near}" if near else "copy the words from the text, or leave them out",
            )


def _nearest_passage(words: str, text: str) -> str | None:
    """The passage of as many words that is most like these, where one is."""
    split, length = text.split(), len(words.split())
    return nearest(words, {" ".join(split[n : n + length]) for n in range(max(1, len(split) - length + 1))})


def misplaced(data: Dataset, texts: Mapping[str, str]) -> Iterator[Problem]:
    """Appearances in a paragraph that the text does not have."""
    lengths = {source: len(paragraphs(text)) for source, text in texts.items()}
    for claim in data.claims:
        for n, appearance in enumerate(claim.appearances):
            length = lengths.get(appearance.source)
            if length is not None and appearance.paragraph and appearance.paragraph > length:
                yield Problem(
                    claim.origin.path("appearances", n, "paragraph"),
                    f'appearance {n + 1} of claim "{claim.id}" is in paragraph {appearance.paragraph} of source '
                    f'"{appearance.source}", whose text has {length}',
                    "count the paragraphs from 1",
                )


def paragraphs(text: str) -> list[str]:
    """The paragraphs of a text: what empty lines set apart, or each line where there are none."""
    lines = [line.strip() for line in text.strip().splitlines()]
    return re.split(r"\n{2,}", "\n".join(lines)) if "" in lines else lines


def coverage(data: Dataset, source: str, text: str) -> tuple[Paragraph, ...]:
    """Each paragraph of a source's text, and the claims that name it."""
    named = defaultdict[int, list[str]](list)
    for claim in data.claims:
        for appearance in claim.appearances:
            if appearance.source == source and appearance.paragraph and claim.id not in named[appearance.paragraph]:
                named[appearance.paragraph].append(claim.id)
    return tuple(
        Paragraph(number, len(re.findall(r"\w\S*", paragraph)), tuple(named[number]))
        for number, paragraph in enumerate(paragraphs(text), 1)
    )


def table(source: str, covered: Sequence[Paragraph]) -> str:
    """How much of a text the claims cover, a paragraph a line; one that nobody claims has a mark."""
    claimed = [paragraph for paragraph in covered if paragraph.claims]
    words, every = (sum(paragraph.words for paragraph in group) for group in (claimed, covered))
    lines = [
        f"{source}: claims name {len(claimed)} of {len(covered)} paragraphs, {words} of {every} words",
        "  paragraph  words  claims",
    ]
    for paragraph in covered:
        margin = f"{'' if paragraph.claims else '!':1} {paragraph.number:9}  {paragraph.words:5}  "
        claims = ", ".join(paragraph.claims) or "none"
        lines += textwrap.wrap(
            claims, _WIDTH, initial_indent=margin, subsequent_indent=" " * len(margin), break_on_hyphens=False
        )
    return "\n".join(lines)


def _read(folder: Path, data: Dataset) -> tuple[dict[str, str], list[Finding]]:
    """The texts by the ids of their sources, and a finding for each file that is of no source."""
    ids = {source.id for source in data.sources}
    texts, strays = {}, []
    for file in sorted(folder.glob("*.txt")):
        if not file.is_file():
            continue
        if file.stem in ids:
            texts[file.stem] = file.read_text(encoding="utf-8-sig", errors="replace")
        else:
            near = nearest(file.stem, ids)
            help = f'did you mean "{near}"?' if near else "name the file after a source: <source-id>.txt"
            strays.append(Finding(str(file), Mark(1, 1), f'no source has the id "{file.stem}"', help))
    return texts, strays


def main(arguments: list[str] | None = None, *, today: date | None = None) -> int:
    """Check every quotation and show what the claims cover. Exit status 1 where words are not as printed."""
    options = argparse.ArgumentParser(prog="quotes", usage="make quotes TEXTS=folder")
    options.add_argument("--file", type=Path, default=Path("data/claims.yaml"))
    options.add_argument("--texts", type=Path, required=True)
    chosen = options.parse_args(arguments)
    try:
        manuscript = Manuscript.read(chosen.file, today=today or date.today())
    except DataError as error:
        return console.fail(error.findings)
    data = manuscript.dataset
    texts, findings = _read(chosen.texts, data)
    if not texts and not findings:
        return console.refuse(f'no text is in "{chosen.texts}"', "name a copy of each source <source-id>.txt")
    for source, text in texts.items():
        covered = coverage(data, source, text)
        if any(paragraph.claims for paragraph in covered):
            print(f"{table(source, covered)}\n")
    quoted = [quotation.source for quotation in quotations(data)]
    checked = sum(source in texts for source in quoted)
    print(f"{chosen.file}: {checked} of {len(quoted)} quotations checked")
    if missing := sorted({source for source in quoted if source not in texts}):
        print(textwrap.fill(f"no text at hand: {', '.join(missing)}", _WIDTH, break_on_hyphens=False))
    findings += manuscript.findings([*misquoted(data, texts), *misplaced(data, texts)])
    return console.fail(sorted(findings)) if findings else 0


if __name__ == "__main__":
    sys.exit(main())
