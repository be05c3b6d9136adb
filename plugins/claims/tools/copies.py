"""A folder of copies → the text of each, under the source that it is a copy of.

A copy is known by where it is from, and never by the name of its file. A web archive (WARC, or WACZ, which is a ZIP of
these) records for each page its address and the day. A page that was saved by hand has a record beside it, in TOML: of
`page.html` it is `page.html.toml`, with `url` and `saved`. A page's text is all that lxml finds in it outside scripts:
trafilatura leaves out what it holds for menus and captions, where a quotation may stand, and inscriptis draws tables.
"""

import io
import logging
import re
import tomllib
import zipfile
from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from datetime import date
from pathlib import Path
from typing import IO
from urllib.parse import unquote, urlsplit

import brotli
import pypdf
from lxml import etree, html
from lxml.html import defs
from pydantic import BaseModel, ValidationError
from warcio.archiveiterator import ArchiveIterator
from warcio.bufferedreaders import ChunkedDataReader

from ..model.records import Source
from ..source.diagnostics import Diagnostic, Mark
from .console import CommandError
from .web import decoded

_MAX_LINE = 100_000  # bytes of a line in the head of a record
_MAX_WORDS_CHARS = 100  # of what a library says of a file: some quote it whole
_ARCHIVES = (".warc", ".warc.gz", ".wacz")
_KINDS = {".txt": "text/plain", ".html": "text/html", ".htm": "text/html", ".pdf": "application/pdf"}
_ENDS = (*_ARCHIVES, *_KINDS)
_BLOCKS = (defs.block_tags - {"del", "ins"}) | {"article", "aside", "br", "details", "dialog", "figcaption", "figure"}
_BLOCKS |= {"footer", "header", "main", "nav", "section", "summary", "title"}  # words end with these


@dataclass(frozen=True)
class Copy:
    """The text of a source, and the day on which it was taken from where the source stands."""

    text: str
    taken: date


class Record(BaseModel, extra="forbid", strict=True):
    """Where a saved page is from, and the day on which it was saved."""

    url: str
    saved: date


def read(folder: Path, sources: Iterable[Source]) -> tuple[dict[str, list[Copy]], list[Diagnostic]]:
    """Return the copies in a folder under the ids of their sources, the latest first, and what is wrong with a file.

    Raise CommandError where no file there could be a copy.
    """
    logging.getLogger("pypdf").setLevel(logging.CRITICAL)  # what it can mend is no matter for an author
    files = [path for path in sorted(folder.glob("*")) if path.is_file() and path.name.lower().endswith(_ENDS)]
    if not files:
        help = "put a web archive there (.warc, .warc.gz, .wacz), or a saved page (.html, .pdf, .txt) with its record"
        raise CommandError(f'no copy is in "{folder}"', help)
    addresses, diagnostics = defaultdict[str, set[str]](set), list[Diagnostic]()
    for source in sources:
        for address in filter(None, (source.url, *source.archived)):
            addresses[key(address)].add(source.id)
    copies = defaultdict[str, list[Copy]](list)
    for path in files:
        try:
            pages = _pages(path, addresses)
        except CommandError as error:
            diagnostics.append(Diagnostic(str(path), Mark(1, 1), error.message, error.help))
        except Exception as error:  # three libraries read what anybody made, and each fails in many ways
            help = "make or download it again, or take it out of the folder"
            diagnostics.append(Diagnostic(str(path), Mark(1, 1), f"cannot be read: {_in_a_line(error)}", help))
        else:
            for address, copy in pages:
                for id in addresses[key(address)]:
                    copies[id].append(copy)
    return {id: sorted(held, key=lambda copy: copy.taken, reverse=True) for id, held in copies.items()}, diagnostics


def _pages(path: Path, addresses: Mapping[str, set[str]]) -> list[tuple[str, Copy]]:
    """Return the copies that a file has of sources at these addresses; raise CommandError where it has none."""
    name = path.name.lower()
    with path.open("rb") as file:
        if name.endswith(_ARCHIVES):
            answers = _answers(file, addresses, name)
        else:
            record = _record(path, addresses)
            answers = iter([(record.url, record.saved, _KINDS[Path(name).suffix], file.read())])
        texts = [(address, Copy(text_of(content, kind), taken)) for address, taken, kind, content in answers]
    if not (copies := [(address, copy) for address, copy in texts if copy.text.split()]):
        help = "compare with `url:` of the source; a scan has no words"
        raise CommandError("no page with words has the address of a source", help)
    return copies


def _record(page: Path, addresses: Mapping[str, set[str]]) -> Record:
    """Return the record beside a saved page; raise CommandError where it does not lead to a source."""
    file = page.with_name(f"{page.name}.toml")
    help = f'write {file.name} beside it, as in `url = "https://example.org/page"` and below it `saved = 2025-06-01`'
    if not file.is_file():
        raise CommandError("nothing says where and when this copy was saved, so it does not count", help)
    try:
        record = Record.model_validate(tomllib.loads(file.read_text(encoding="utf-8-sig")))
    except ValueError as error:
        what = error.errors()[0]["loc"][0] if isinstance(error, ValidationError) else _in_a_line(error)
        raise CommandError(f"its record {file.name} has a mistake: {what}", help) from error
    if key(record.url) not in addresses:
        raise CommandError(f"no source has the address {record.url}", "compare with `url:` of the source")
    return record


def _in_a_line(error: Exception) -> str:
    words = str(error).strip() or type(error).__name__
    return words.splitlines()[0][:_MAX_WORDS_CHARS]


def key(address: str) -> str:
    """Return an address as it is compared: without its scheme, fragment, last slash and the `id_` of an archive."""
    try:
        parts = urlsplit(address.strip("<>"))
    except ValueError:  # it is none
        return ""
    whole = unquote(f"{parts.netloc.lower()}{parts.path.rstrip('/')}?{parts.query}")
    return re.sub(r"(/\d{14})[a-z]{2}_/", r"\1/", whole)


def _answers(file: IO[bytes], addresses: Mapping[str, set[str]], name: str) -> Iterator[tuple[str, date, str, bytes]]:
    """Yield address, day, media type and content of each answer from one of these addresses."""
    if name.endswith(".wacz"):
        with zipfile.ZipFile(file) as archive:
            for inner in sorted(archive.namelist()):
                if inner.startswith("archive/") and inner.endswith((".warc", ".warc.gz")):
                    with archive.open(inner) as member:
                        yield from _answers(member, addresses, inner)
        return
    archive = ArchiveIterator(file)
    whole_line = archive.reader.readline  # which has no limit
    archive.reader.readline = lambda length=_MAX_LINE: whole_line(min(length, _MAX_LINE))
    for record in archive:
        headers, address = record.http_headers, record.rec_headers.get_header("WARC-Target-URI") or ""
        if record.rec_type not in {"response", "resource"} or key(address) not in addresses:
            continue
        if headers and headers.get_statuscode() != "200":
            continue
        is_brotli = headers and (headers.get_header("Content-Encoding") or "").lower() == "br"
        kind = (headers or record.rec_headers).get_header("Content-Type") or ""
        content = (ChunkedDataReader(record.raw_stream) if is_brotli else record.content_stream()).read()
        if is_brotli:  # of which warcio knows an older interface
            content = brotli.decompress(content)
        record.raw_stream.read()  # what follows the last chunk
        if record.raw_stream.limit:
            raise EOFError("it was cut off")
        taken = date.fromisoformat(record.rec_headers.get_header("WARC-Date")[:10])
        yield address, taken, kind, content


def text_of(content: bytes, kind: str) -> str:
    """Return the text of a page, PDF or plain text; nothing of any other media type."""
    if content.startswith(b"%PDF-"):
        return "\n".join(page.extract_text() for page in pypdf.PdfReader(io.BytesIO(content)).pages)
    if "html" in kind:
        return _text_of_page(decoded(content, kind))
    return decoded(content, kind or "text/plain") if kind.startswith("text/") else ""


def _text_of_page(page: str) -> str:
    parser = html.HTMLParser(encoding="utf-8", remove_comments=True, remove_pis=True, huge_tree=True)
    first = html.document_fromstring(page.replace("\0", "").encode(), parser=parser)
    trees = [first, *first.itersiblings(etree.Element)]  # what follows </html> is a tree of its own
    for tree in trees:
        etree.strip_elements(tree, "script", "style", "template", with_tail=False)
        for element in tree.iter(*_BLOCKS):
            element.text, element.tail = f"\n{element.text or ''}", f"\n{element.tail or ''}"
    return "".join(str(text) for tree in trees for text in tree.itertext())
