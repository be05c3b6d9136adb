"""Write records of sources from what others say of them, and touch no other byte: `make new-source`.

`URL=` is a page and `DOI=` a work, which are asked for on the web; `FILE=` is CSL-JSON as Zotero exports it, a page
that was saved, or a table of sources or of events, as spreadsheets copy it. What nobody says and a record needs is
asked for on a terminal; elsewhere it is left out, and `make check` names it.
"""

from __future__ import annotations

import http.client
import json
import re
import sys
import textwrap
import unicodedata
from argparse import ArgumentParser, Namespace
from bisect import bisect
from collections import defaultdict
from collections.abc import Callable, Collection, Iterator, Mapping
from dataclasses import replace
from datetime import date
from http import HTTPStatus
from pathlib import Path
from typing import Any
from urllib.parse import urldefrag

import yaml
from yaml.representer import SafeRepresenter

from claims.checks import loader
from claims.model import fields
from claims.model.records import Source, SourceKind, section_of
from claims.model.scalars import RESERVED_IDS, Doi, Url
from claims.source import yaml_reader
from claims.source.diagnostics import DataError, Finding, Problem, listing

from . import console, works
from .console import CommandError
from .source_file import Edit, SourceFile, apply
from .web import Web, agent, decoded
from .works import Draft

MAX_LINE, MAX_ID_WORDS = 100, 40  # characters
MAX_PAGE = 5_000_000  # bytes of a page, at whose end JSON-LD can stand
CSL = "application/vnd.citationstyles.csl+json"
Ask = Callable[[str], str]
_ASKED = {
    "kind": f"who stands behind it ({listing(SourceKind)})",
    "publisher": "who published it",
    "title": "its title, letter for letter",
    "gloss": "what its title means in English",
}


class _Writer(yaml.BaseDumper, SafeRepresenter):
    """YAML in which, as for the reader of the file, whatever stands without quotation marks is text."""


def _drafts(options: Namespace, today: date, ask: Ask | None) -> list[Draft]:
    """Return the records to be."""
    web = Web(agent=agent("new-source", "reads what a page says of itself", options.contact), limit=options.limit)
    if options.doi:
        doi = console.validate(Doi, re.sub(r"^(https?://(dx\.)?doi\.org/|doi:)", "", options.doi.strip(), flags=re.I))
        return [works.draft_of({**_json(_fetch(web, f"{options.resolver}{doi}", CSL)), "DOI": doi})]
    url = console.validate(Url, options.url) if options.url else ""
    if not options.works:
        try:
            item = works.item_of_page(_fetch(web, url), url)
        except CommandError as error:
            if not ask:
                raise
            print(error.message)
            item = {"URL": url}
        draft = works.draft_of(item)
        draft.values["accessed"] = today.isoformat()
        return [draft]
    text = _text_of(options.works)
    if text.startswith("<"):
        return [works.draft_of(works.item_of_page(text, url))]
    if text.startswith(("[", "{")):
        found = _json(text)
        return [works.draft_of(item) for item in (found if isinstance(found, list) else [found])]
    return [*works.drafts_of_table(text)]


def _text_of(path: Path) -> str:
    content = sys.stdin.buffer.read() if path == Path("-") else path.read_bytes()
    if content.lstrip().startswith(b"<"):
        return decoded(content.lstrip(), "text/html")
    try:
        return content.decode("utf-16" if content[:2] in {b"\xff\xfe", b"\xfe\xff"} else "utf-8-sig").strip()
    except UnicodeDecodeError as error:
        raise CommandError(f"{path} is not text in UTF-8", "save it as UTF-8") from error


def _fetch(web: Web, address: str, accept: str = "*/*") -> str:
    help = "save the page in a browser and add FILE=page.html, or write the record by hand"
    try:
        reply = web.read(address, accept=accept, most=MAX_PAGE)
    except (OSError, http.client.HTTPException, ValueError) as error:
        raise CommandError(f"{address}: {web.failure(error).words}", help) from error
    if reply.status != HTTPStatus.OK:
        raise CommandError(f"{address} answers {reply.words}", help)
    return decoded(reply.body, reply.headers.get("Content-Type", "text/html"))


def _json(text: str) -> Any:
    try:
        found = json.loads(text)
    except ValueError as error:
        raise CommandError(f"what was read is not JSON: {error}", "export the works as CSL JSON") from error
    if not all(isinstance(item, dict) for item in (found if isinstance(found, list) else [found])):
        raise CommandError("what was read holds no works", "export the works as CSL JSON")
    return found


def new_source(options: Namespace, today: date, ask: Ask | None) -> None:
    """Write the records, and print of each what is not known."""
    file = SourceFile.read(options.file, today=today)
    taken = {name for record in file.dataset.records() for name in (record.id, *record.aliases)}
    held = {address: source.id for source in file.dataset.sources for address in _addresses(source.model_dump())}
    drafts, lacking, left = dict[str, Draft](), dict[str, str](), 0
    for draft in _drafts(options, today, ask):
        if same := next((held[address] for address in _addresses(draft.values) if address in held), None):
            print(f'left out: source "{same}" is that work already')
            left += 1
            continue
        unknown = listing(_complete(draft, options.kind, ask), last="and")
        id = draft.values.setdefault("id", _id(draft, taken))
        if id in taken:
            raise CommandError(f'"{id}" is taken', "write another id, or none: one is made")
        taken.add(id)
        held |= dict.fromkeys(_addresses(draft.values), id)
        drafts[id], lacking[id] = draft, unknown
    if not drafts and not left:
        raise CommandError("there is no work in it", "name a page, a DOI, or a file of works")
    console.warn(_write(file, drafts, lacking, today))


def _addresses(values: Mapping[str, Any]) -> list[str]:
    """Return by what a work is known to be the same."""
    found = (urldefrag(values.get("url") or "").url.rstrip("/"), values.get("doi") or "")
    return [address.casefold() for address in found if address]


def _complete(draft: Draft, kind: str, ask: Ask | None) -> list[str]:
    """Ask for what is lacking of a record, and return what is lacking still."""
    values, shapes = draft.values, dict(fields.written_fields(draft.model))
    if draft.model is not Source:
        return [name for name, info in shapes.items() if info.is_required() and name not in {"id", *values}]
    wanted = ["kind", "author", "publisher", "title", "date", *(["gloss"] if "lang" in values else []), *draft.unread]
    if kind:
        values.setdefault("kind", kind)
    for name in wanted:
        if ask and name in _ASKED and name not in values and "described" not in values:
            draft.values |= {name: answer} if (answer := ask(f"{_ASKED[name]}: ").strip()) else {}
    address = [] if values.keys() & {"url", "doi", "isbn", "note"} else ["address"]
    return [*(name for name in wanted if name not in values), *address]


def _id(draft: Draft, taken: Collection[str]) -> str:
    """Return an id that is free: of a source by its author or, where that is news, publisher, with the date."""
    values = draft.values
    name = values.get("title", "")
    if draft.model is Source:
        author = next(iter(values.get("author", ())), "") if values.get("kind") != SourceKind.NEWS else ""
        author = author["family"] if isinstance(author, dict) else author
        name = author or values.get("publisher") or name
    plain = unicodedata.normalize("NFKD", name).encode("ascii", "ignore").decode()
    words = textwrap.shorten(re.sub(r"[^a-z0-9]+", " ", plain.lower()), MAX_ID_WORDS, placeholder="")
    day = re.sub(r"[^0-9-]+", "-", values.get("date", "")) if draft.model is Source else ""
    id = re.sub(r"[\s-]+", "-", f"{words or draft.model.kind_name} {day}").strip("-")
    numbered = (f"{id}-{n}" if n else id for n in (0, *range(2, len(taken) + 3)))
    return next(name for name in numbered if name not in taken and name not in RESERVED_IDS)


def _write(
    file: SourceFile, drafts: Mapping[str, Draft], lacking: Mapping[str, str], today: date
) -> tuple[Finding, ...]:
    """Write the records, and return what `make check` will say of them; raise DataError for what it would of others."""
    section = section_of(next((draft.model for draft in drafts.values()), Source).kind_name)
    text = apply(file.text, _edits(file, section, drafts, lacking))
    document, findings = yaml_reader.read(text), tuple[Finding, ...]()
    try:
        loader.load_text(file.path, text, today=today)
    except DataError as error:
        findings = error.findings
    lines = dict[str, range]()
    for n, record in enumerate(document.data.get(section, ())):
        if record.get("id") in drafts:
            path = (section, n)
            lines[record["id"]] = range(document.mark_of(path).line, document.end_of(path).line + 1)
    if any(not any(finding.mark.line in held for held in lines.values()) for finding in findings):
        raise DataError(findings)
    replace(file, text=text).write()
    for id, held in lines.items():
        known = f"; not known: {lacking[id]}" if lacking[id] else ""
        print(f"{file.path}:{held[0]}: {drafts[id].model.kind_name} {id} is written{known}")
    return findings


def _edits(file: SourceFile, section: str, drafts: Mapping[str, Draft], lacking: Mapping[str, str]) -> Iterator[Edit]:
    """Yield the edits that put records into a list: in the order of its ids where it has that, or else at its end."""
    document, end = file.document, file.line_end
    held = document.data.get(section) or []
    if held and file.text[file.offset((section,))] == "[":
        help = "write each record after a hyphen on a line of its own"
        problem = Problem((section,), f'"{section}" stands in brackets, where no record can be added', help)
        raise DataError(file.findings(problem))
    indent, gap, apart = _style(file, section, len(held))
    blocks = {id: _block(draft, lacking[id], indent, gap, end) for id, draft in drafts.items()}
    if not held:
        found = file.replacing((section,), "") if section in document.data else None
        text = f"{end * (1 + apart)}".join(blocks.values())
        if found:  # it is []
            yield Edit(found.start - 1, found.end, f"{end}{text}")
        elif blocks:
            start = "" if file.text.endswith("\n") else end
            yield Edit(len(file.text), len(file.text), f"{start}{section}:{end}{text}{end}")
        return
    ids = [record["id"] for record in held]
    ordered = ids == sorted(ids)
    places = defaultdict[int, list[str]](list)
    for id in sorted(blocks) if ordered else blocks:
        places[bisect(ids, id) if ordered else len(ids)].append(blocks[id])
    for place, texts in places.items():
        if place:
            at = file.end_of_line(document.end_of((section, place - 1)).line)
            yield Edit(at, at, "".join(f"{end * (1 + apart)}{text}" for text in texts))
        else:
            at = file.end_of_line(document.mark_of((section, 0)).line - 1)
            yield Edit(at, at, "".join(f"{end}{text}{end * apart}" for text in texts))


def _style(file: SourceFile, section: str, count: int) -> tuple[str, str, bool]:
    """Return what stands before and after the hyphen of a record, and whether empty lines part records."""
    if not count:
        return "  ", " ", True
    last, before = (section, count - 1), (section, max(count - 2, 0))
    line = file.document.text.split("\n")[file.document.mark_of(last).line - 1]
    found = re.match(r"( *)-( +)", line)
    between = file.text[file.replacing(before, "").end : file.offset(last)]
    return found[1] if found else "  ", found[2] if found else " ", bool(re.search(r"\n\s*\n", between))


def _block(draft: Draft, lacking: str, indent: str, gap: str, end: str) -> str:
    """Return a record as it stands in the file, with what is not known and what was not said."""
    values, inner = draft.values, f"{indent} {gap}"
    lines = list[str]()
    for name in (info.alias or name for name, info in fields.written_fields(draft.model)):
        if name in values:
            if name in draft.derived:
                lines.append(f"# {name}: {draft.derived[name]}")
            lines += _lines(name, values[name], MAX_LINE - len(inner))
            if name == "id" and lacking:
                lines.append(f"# not known: {lacking}")
    return end.join([f"{indent}-{gap}{lines[0]}", *(f"{inner}{line}" for line in lines[1:])])


def _lines(name: str, value: Any, width: int) -> list[str]:
    """Return a field as lines of the file: what does not fit on one is folded, or has a line for each item."""
    line = f"{name}: {_in_a_line(value)}"
    if len(line) <= width:
        return [line]
    if isinstance(value, str):
        folded = textwrap.wrap(value, width - 2, break_long_words=False, break_on_hyphens=False)
        return [f"{name}: >-", *(f"  {words}" for words in folded)]
    return [f"{name}:", *(f"  - {_in_a_line(item)}" for item in value)]


def _in_a_line(value: Any) -> str:
    text = yaml.dump(
        value, Dumper=_Writer, width=sys.maxsize, allow_unicode=True, default_flow_style=True, sort_keys=False
    )
    return text.removesuffix("...\n").rstrip()


def main(arguments: list[str] | None = None, *, today: date | None = None, ask: Ask | None = None) -> int:
    """Return an exit status of 1 where nothing could be written."""
    usage = "make new-source URL=https://example.org/page | DOI=10.1234/abc.5 | FILE=works.json [KIND=news]"
    parser = ArgumentParser(prog="new-source", usage=usage)
    parser.add_argument("--file", type=Path, default=Path("data/claims.yaml"))
    parser.add_argument("--url", help="a page")
    parser.add_argument("--doi", help="a work")
    parser.add_argument("--works", type=Path, help="CSL-JSON, a saved page or a table; - is what is pasted")
    parser.add_argument(
        "--kind",
        choices=[kind.value for kind in SourceKind],
        help="who stands behind works that do not tell it themselves",
    )
    parser.add_argument("--contact", default="", help="an address that hosts are told, to write to")
    parser.add_argument("--limit", type=float, default=30.0, help="seconds that a host may keep us waiting")
    parser.add_argument("--resolver", default="https://doi.org/", help="where DOIs are looked up")
    options = parser.parse_args(arguments)
    if not (options.url or options.doi or options.works):
        parser.error("say of which work")
    return console.run(lambda: new_source(options, today or date.today(), ask), writes=True)


if __name__ == "__main__":
    sys.exit(main(ask=input if sys.stdin.isatty() else None))
