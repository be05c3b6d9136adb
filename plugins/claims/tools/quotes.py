"""Quotations held against copies of their sources: `make quotes TEXTS=folder`.

The folder holds copies whose origin is recorded (`copies`). They stay on the author's machine, being others' works.
Words must stand in a copy as quoted, but for what printing changes, and for hyphens at the end of a line.
"""

import functools
import re
import sys
import textwrap
from argparse import Namespace
from collections.abc import Iterator, Mapping
from datetime import date
from pathlib import Path

from ..faults import to_install
from ..model.records import Claim, Dataset, Quoted
from ..source.diagnostics import DataError, Problem, nearest
from ..source.quotation import normalize, stands_in
from . import console
from .source_file import SourceFile

try:
    from . import copies
    from .copies import Copy
except ModuleNotFoundError as error:
    sys.exit(to_install(error, "make quotes", "quotes"))

MAX_WORDS_COMPARED = 200_000  # in which words like those misquoted are looked for: a long book takes a second
_WIDTH = 100
_BROKEN = re.compile(r"(?<=\w)[-‐\u00ad] *\r?\n\s*(?=[^\W\d_])")  # a word at the end of a line


def quotations(data: Dataset) -> Iterator[tuple[Claim, Quoted]]:
    """Yield everything the file gives as somebody's own words, with its claim."""
    return ((claim, quoted) for claim in data.claims for quoted in claim.quoted() if quoted.words)


def find_copies(data: Dataset, held: Mapping[str, list[Copy]]) -> Iterator[tuple[Claim, Quoted, Copy | None]]:
    """Yield each quotation of which a copy is at hand, and the first that it stands in, or None.

    A copy of the work of which a source is an edition can have the words too. That it lacks them says nothing: it may
    be in another language, or of another year. Lines may end within words, so each text is also read with these joined.
    """
    read = functools.cache(lambda text: (normalize(text), normalize(_BROKEN.sub("", text))))
    sources = data.sources_by_id
    for claim, quoted in quotations(data):
        own, work = held.get(quoted.source, []), held.get(sources[quoted.source].edition_of or "", [])
        words = normalize(quoted.words)
        found = (copy for copy in (*own, *work) if any(stands_in(words, text) for text in read(copy.text)))
        if (copy := next(found, None)) or own:
            yield claim, quoted, copy


def misquotation(claim: Claim, quoted: Quoted, text: str) -> Problem:
    """Return that words do not stand in a text, and what stands there that is like them."""
    where = "" if quoted.path[0] == "quote" else f" in evidence {int(quoted.path[1]) + 1}"
    words, split = quoted.words.split(), text.split()[:MAX_WORDS_COMPARED]
    windows = (split[n : n + len(words)] for n in range(max(1, len(split) - len(words) + 1)))
    alike = {" ".join(window) for window in windows if 2 * len({*words}.intersection(window)) >= len({*words})}
    near = nearest(quoted.words, alike)
    help = f"it has: {near}" if near else "copy the words from the text, or leave them out"
    what = f'the quote{where} of claim "{claim.id}" is not in the text of source "{quoted.source}"'
    return Problem(claim.location.path(*quoted.path), what, help)


def check(options: Namespace, today: date) -> None:
    """Check every quotation of which a copy is at hand; raise DataError for words that are not as printed."""
    file = SourceFile.read(options.file, today=today)
    data = file.dataset
    held, diagnostics = copies.read(options.texts, data.sources)
    checked = [*find_copies(data, held)]
    every = [quoted.source for _, quoted in quotations(data)]
    print(f"{file.path}: {len(checked)} of {len(every)} quotations checked")
    if missing := sorted({*every} - {quoted.source for _, quoted, _ in checked}):
        print(textwrap.fill(f"no copy at hand: {', '.join(missing)}", _WIDTH, break_on_hyphens=False))
    wrong = (misquotation(claim, q, held[q.source][0].text) for claim, q, copy in checked if not copy)
    if diagnostics := [*diagnostics, *file.diagnostics(*wrong)]:
        raise DataError(sorted(diagnostics))


main = console.command(check, "make quotes TEXTS=folder", texts=Path)


if __name__ == "__main__":
    sys.exit(main())
