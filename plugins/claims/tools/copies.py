"""Read a folder of copies of sources, and return the text of each.

A copy is recognised by the address that it comes from, never by the name of its file. A web archive (WARC, or WACZ,
which is a ZIP of these) records the address and the day of each page. A page saved by hand has a record in TOML beside
it: for `page.html` that is `page.html.toml`, with `url` and `saved`. The text of a page is all that lxml finds outside
scripts: trafilatura leaves out what looks like menus and captions, which may have a quotation, and inscriptis draws
tables.
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
from .works import decoded

_MAX_LINE = 100_000  # bytes of a header line of a record
_MAX_MESSAGE = 100  # characters of a library's message about a file: some quote the whole file
_ARCHIVES = (".warc", ".warc.gz", ".wacz")
_KINDS = {".txt": "text/plain", ".html": "text/html", ".htm": "text/html", ".pdf": "application/pdf"}
_ENDS = (*_ARCHIVES, *_KINDS)
_BLOCKS = (defs.block_tags - {"del", "ins"}) | {"article", "aside", "br", "details", "dialog", "figcaption", "figure"}
_BLOCKS |= {"footer", "header", "main", "nav", "section", "summary", "title"}  # elements that end a word


@dataclass(frozen=True)
class Copy:
    """The text of a source, and the day on which it was copied. Made by `read`."""

    text: str
    taken: date


class Record(BaseModel, extra="forbid", strict=True):
    """The record beside a saved page: its address, and the day on which it was saved."""

    url: str
    saved: date


def read(folder: Path, sources: Iterable[Source]) -> tuple[dict[str, list[Copy]], list[Diagnostic]]:
    """Read the copies in a folder.

    Returns:
        The copies under the ids of their sources, the latest first; and the problems with files.

    Raises:
        CommandError: if no file in the folder can be a copy.

    """
    logging.getLogger("pypdf").setLevel(logging.CRITICAL)  # its warnings are about what it can repair
    files = [path for path in sorted(folder.glob("*")) if path.is_file() and path.name.lower().endswith(_ENDS)]
    if not files:
        help = "put a web archive there (.warc, .warc.gz, .wacz), or a saved page (.html, .pdf, .txt) with its record"
        raise CommandError(f'no copy is in "{folder}"', help)
    addresses = defaultdict[str, set[str]](set)
    for source in sources:
        for address in (source.url, *source.archived):
            if address:
                addresses[key(address)].add(source.id)
    diagnostics = list[Diagnostic]()
    copies = defaultdict[str, list[Copy]](list)
    for path in files:
        try:
            pages = _pages(path, addresses)
        except CommandError as error:
            diagnostics.append(Diagnostic(str(path), Mark(1, 1), error.message, error.help))
        except Exception as error:  # three libraries read anybody's files, and each can fail in many ways
            help = "make or download it again, or take it out of the folder"
            diagnostics.append(Diagnostic(str(path), Mark(1, 1), f"cannot be read: {_in_a_line(error)}", help))
        else:
            for address, copy in pages:
                for id in addresses[key(address)]:
                    copies[id].append(copy)
    for copies_of_source in copies.values():
        copies_of_source.sort(key=lambda copy: copy.taken, reverse=True)
    return copies, diagnostics


def _pages(path: Path, addresses: Mapping[str, set[str]]) -> list[tuple[str, Copy]]:
    """Return the copies in a file, with their addresses; raise CommandError if none is of one of the sources."""
    name = path.name.lower()
    with path.open("rb") as file:
        if name.endswith(_ARCHIVES):
            answers = _answers(file, addresses, name)
        else:
            record = _record(path, addresses)
            answers = iter([(record.url, record.saved, _KINDS[Path(name).suffix], file.read())])
        copies = []
        for address, day, kind, content in answers:
            copy = Copy(text_of(content, kind), day)
            if copy.text.split():
                copies.append((address, copy))
    if not copies:
        help = "compare with `url:` of the source; a scan has no words"
        raise CommandError("no page with words has the address of a source", help)
    return copies


def _record(page: Path, addresses: Mapping[str, set[str]]) -> Record:
    """Return the record beside a saved page; raise CommandError if it is missing, wrong, or not about a source."""
    file = page.with_name(f"{page.name}.toml")
    help = f'write {file.name} beside it, as in `url = "https://example.org/page"` and below it `saved = 2025-06-01`'
    if not file.is_file():
        raise CommandError("nothing says where and when this copy was saved, so it does not count", help)
    try:
        record = Record.model_validate(tomllib.loads(file.read_text(encoding="utf-8-sig")))
    except ValueError as error:
        mistake = error.errors()[0]["loc"][0] if isinstance(error, ValidationError) else _in_a_line(error)
        raise CommandError(f"its record {file.name} has a mistake: {mistake}", help) from error
    if key(record.url) not in addresses:
        raise CommandError(f"no source has the address {record.url}", "compare with `url:` of the source")
    return record


def _in_a_line(error: Exception) -> str:
    """Return the first line of an error's message, shortened."""
    message = str(error).strip() or type(error).__name__
    return message.splitlines()[0][:_MAX_MESSAGE]


def key(address: str) -> str:
    """Return what two addresses of one page share: no scheme, fragment, last slash, nor the `id_` of an archive."""
    try:
        parts = urlsplit(address.strip("<>"))
    except ValueError:  # it is not an address
        return ""
    whole = unquote(f"{parts.netloc.lower()}{parts.path.rstrip('/')}?{parts.query}")
    return re.sub(r"(/\d{14})[a-z]{2}_/", r"\1/", whole)


def _answers(file: IO[bytes], addresses: Mapping[str, set[str]], name: str) -> Iterator[tuple[str, date, str, bytes]]:
    """Yield address, day, media type and content of each page in an archive that has one of these addresses."""
    if name.endswith(".wacz"):
        with zipfile.ZipFile(file) as archive:
            for inner in sorted(archive.namelist()):
                if inner.startswith("archive/") and inner.endswith((".warc", ".warc.gz")):
                    with archive.open(inner) as member:
                        yield from _answers(member, addresses, inner)
        return
    archive = ArchiveIterator(file)
    whole_line = archive.reader.readline  # it has no limit of its own
    archive.reader.readline = lambda length=_MAX_LINE: whole_line(min(length, _MAX_LINE))
    for record in archive:
        headers = record.http_headers
        address = record.rec_headers.get_header("WARC-Target-URI") or ""
        if record.rec_type not in {"response", "resource"} or key(address) not in addresses:
            continue
        if headers and headers.get_statuscode() != "200":
            continue
        is_brotli = headers and (headers.get_header("Content-Encoding") or "").lower() == "br"
        kind = (headers or record.rec_headers).get_header("Content-Type") or ""
        if is_brotli:  # warcio expects an older version of the library
            content = brotli.decompress(ChunkedDataReader(record.raw_stream).read())
        else:
            content = record.content_stream().read()
        record.raw_stream.read()  # the bytes after the last chunk
        if record.raw_stream.limit:
            raise EOFError("it was cut off")
        day = date.fromisoformat(record.rec_headers.get_header("WARC-Date")[:10])
        yield address, day, kind, content


def text_of(content: bytes, kind: str) -> str:
    """Return the text of a web page, PDF or plain text; nothing for other media types."""
    if content.startswith(b"%PDF-"):
        pages = pypdf.PdfReader(io.BytesIO(content)).pages
        return "\n".join([page.extract_text() for page in pages])
    if "html" in kind:
        return _text_of_page(decoded(content, kind))
    return decoded(content, kind or "text/plain") if kind.startswith("text/") else ""


def _text_of_page(page: str) -> str:
    """Return the text of a page of HTML, with blocks on lines of their own and without scripts and styles."""
    parser = html.HTMLParser(encoding="utf-8", remove_comments=True, remove_pis=True, huge_tree=True)
    first = html.document_fromstring(page.replace("\0", "").encode(), parser=parser)
    texts: list[str] = []
    for tree in (first, *first.itersiblings(etree.Element)):  # elements after </html> are trees of their own
        etree.strip_elements(tree, "script", "style", "template", with_tail=False)
        for element in tree.iter(*_BLOCKS):
            element.text = f"\n{element.text or ''}"
            element.tail = f"\n{element.tail or ''}"
        texts += map(str, tree.itertext())
    return "".join(texts)
