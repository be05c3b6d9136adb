"""`claims new claim` and `claims new source`: write new records into the file, and change no other byte.

A claim is a draft with the least that it needs: it names the first text, topic and speaker of the file, until its
author puts the right ones in their place and writes the statement.

The metadata of a page (URL) and of a work (DOI) come from the web; a file is CSL-JSON, as Zotero exports it. A field
that the metadata lack is left out: a comment in the record names it, and so does `make check` if it is required.
"""

import json
import re
import textwrap
import unicodedata
from collections.abc import Collection, Iterator, Mapping
from dataclasses import dataclass, replace
from datetime import date
from functools import partial
from pathlib import Path
from urllib.parse import urldefrag

from ..checks import loader
from ..model.parser import language_of
from ..model.records import ClaimKind, Dataset, Seen, Source, SourceKind
from ..model.scalars import ID_LENGTH, RESERVED_IDS, Doi, Id, Title, Url
from ..source import yaml_reader, yaml_writer
from ..source.diagnostics import DataError, listing
from ..source.yaml_reader import YamlValue
from . import console, works
from .console import CommandError
from .source_file import SourceFile, apply, has_ids, in_order
from .works import MAX_PAGE, Draft, fetch

_EXAMPLE = 'as in make new-claim TITLE="It floats" ID=ferry-floats'


@dataclass(frozen=True)
class Names:
    """The ids of the records that a new claim names; an empty one stands for the first in the file."""

    text: str = ""
    topic: str = ""
    speaker: str = ""
    source: str = ""


def new_claim(title: str, *, path: Path, id: str = "", names: Names, today: date) -> None:
    """Add a claim to the list, and print where it is.

    Args:
        title: its title, of which its id is made.
        path: the file of claims.
        id: its id, where the title does not give one.
        names: the records that it names.
        today: the day after which a date in the file lies in the future.

    """
    file = SourceFile.read(path, today=today)
    console.validate(Title, title)
    id = id or _id_of_claim(title)
    if not id:
        raise CommandError(f'no id can be made of "{title}"', f"name one, {_EXAMPLE}")
    console.validate(Id, id)
    for record in file.dataset.records():
        if id == record.id or id in record.aliases:
            raise CommandError(f'"{id}" is the id of {record.kind_name} "{record.id}"', f"name another, {_EXAMPLE}")
    block = partial(yaml_writer.block, _skeleton(file.dataset, id, title, names))
    changed = file.edited(file.inserting("claims", {id: block}), today=today)
    changed.write()
    index = [claim.id for claim in changed.dataset.claims].index(id)
    print(f'{path}:{changed.document.mark_of(("claims", index)).line}: claim "{id}" is written, as a draft')
    print("next: write its statement there, and look whether it names the right records; then delete `draft: true`")


def _id_of_claim(title: str) -> str:
    """Return an id made of the words of a title; empty if none of them has Latin letters."""
    plain = unicodedata.normalize("NFKD", title).encode("ascii", "ignore").decode().lower()
    id = ""
    for word in re.findall("[a-z0-9]+", plain.replace("'", "")):
        longer = f"{id}-{word}" if id else word
        if len(longer) > ID_LENGTH:
            break
        id = longer
    return f"{id}-claim" if id in RESERVED_IDS else id


def _skeleton(data: Dataset, id: str, title: str, names: Names) -> dict[str, YamlValue]:
    """Return the fields that every claim needs; raise CommandError if the file has no record for one of them."""
    lists = {"topics": data.topics, "speakers": data.speakers, "sources": data.sources}
    for section, records in lists.items():
        if not records:
            help = "data/README.md writes one in six steps; `make check` says what each needs"
            raise CommandError(f"a claim needs one of the {section}, of which the file has none", help)
    text = data.texts_by_id.get(names.text) or (data.texts[0] if data.texts else None)
    speaker = names.speaker or (text.speaker if text else data.speakers[0].id)
    source = names.source or (text.seen_through[0] if text else data.sources[0].id)
    form = text.form if text else "statement"
    record = data.speakers_by_id.get(speaker)
    statement = f"Write here what {record.name if record else 'they'} said."
    claim: dict[str, YamlValue] = {"id": id, "title": title, "statement": statement}
    if names.text or len(data.texts) > 1:
        claim["text"] = names.text or data.texts[0].id
    claim["kind"] = next(iter(ClaimKind)).value
    claim["topics"] = [names.topic or data.topics[0].id]
    claim["appearances"] = [{"speaker": speaker, "form": form, "source": source}]
    claim["draft"] = "true"
    return claim


MAX_ID_WORDS = 40  # characters
RESOLVER = "https://doi.org/"
CSL = "application/vnd.citationstyles.csl+json"


def _drafts(url: str, doi: str, csl_file: str, today: date) -> Iterator[Draft]:
    """Yield the new records."""
    url = console.validate(Url, url) if url else ""
    if doi:
        doi = console.validate(Doi, re.sub(r"^(https?://(dx\.)?doi\.org/|doi:)", "", doi.strip(), flags=re.I))
        for item in _items(fetch(RESOLVER + doi, accept=CSL)):
            yield works.draft_of({**item, "DOI": doi})
    elif url:
        draft = works.draft_of(works.work_of_page(fetch(url), url))
        draft["accessed"] = today.isoformat()
        yield draft
    elif csl_file:
        with open(csl_file, "rb") as file:
            yield from map(works.draft_of, _items(file.read(MAX_PAGE)))
    else:
        help = "as in make new-source URL=https://example.org/page, or as data/README.md says"
        raise CommandError("no work is named", help)


def _items(text: str | bytes) -> list[works.Work]:
    """Return the works in CSL-JSON, which has a list of them or a single one."""
    try:
        content = json.loads(text)
    except (ValueError, RecursionError):
        content = None
    items = content if isinstance(content, list) else [content]
    if not items or not all(isinstance(item, dict) and item.keys() & {"type", "title"} for item in items):
        raise CommandError("what was read is no list of works in CSL JSON", "export the works as CSL JSON")
    return items


def new_source(url: str, doi: str, csl_file: str, *, path: Path, kind: str, today: date) -> None:
    """Write the new records, and print what is not known about each. One of the first three arguments is not empty.

    Args:
        url: the address of a page with metadata.
        doi: the DOI of a work.
        csl_file: a file of works in CSL-JSON.
        path: the file of claims.
        kind: the kind of sources whose metadata do not say it.
        today: the day after which a date in the file lies in the future.

    """
    checked = _check(path, today)
    file = SourceFile.of(path, checked.dataset)
    taken = set[str]().union(*(checked.names or {}).values())
    ids_by_address: dict[str, str] = {}
    for row in file.document.data.get("sources", ()):
        ids_by_address |= dict.fromkeys(_addresses(row), row["id"])
    drafts: dict[str, Draft] = {}
    for draft in _drafts(url, doi, csl_file, today):
        existing = [ids_by_address[address] for address in _addresses(draft) if address in ids_by_address]
        if existing:
            print(f'left out: source "{existing[0]}" is that work already')
            continue
        if kind:
            draft.setdefault("kind", console.validate(SourceKind, kind))
        if draft.get("lang") == language_of(file.document.data)[:2]:
            del draft["lang"]  # the language of the file is the default
        id = _id_of_source(draft, taken)
        taken.add(id)
        ids_by_address |= dict.fromkeys(_addresses(draft), id)
        drafts[id] = draft
    if drafts:
        _write(file, drafts, today)


def _check(path: Path, today: date) -> loader.Checked:
    """Check the file; raise DataError if its sources cannot be added to. New records may fix other mistakes."""
    checked = loader.check(path, today=today)
    document = checked.document
    if not (document and document.data and not document.problems and has_ids(document, "sources")):
        raise DataError(checked.errors)
    return checked


def _addresses(values: works.Work) -> list[str]:
    """Return the addresses of a work, by which it is recognised: URL and DOI."""
    url = urldefrag(str(values.get("url", ""))).url.rstrip("/")
    doi = str(values.get("doi", ""))
    return [address.casefold() for address in (url, doi) if address]


def _lacking(draft: Draft) -> str:
    """Return, as a phrase, which fields a record should have and lacks."""
    fields = ["kind", "author", "publisher", "title", "date"]
    if "lang" in draft:
        fields.append("gloss")
    missing = [name for name in fields if name not in draft]
    if not draft.keys() & {"url", "doi", "isbn"}:
        missing.append("address")
    return listing(missing, last="and")


def _id_of_source(draft: Draft, taken: Collection[str]) -> str:
    """Return an id that is free, made of the first author (for news, the publisher) and the date."""
    authors = draft.get("author") or [""]
    author = authors[0]["family"] if isinstance(authors[0], dict) else authors[0]
    if draft.get("kind") == SourceKind.NEWS:
        author = ""
    name = author or draft.get("publisher") or draft.get("title", "")
    day = re.sub("[^0-9]+", "-", draft.get("date", ""))
    plain = unicodedata.normalize("NFKD", name).encode("ascii", "ignore").decode()
    words = textwrap.shorten(re.sub(r"[^a-z0-9]+", " ", plain.lower()), MAX_ID_WORDS, placeholder="")
    base = re.sub(r"[\s-]+", "-", f"{words or 'source'} {day}").strip("-")
    id = base
    number = 1
    while id in taken or id in RESERVED_IDS:
        number += 1
        id = f"{base}-{number}"
    return id


def _write(file: SourceFile, drafts: Mapping[str, Draft], today: date) -> None:
    """Write the records, print where they are, and warn of the mistakes that `make check` will find in them."""
    blocks = {id: partial(_block, id, draft) for id, draft in drafts.items()}
    text = apply(file.text, file.inserting("sources", blocks))
    document = yaml_reader.read(text)
    replace(file, text=text).write()
    for n, record in enumerate(document.data["sources"]):
        if record["id"] in drafts:
            missing = _lacking(drafts[record["id"]])
            note = f"; not known: {missing}" if missing else ""
            line = document.mark_of(("sources", n)).line
            print(f"{file.path}:{line}: source {record['id']} is written{note}")
    try:
        loader.load_text(file.path, text, today=today)
    except DataError as error:
        console.warn(error.diagnostics)


def _block(id: str, draft: Draft, indent: str) -> Iterator[str]:
    """Yield the lines of a record in the file, with a comment that names the fields it lacks."""
    record = {"id": id, **in_order(draft, Source), "seen": Seen.OPENING.value}
    first, *lines, last = yaml_writer.write(record).splitlines()
    yield f"{indent[2:]}- {first}"
    missing = _lacking(draft)
    if missing:
        yield f"{indent}# not known: {missing}"
    yield from (f"{indent}{line}" for line in lines)
    yield f"{indent}{last}  # {listing(Seen)}"
