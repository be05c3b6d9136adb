"""Sources → a bibliography for reference managers: as CSL-JSON, and from that as BibTeX and RIS.

A date that a format cannot say as it is known stands there in words, or is left out: none is made more precise.
"""

from collections.abc import Iterable, Iterator, Mapping
from typing import ClassVar

from ..model.records import Source
from ..site.citations import FORMATS, TYPES, bibtex, certain, csl_source, day_read, name_of
from ..site.language import Language
from ..site.release import FOLDER
from ..site.serialize import Json, dump
from . import Part


def files(sources: Iterable[Source], language: Language) -> Iterator[tuple[str, bytes]]:
    """Yield each file of a bibliography of the sources: its name and its content."""
    items = [(source, csl_source(source, language)) for source in sources]
    yield "sources.bib", "\n".join(bibtex(item, source.date, language) for source, item in items).encode()
    yield "sources.ris", "".join(f"{line}\r\n" for source, item in items for line in _ris(source, item)).encode()
    yield "sources.csl.json", "[\n{}\n]\n".format(",\n".join(dump(item) for _, item in items)).encode()


def _ris(source: Source, item: Json) -> Iterator[str]:
    known, read = certain(source.date), day_read(item)
    yield f"TY  - {TYPES[item['type']][1]}"
    yield f"ID  - {source.id}"
    for name, value in {**item, **known, "accessed": read and "/".join([*read, ""])}.items():
        if (tag := FORMATS.get(name, ("", ""))[1]) and value:
            values = map(name_of, value) if isinstance(value, list) else [value]
            yield from (f"{tag}  - {value}" for value in values)
    if known:
        year, month, day = (f"{known[part]:02}" if part in known else "" for part in ("year", "month", "day"))
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
        site = self.build.site
        yield from ((f"{FOLDER}/{name}", content) for name, content in files(site.data.sources, site.language))


PART = Bibliography
