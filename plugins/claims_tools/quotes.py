"""Quotations held against the texts they are from, and those texts against the claims: `make quotes TEXTS=folder`.

The folder holds copies of sources that are at hand (`copies`). They stay on the author's machine, being others' works;
of each quotation that stands in one it is written down that it does, as `proved:`, once. Words must stand in a copy as
quoted, but for what printing changes: the shape of quotation marks and dashes, ligatures, hyphens at the end of a
line, and white space. Three dots, in whatever shape, stand for words left out.
"""

from __future__ import annotations

import re
import sys
import textwrap
import unicodedata
from argparse import ArgumentParser, Namespace
from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping
from datetime import date
from pathlib import Path

from claims.model.records import Claim, Dataset, Proof, Quoted
from claims.source.diagnostics import DataError, Problem, nearest

from . import console, copies
from .console import CommandError
from .copies import Copy
from .source_file import Edit, SourceFile

MAX_WORDS_COMPARED = 200_000  # in which words like those misquoted are looked for: a long book takes a second
_WIDTH = 100
_SHAPES = str.maketrans(
    {
        **dict.fromkeys('"`´‘’‚‛“”„‟«»‹›′″', "'"),
        **dict.fromkeys("‐‑‒–—―−", "-"),
        **dict.fromkeys("\u00ad\u200b\u200c\u200d\u2060\ufeff", ""),  # they have no width
        **dict(zip("ﬀﬁﬂﬃﬄﬅﬆ", ("ff", "fi", "fl", "ffi", "ffl", "st", "st"), strict=True)),
    }
)
_BROKEN = re.compile(r"(?<=\w)[-‐\u00ad] *\r?\n\s*(?=[^\W\d_])")  # a word at the end of a line


def quotations(data: Dataset) -> Iterator[tuple[Claim, Quoted]]:
    """Yield everything the file gives as somebody's own words, with its claim."""
    return ((claim, quoted) for claim in data.claims for quoted in claim.quoted() if quoted.words)


def normalize(text: str) -> str:
    """Return the text with one shape for each mark and letter, and one space for any white space."""
    text = " ".join(unicodedata.normalize("NFC", text.translate(_SHAPES)).split())
    text = re.sub(r" ?(?:…|\.(?: ?\.){2,}) ?", "…", text)
    return re.sub(r" ?-+(?: ?-+)* ?", "-", re.sub(r"'+", "'", text))


def stands_in(words: str, text: str) -> bool:
    """Return whether the words stand in the text, whole words and in order; both are normalized."""
    # A piece begins and ends where a word does, or with a sign.
    at = 0
    for piece in filter(None, words.split("…")):
        found = re.compile(rf"(?:\b|(?=\W)){re.escape(piece)}(?:\b|(?<=\W))").search(text, at)
        if not found:
            return False
        at = found.end()
    return True


def find_copies(data: Dataset, texts: Mapping[str, list[Copy]]) -> Iterator[tuple[Claim, Quoted, Copy | None]]:
    """Yield each quotation of a source that is at hand, and the first copy it stands in, or None.

    Lines may end within words, so each text is also read with these joined.
    """
    normalized = {
        source: [(copy, normalize(copy.text), normalize(_BROKEN.sub("", copy.text))) for copy in held]
        for source, held in texts.items()
    }
    for claim, quoted in quotations(data):
        if held := normalized.get(quoted.source):
            words = normalize(quoted.words)
            found = (copy for copy, *read in held if any(stands_in(words, text) for text in read))
            yield claim, quoted, next(found, None)


def misquotation(claim: Claim, quoted: Quoted, text: str) -> Problem:
    """Return that words do not stand in a text, and what stands there that is like them."""
    where = "" if quoted.path[0] == "quote" else f" in evidence {int(quoted.path[1]) + 1}"
    words, split = quoted.words.split(), text.split()[:MAX_WORDS_COMPARED]
    windows = (split[n : n + len(words)] for n in range(max(1, len(split) - len(words) + 1)))
    alike = {" ".join(window) for window in windows if 2 * len({*words}.intersection(window)) >= len({*words})}
    near = nearest(quoted.words, alike)
    help = f"it has: {near}" if near else "copy the words from the text, or leave them out"
    what = f'the quote{where} of claim "{claim.id}" is not in the text of source "{quoted.source}"'
    return Problem(claim.origin.path(*quoted.path), what, help)


def proving(file: SourceFile, found: Iterable[tuple[Claim, Quoted, Copy]], today: date) -> Iterator[Edit]:
    """Yield the edits that write down what was proved, where nothing is written yet.

    A copy is of the day on which a web archive took it, by Greenwich, or else of today.
    """
    for claim, quoted, copy in found:
        if not quoted.proved:
            day = min(copy.taken or today, today)
            proof = f"{{date: {day}, sha256: {copy.sha256}, words: {Proof.digest(quoted.source, quoted.words)}}}"
            beside = ("quote", "appearance") if quoted.path[0] == "quote" else quoted.path
            yield file.adding(claim.origin.path(*beside), f"proved: {proof}")


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
    """Show what the claims cover of each text, check every quotation, and write down which were proved.

    Raise DataError for words that are not as printed; the others are written down nevertheless.
    """
    file = SourceFile.read(options.file, today=today)
    data = file.dataset
    texts = copies.read(options.texts, data.sources)
    if texts.is_empty:
        help = "name a copy of each source <source-id>.txt, .html or .pdf, or put a web archive there: .warc.gz, .wacz"
        raise CommandError(f'no text is in "{options.texts}"', help)
    for source, text in texts.plain.items():
        print(coverage(data, source, text), end="")
    checked = [*find_copies(data, texts.found)]
    proved = [(claim, quoted, copy) for claim, quoted, copy in checked if copy]
    if edits := [*proving(file, proved, today)]:
        file = file.edited(edits, today=today)
        file.write()
    every = [quoted.source for _, quoted in quotations(data)]
    held = {source: {copy.sha256 for copy in of_it} for source, of_it in texts.found.items()}
    others = sum(bool(q.proved and q.proved.sha256 not in held[q.source]) for _, q, _ in proved)
    told = [f"{len(checked)} of {len(every)} quotations checked"]
    told += [f"{len(edits)} proved now"] * bool(edits) + [f"{others} proved by another copy"] * bool(others)
    print(f"{file.path}: {', '.join(told)}")
    if missing := sorted(set(every) - set(texts.found)):
        print(textwrap.fill(f"no text at hand: {', '.join(missing)}", _WIDTH, break_on_hyphens=False))
    wrong = (misquotation(claim, q, texts.found[q.source][0].text) for claim, q, copy in checked if not copy)
    findings = [*texts.findings, *file.findings(*wrong, *missing_paragraphs(data, texts.plain))]
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
