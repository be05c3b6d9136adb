"""Sources → a bibliography for reference managers: as CSL-JSON, and from its fields as BibTeX and RIS.

A source’s kind says who published it and not what it is, so only news has a type of its own. A date that a format
cannot say as it is known stands there in words, or is left out: no date is made more precise.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from typing import ClassVar

from ..model.records import Seen, Source, SourceKind
from ..site import labels
from ..site.citations import bibtex_entry, tex
from ..site.release import FOLDER
from ..site.serialize import Json, dump, present
from ..source.dates import Edtf
from . import Part

_RIS_TYPES = {"article-newspaper": "NEWS", "webpage": "ELEC", "document": "GEN"}
_RIS = {"title": "TI", "container-title": "T2", "publisher": "PB", "language": "LA", "URL": "UR"}
_RIS |= {"archive_location": "AV", "note": "N1"}


def files(sources: Iterable[Source]) -> Iterator[tuple[str, bytes]]:
    """Yield each file of a bibliography of the sources: its name and its content."""
    items = [(source, _item(source)) for source in sources]
    yield "sources.bib", "\n".join(_bibtex(source, item) for source, item in items).encode()
    yield "sources.ris", "".join(f"{line}\r\n" for source, item in items for line in _ris(source, item)).encode()
    yield "sources.csl.json", "[\n{}\n]\n".format(",\n".join(dump(item) for _, item in items)).encode()


def _item(source: Source) -> Json:
    """Return what is known of a source, under the names of CSL-JSON."""
    is_news = source.kind is SourceKind.NEWS
    unseen = labels.NAMES[source.seen] + "." if source.seen in {Seen.REPORTED, Seen.NOT_FOUND} else None
    gloss = source.gloss and f"In English: {source.gloss}."
    return present(
        id=source.id,
        type="article-newspaper" if is_news else "webpage" if source.url else "document",
        title=source.title or f"[{source.described}]",
        **{"container-title" if is_news else "publisher": source.publisher},
        issued=source.date and _issued(source.date),
        language=source.title and source.lang,  # which nobody gave of a title that was not seen
        URL=source.url,
        archive_location=source.archived,
        note=" ".join(filter(None, [gloss, unseen, source.note])),
    )


def _issued(written: Edtf) -> Json:
    if written.start is None:
        return {"literal": str(written)}
    ends = [written.start, written.end] if written.is_period else [written.end]
    parts = [[int(part) for part in end.iso.split("-")] for end in ends]
    return present(**{"date-parts": parts}, circa=any(end.qualifier for end in ends))


def _plain_date(written: Edtf | None) -> list[int]:
    """Return year, month and day as far as they are known for certain; nothing of a period."""
    return [] if written is None or written.is_period or written.end.qualifier else _issued(written)["date-parts"][0]


def _bibtex(source: Source, item: Json) -> str:
    plain = _plain_date(source.date)
    archived = source.archived and f"Archived copy: {source.archived}"
    fields = {
        "title": f"{{{tex(item['title'])}}}",
        "howpublished": tex(source.publisher),
        **dict(zip(("year", "month", "day"), plain, strict=False)),
        "date": source.date and not plain and source.date.text,  # in EDTF, which biblatex reads
        "language": item.get("language"),
        "note": tex(" ".join(filter(None, [item.get("note"), archived]))),
        "url": source.url,
    }
    return bibtex_entry(source.id, fields)


def _ris(source: Source, item: Json) -> Iterator[str]:
    yield f"TY  - {_RIS_TYPES[item['type']]}"
    yield f"ID  - {source.id}"
    yield from (f"{tag}  - {item[name]}" for name, tag in _RIS.items() if name in item)
    if plain := _plain_date(source.date):
        yield f"PY  - {plain[0]}"
        year, month, day = *(f"{part:02}" for part in plain), *[""] * (3 - len(plain))
        yield f"DA  - {year}/{month}/{day}/"
    elif source.date:
        yield f"N1  - Date: {source.date}"
    yield "ER  - "


class Bibliography(Part):
    """The sources for reference managers, among the files of the data."""

    places: ClassVar = {"sources": "parts/bibliography/sources.html"}

    def context(self) -> Mapping[str, str]:
        """Return the folder of the files."""
        return {"folder": FOLDER}

    def files(self) -> Iterator[tuple[str, bytes]]:
        """Yield the files."""
        yield from ((f"{FOLDER}/{name}", content) for name, content in files(self.build.site.data.sources))


PART = Bibliography
