"""Write records of sources from what others say of them, and touch no other byte: `make new-source`.

`URL=` is a page and `DOI=` a work, which are asked for on the web; `FILE=` is CSL-JSON, as Zotero exports it. What
nobody says and a record needs is left out: a comment in the record names it, and so does `make check`.
"""

import json
import re
import sys
import textwrap
import unicodedata
from argparse import Namespace
from bisect import bisect
from collections.abc import Collection, Iterator, Mapping
from dataclasses import replace
from datetime import date
from pathlib import Path
from typing import Any
from urllib.parse import urldefrag

from ..checks import loader
from ..model import fields
from ..model.parser import language_of
from ..model.records import Seen, Source, SourceKind
from ..model.scalars import RESERVED_IDS, Doi, Url
from ..source import yaml_reader, yaml_writer
from ..source.diagnostics import DataError, Problem, listing
from . import console, works
from .console import CommandError
from .source_file import Edit, SourceFile, apply
from .web import MAX_PAGE, fetch
from .works import Draft

MAX_ID_WORDS = 40  # characters
RESOLVER = "https://doi.org/"
CSL = "application/vnd.citationstyles.csl+json"


def _drafts(options: Namespace, today: date) -> Iterator[Draft]:
    """Yield the records to be."""
    url = console.validate(Url, options.url) if options.url else ""
    if options.doi:
        doi = console.validate(Doi, re.sub(r"^(https?://(dx\.)?doi\.org/|doi:)", "", options.doi.strip(), flags=re.I))
        yield from (works.draft_of({**item, "DOI": doi}) for item in _items(fetch(RESOLVER + doi, accept=CSL)))
    elif url:
        draft = works.draft_of(works.work_of_page(fetch(url), url))
        draft["accessed"] = today.isoformat()
        yield draft
    elif options.works:
        with open(options.works, "rb") as file:
            yield from map(works.draft_of, _items(file.read(MAX_PAGE)))
    else:
        raise CommandError("no work is named", "add URL=, DOI= or FILE=, as data/README.md says")


def _items(text: str | bytes) -> list[works.Work]:
    """Return the works in CSL-JSON, which is a list or one work alone."""
    try:
        found = json.loads(text)
    except (ValueError, RecursionError):
        found = None
    items = found if isinstance(found, list) else [found]
    if not items or not all(isinstance(item, dict) and item.keys() & {"type", "title"} for item in items):
        raise CommandError("what was read is no list of works in CSL JSON", "export the works as CSL JSON")
    return items


def new_source(options: Namespace, today: date) -> None:
    """Write the records, and print of each what is not known."""
    checked = _check(options.file, today)
    file = SourceFile.of(options.file, checked.dataset)
    taken = {name for names in (checked.names or {}).values() for name in names}
    held = {address: row["id"] for row in file.document.data.get("sources", ()) for address in _addresses(row)}
    drafts = dict[str, Draft]()
    for draft in _drafts(options, today):
        if same := next((held[address] for address in _addresses(draft) if address in held), None):
            print(f'left out: source "{same}" is that work already')
            continue
        if options.kind:
            draft.setdefault("kind", console.validate(SourceKind, options.kind))
        if draft.get("lang") == language_of(file.document.data)[:2]:
            del draft["lang"]  # the file's own goes without saying
        id = _id(draft, taken)
        taken.add(id)
        held |= dict.fromkeys(_addresses(draft), id)
        drafts[id] = draft
    if drafts:
        _write(file, drafts, today)


def _check(path: Path, today: date) -> loader.Checked:
    """Check the file; raise DataError where its lists cannot be added to: what else is wrong, new records may mend."""
    checked = loader.check(path, today=today)
    document = checked.document
    rows = document.data.get("sources", []) if document else []
    named = isinstance(rows, list) and all(isinstance(row, dict) and isinstance(row.get("id"), str) for row in rows)
    if not (document and document.data and not document.problems and named):
        raise DataError(checked.errors)
    return checked


def _addresses(values: Mapping[str, Any]) -> list[str]:
    """Return by what a work is known to be the same."""
    found = (urldefrag(str(values.get("url", ""))).url.rstrip("/"), str(values.get("doi", "")))
    return [address.casefold() for address in found if address]


def _lacking(draft: Draft) -> str:
    """Return in words what a record needs, or should have, and nobody says."""
    wanted = ["kind", "author", "publisher", "title", "date", *(["gloss"] if "lang" in draft else [])]
    lacking = [name for name in wanted if name not in draft]
    return listing([*lacking, *([] if draft.keys() & {"url", "doi", "isbn"} else ["address"])], last="and")


def _id(draft: Draft, taken: Collection[str]) -> str:
    """Return an id that is free: the author or, of news, the publisher, with the date."""
    author = next(iter(draft.get("author", ())), "") if draft.get("kind") != SourceKind.NEWS else ""
    author = author["family"] if isinstance(author, dict) else author
    name, day = author or draft.get("publisher") or draft.get("title", ""), draft.get("date", "")
    plain = unicodedata.normalize("NFKD", name).encode("ascii", "ignore").decode()
    words = textwrap.shorten(re.sub(r"[^a-z0-9]+", " ", plain.lower()), MAX_ID_WORDS, placeholder="")
    id = re.sub(r"[\s-]+", "-", f"{words or 'source'} {re.sub('[^0-9]+', '-', day)}").strip("-")
    numbered = (f"{id}-{n}" if n else id for n in (0, *range(2, len(taken) + 3)))
    return next(name for name in numbered if name not in taken and name not in RESERVED_IDS)


def _write(file: SourceFile, drafts: Mapping[str, Draft], today: date) -> None:
    """Write the records, print where, and warn of what `make check` will say of them."""
    text = apply(file.text, _edits(file, drafts))
    document = yaml_reader.read(text)
    replace(file, text=text).write()
    for n, record in enumerate(document.data["sources"]):
        if draft := drafts.get(record["id"]):
            known = f"; not known: {lacking}" if (lacking := _lacking(draft)) else ""
            print(f"{file.path}:{document.mark_of(('sources', n)).line}: source {record['id']} is written{known}")
    try:
        loader.load_text(file.path, text, today=today)
    except DataError as error:
        console.warn(error.diagnostics)


def _edits(file: SourceFile, drafts: Mapping[str, Draft]) -> Iterator[Edit]:
    """Yield the edits that put records into a list: in the order of its ids where it has that, or else at its end."""
    document, end = file.document, file.line_end
    if not document.data.get("sources"):
        blocks = end + (end * 2).join(end.join(_block(id, draft, "    ")) for id, draft in drafts.items())
        if "sources" in document.data:  # as []
            at, after = file.offset(("sources",)), file.offset_of(document.end_of(("sources",)))
            yield Edit(at - 1, after, blocks)
        else:
            yield Edit(len(file.text), len(file.text), f"{end * (not file.text.endswith(end))}sources:{blocks}{end}")
        return
    ids = [record["id"] for record in document.data["sources"]]
    first = document.mark_of(("sources", 0))
    indent = " " * (first.column - 1)
    if document.text.split("\n")[first.line - 1][: first.column - 1] != f"{indent[2:]}- ":
        help = "write each record on lines of its own, after a hyphen and a space"
        raise DataError(
            file.diagnostics(Problem(("sources",), '"sources" is a list to which nothing can be added', help))
        )
    for id, draft in drafts.items():
        place = bisect(ids, id) if ids == sorted(ids) else len(ids)
        block = end.join(_block(id, draft, indent))
        if place:
            at = file.end_of_line(document.end_of(("sources", place - 1)).line)
            yield Edit(at, at, f"{end}{end}{block}")
        else:
            at = file.end_of_line(first.line - 1)
            yield Edit(at, at, f"{end}{block}{end}")


def _block(id: str, draft: Draft, indent: str) -> Iterator[str]:
    """Yield the lines of a record as it stands in the file, with what is not known."""
    names = [info.alias or name for name, info in fields.written_fields(Source)]
    record = {"id": id, **{name: draft[name] for name in names if name in draft}, "seen": Seen.OPENING.value}
    first, *lines = yaml_writer.write(record).splitlines()
    yield f"{indent[2:]}- {first}"
    if lacking := _lacking(draft):
        yield f"{indent}# not known: {lacking}"
    yield from (f"{indent}{line}" for line in lines[:-1])
    yield f"{indent}{lines[-1]}  # {listing(Seen)}"


main = console.command(
    new_source,
    "make new-source URL=https://example.org/page | DOI=10.1234/abc.5 | FILE=works.json [KIND=news]",
    writes=True,
    url="",
    doi="",
    works="",  # a file
    kind="",  # who stands behind works that do not say so themselves
)


if __name__ == "__main__":
    sys.exit(main())
