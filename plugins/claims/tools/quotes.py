"""Quotations held against the texts they are from, and those texts against the claims: `make quotes TEXTS=folder`.

The folder holds a copy of each source that is at hand, `<source-id>.txt`. Copies stay on the author's machine: they
are others' works. Words must stand in a copy as quoted, but for what printing changes: the shape of quotation marks
and dashes, and white space. Three dots, in whatever shape, stand for words left out.
"""

from __future__ import annotations

import re
import sys
import textwrap
from argparse import ArgumentParser, Namespace
from collections import defaultdict
from collections.abc import Iterator, Mapping
from datetime import date
from pathlib import Path

from ..data import diagnostics
from ..data.diagnostics import DataError, Finding, Mark, Problem, nearest
from ..data.model import Dataset
from . import console
from .console import CommandError
from .source_file import SourceFile

_WIDTH = 100
_SHAPES = str.maketrans(
    {
        **dict.fromkeys('"`´‘’‚‛“”„‟«»‹›′″', "'"),
        **dict.fromkeys("‐‑‒–—―−", "-"),
        **dict.fromkeys("\u00ad\u200b\u200c\u200d\u2060\ufeff", ""),  # they have no width
    }
)


def quotations(data: Dataset) -> Iterator[tuple[str, str, str, diagnostics.Path]]:
    """Yield everything the file gives as somebody's own words: what a message calls it, words, source and path."""
    for claim in data.claims:
        if claim.quote and claim.quote.verbatim:
            source = claim.appearances[claim.quote.appearance - 1].source
            yield f'the quote of claim "{claim.id}"', claim.quote.text, source, claim.origin.path("quote", "text")
        for n, evidence in enumerate(claim.evidence):
            if evidence.words:
                label = f'the quote in evidence {n + 1} of claim "{claim.id}"'
                yield label, evidence.words, evidence.source, claim.origin.path("evidence", n, "words")


def normalize(text: str) -> str:
    """Return the text with one shape for each mark, and one space for any white space."""
    text = " ".join(text.translate(_SHAPES).split())
    text = re.sub(r" ?(?:…|\.(?: ?\.){2,}) ?", "…", text)
    return re.sub(r" ?-+(?: ?-+)* ?", "-", re.sub(r"'+", "'", text))


def stands_in(words: str, text: str) -> bool:
    """Return whether the words stand in the text, whole words and in order; both are normalized."""
    # A piece begins and ends where a word does, or with a sign.
    pieces = (rf"(?:\b|(?=\W)){re.escape(piece)}(?:\b|(?<=\W))" for piece in words.split("…") if piece)
    return re.search(".*?".join(pieces), text) is not None


def misquotations(data: Dataset, texts: Mapping[str, str]) -> Iterator[Problem]:
    """Quotations stand in the text they are said to be from, where that text is at hand."""
    normalized = {source: normalize(text) for source, text in texts.items()}
    for label, words, source, path in quotations(data):
        if source in texts and not stands_in(normalize(words), normalized[source]):
            split, length = texts[source].split(), len(words.split())
            passages = {" ".join(split[n : n + length]) for n in range(max(1, len(split) - length + 1))}
            near = nearest(words, passages)
            help = f"it has: {near}" if near else "copy the words from the text, or leave them out"
            yield Problem(path, f'{label} is not in the text of source "{source}"', help)


def missing_paragraphs(data: Dataset, texts: Mapping[str, str]) -> Iterator[Problem]:
    """Appearances stand in paragraphs that the text has."""
    lengths = {source: len(paragraphs(text)) for source, text in texts.items()}
    for claim in data.claims:
        for n, appearance in enumerate(claim.appearances):
            number, source = appearance.paragraph, appearance.source
            if number and source in texts and number > lengths[source]:
                yield Problem(
                    claim.origin.path("appearances", n, "paragraph"),
                    f'appearance {n + 1} of claim "{claim.id}" is in paragraph {number} of source "{source}", whose '
                    f"text has {lengths[source]}",
                    "count the paragraphs from 1",
                )


def paragraphs(text: str) -> list[str]:
    """Return the paragraphs of a text: what empty lines set apart, or each line where there are none."""
    lines = [line.strip() for line in text.strip().splitlines()]
    return re.split(r"\n{2,}", "\n".join(lines)) if "" in lines else lines


def coverage(data: Dataset, source: str, text: str) -> str:
    """Return how much of a text the claims cover, a paragraph a line, nothing where none is named.

    A paragraph that nobody claims has a mark.
    """
    claims = defaultdict[int, dict[str, None]](dict)
    for claim in data.claims:
        for appearance in claim.appearances:
            if appearance.source == source and appearance.paragraph:
                claims[appearance.paragraph][claim.id] = None
    counts = [len(re.findall(r"\w\S*", paragraph)) for paragraph in paragraphs(text)]
    claimed = [words for number, words in enumerate(counts, 1) if number in claims]
    if not claimed:
        return ""
    share = f"{len(claimed)} of {len(counts)} paragraphs, {sum(claimed)} of {sum(counts)} words"
    lines = [f"{source}: claims name {share}", "  paragraph  words  claims"]
    for number, words in enumerate(counts, 1):
        margin = f"{' ' if number in claims else '!'} {number:9}  {words:5}  "
        named, indent = ", ".join(claims.get(number, ["none"])), " " * len(margin)
        lines += textwrap.wrap(named, _WIDTH, initial_indent=margin, subsequent_indent=indent, break_on_hyphens=False)
    return "\n".join([*lines, "", ""])


def check(options: Namespace, today: date) -> None:
    """Show what the claims cover of each text, and check every quotation; raise DataError for words not as printed."""
    file = SourceFile.read(options.file, today=today)
    data = file.dataset
    ids = {source.id for source in data.sources}
    copies = sorted(filter(Path.is_file, options.texts.glob("*.txt")))
    if not copies:
        raise CommandError(f'no text is in "{options.texts}"', "name a copy of each source <source-id>.txt")
    texts, findings = dict[str, str](), list[Finding]()
    for copy in copies:
        if copy.stem in ids:
            texts[copy.stem] = copy.read_text(encoding="utf-8-sig", errors="replace")
            print(coverage(data, copy.stem, texts[copy.stem]), end="")
        else:
            near = nearest(copy.stem, ids)
            help = f'did you mean "{near}"?' if near else "name the file after a source: <source-id>.txt"
            findings.append(Finding(str(copy), Mark(1, 1), f'no source has the id "{copy.stem}"', help))
    quoted = [source for _, _, source, _ in quotations(data)]
    print(f"{file.path}: {sum(source in texts for source in quoted)} of {len(quoted)} quotations checked")
    if missing := sorted(set(quoted) - set(texts)):
        print(textwrap.fill(f"no text at hand: {', '.join(missing)}", _WIDTH, break_on_hyphens=False))
    findings += file.findings(*misquotations(data, texts), *missing_paragraphs(data, texts))
    if findings:
        raise DataError(sorted(findings))


def main(arguments: list[str] | None = None, *, today: date | None = None) -> int:
    """Return an exit status of 1 where words are not as printed."""
    parser = ArgumentParser(prog="quotes", usage="make quotes TEXTS=folder")
    parser.add_argument("--file", type=Path, default=Path("data/claims.yaml"))
    parser.add_argument("--texts", type=Path, required=True)
    return console.run(lambda: check(parser.parse_args(arguments), today or date.today()))


if __name__ == "__main__":
    sys.exit(main())
