"""`claims quotes FOLDER`: compare quotations with copies of their sources.

The folder has copies with a record of their origin (copies.py). They stay on the author's machine, because they are
others' works. A copy must have the words as quoted, except for what printing changes, and hyphens at the end of a line.
"""

import functools
import re
import textwrap
from collections.abc import Iterator, Mapping
from datetime import date
from pathlib import Path

from ..model.records import Claim, Dataset, Quoted, Text
from ..source.diagnostics import DataError, Problem, nearest
from ..source.quotation import normalize, stands_in
from . import copies
from .copies import Copy
from .source_file import SourceFile

MAX_WORDS_COMPARED = 200_000  # a search for similar words in a long book takes a second
_WIDTH = 100
_LINE_HYPHEN = re.compile(r"(?<=\w)[-‐\u00ad] *\r?\n\s*(?=[^\W\d_])")


def find_copies(
    data: Dataset, copies_by_source: Mapping[str, list[Copy]]
) -> Iterator[tuple[Claim | Text, Quoted, Copy | None]]:
    """Yield each quotation whose source has a copy, with the first copy that has the words, or None.

    If the source is an edition of another work, a copy of that work can have the words too. If it does not, that proves
    nothing: it may be in another language, or of another year. Words may be broken at the ends of lines, so each text
    is also read with the parts joined.
    """
    readings = functools.cache(_readings)
    for record, quoted in data.quotations():
        source = data.sources_by_id[quoted.source]
        copies_of_source = copies_by_source.get(source.id, [])
        copies_of_work = copies_by_source.get(source.edition_of or "", [])
        words = normalize(quoted.words)
        match = None
        for copy in (*copies_of_source, *copies_of_work):
            plain, joined = readings(copy.text)
            if stands_in(words, plain) or stands_in(words, joined):
                match = copy
                break
        if match or copies_of_source:
            yield record, quoted, match


def _readings(text: str) -> tuple[str, str]:
    """Return a text as it is compared, and the same with words joined that are broken at the ends of lines."""
    return normalize(text), normalize(_LINE_HYPHEN.sub("", text))


def misquotation(record: Claim | Text, quoted: Quoted, text: str) -> Problem:
    """Return the problem that a quotation is not in a text, with the most similar words of the text as help."""
    where = ""
    if quoted.path[0] != "quote":
        list_name, index, *_ = quoted.path
        where = f" in {str(list_name).removesuffix('s')} {int(index) + 1}"
    words = quoted.words.split()
    distinct = set(words)
    text_words = text.split()[:MAX_WORDS_COMPARED]
    candidates = set()
    for start in range(max(1, len(text_words) - len(words) + 1)):
        window = text_words[start : start + len(words)]
        if 2 * len(distinct.intersection(window)) >= len(distinct):
            candidates.add(" ".join(window))
    similar = nearest(quoted.words, candidates)
    help = f"it has: {similar}" if similar else "copy the words from the text, or leave them out"
    what = f'the quote{where} of {record} is not in the text of source "{quoted.source}"'
    return Problem(record.location.path(*quoted.path), what, help)


def check(texts: Path, *, path: Path, today: date) -> None:
    """Check every quotation whose source has a copy; raise DataError for words that are not as printed.

    Args:
        texts: the folder of copies.
        path: the file of claims.
        today: the day after which a date in the file lies in the future.

    """
    file = SourceFile.read(path, today=today)
    data = file.dataset
    copies_by_source, diagnostics = copies.read(texts, data.sources)
    quoted_sources = [quoted.source for _, quoted in data.quotations()]
    checked_sources = []
    misquotations = []
    for record, quoted, copy in find_copies(data, copies_by_source):
        checked_sources.append(quoted.source)
        if not copy:
            misquotations.append(misquotation(record, quoted, copies_by_source[quoted.source][0].text))
    print(f"{file.path}: {len(checked_sources)} of {len(quoted_sources)} quotations checked")
    missing = sorted(set(quoted_sources) - set(checked_sources))
    if missing:
        print(textwrap.fill(f"no copy at hand: {', '.join(missing)}", _WIDTH, break_on_hyphens=False))
    diagnostics += file.diagnostics(*misquotations)
    if diagnostics:
        raise DataError(sorted(diagnostics))
