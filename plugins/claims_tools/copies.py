"""A folder of copies → the text of each: plain texts, pages and PDFs named after sources, and web archives of any name.

Of a web archive (WARC, or WACZ, which is a ZIP of these) the answers are read whose address is that of a source or of
its stored copy. `warcio` reads them, and undoes chunks and compression; `wacz` makes and validates such files, for
which it needs five packages more, and reads no records. A page's text is all that lxml finds in it outside scripts:
trafilatura leaves out what it holds for menus and captions, where a quotation may stand, and inscriptis draws tables.
"""

from __future__ import annotations

import codecs
import hashlib
import io
import logging
import re
import zipfile
from collections import defaultdict
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field
from datetime import date
from functools import cached_property
from pathlib import Path
from typing import IO
from urllib.parse import unquote, urlsplit

import brotli
import pypdf
from lxml import etree, html
from lxml.html import defs
from warcio.archiveiterator import ArchiveIterator
from warcio.bufferedreaders import ChunkedDataReader

from claims.model.records import Source
from claims.source.diagnostics import Finding, Mark, nearest

MAX_BYTES = 50_000_000  # of one text, page or PDF; the longest books have a tenth of it
_MAX_WORDS_CHARS = 100  # of what a library says of a file: some quote it whole
_TOO_LARGE = f"a text in it is larger than {MAX_BYTES // 1_000_000} MB"
_ARCHIVES = (".warc", ".warc.gz", ".wacz")
_FILES = {".txt": "text/plain", ".html": "text/html", ".htm": "text/html", ".pdf": "application/pdf"}
_BLOCKS = (defs.block_tags - {"del", "ins"}) | {"article", "aside", "br", "details", "dialog", "figcaption", "figure"}
_BLOCKS |= {"footer", "header", "main", "nav", "section", "summary", "title"}  # words end with these
_CHARSET = re.compile(r"""charset=["']?([\w-]+)""", re.IGNORECASE)
# What pages mean by the name of a narrower encoding (WHATWG, "Encoding", 4.2).
_WIDER = {"gb2312": "gb18030", "gbk": "gb18030", "iso-8859-1": "cp1252", "us-ascii": "cp1252", "shift_jis": "cp932"}


@dataclass(frozen=True)
class Copy:
    """The text of a source, and when a web archive took it; None where that is not known."""

    text: str
    taken: date | None = None

    @cached_property
    def sha256(self) -> str:
        """The SHA-256 of its words with one space between each two, in UTF-8."""
        return hashlib.sha256(" ".join(self.text.split()).encode()).hexdigest()


@dataclass(frozen=True)
class Copies:
    """What a folder holds of each source, under its id; of web archives the latest first, then the others."""

    plain: dict[str, str] = field(default_factory=dict)
    """The text of `<source-id>.txt`, whose paragraphs are the source's own."""
    found: dict[str, list[Copy]] = field(default_factory=lambda: defaultdict(list))
    findings: list[Finding] = field(default_factory=list)
    """What is wrong with a file."""
    is_empty: bool = False


def read(folder: Path, sources: Iterable[Source]) -> Copies:
    """Return the copies in a folder, with a finding for each file that cannot be read."""
    logging.getLogger("pypdf").setLevel(logging.CRITICAL)  # what it can mend is no matter for an author
    named = {path: suffix for path in sorted(folder.glob("*")) if (suffix := _suffix(path))}
    copies, sources = Copies(is_empty=not named), tuple(sources)
    ids, addresses = {source.id for source in sources}, defaultdict[str, set[str]](set)
    for source in sources:
        for address in filter(None, (source.url, source.archived)):
            addresses[key(address)].add(source.id)
    for path, suffix in named.items():
        id, problem = path.name[: -len(suffix)], ("", "")
        try:
            if suffix in _ARCHIVES:
                if not _add(copies, path, suffix, addresses):
                    problem = "no page with words has the address of a source", "compare with `url:` of the source"
            elif id not in ids:
                near, help = nearest(id, ids), f"name the file after a source: <source-id>{suffix}"
                problem = f'no source has the id "{id}"', f'did you mean "{near}"?' if near else help
            else:
                with path.open("rb") as file:
                    text = _in_words(text_of(_whole(file), _FILES[suffix]))
                copies.found[id].append(Copy(text))
                if suffix == ".txt":
                    copies.plain[id] = text
        except Exception as error:  # three libraries read what anybody made, and each fails in many ways
            problem = f"cannot be read: {_in_a_line(error)}", "make or download it again, or take it out of the folder"
        if problem[0]:
            copies.findings.append(Finding(str(path), Mark(1, 1), *problem))
    for held in copies.found.values():
        held.sort(key=lambda copy: copy.taken or date.min, reverse=True)
    return copies


def _suffix(path: Path) -> str:
    return next((end for end in (*_ARCHIVES, *_FILES) if path.name.lower().endswith(end) and path.is_file()), "")


def _in_words(text: str) -> str:
    if not text.split():
        raise ValueError("it has no words, as a scan has none")
    return text


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


def _add(copies: Copies, path: Path, suffix: str, addresses: dict[str, set[str]]) -> bool:
    """Add what a web archive has of sources, and return whether it has a page of any."""
    held = defaultdict[str, list[Copy]](list)
    with path.open("rb") as file:
        for address, taken, kind, content in _answers(file, suffix, addresses):
            if (text := text_of(content, kind)).split():
                copy = Copy(text, taken)
                for id in addresses[key(address)]:
                    held[id].append(copy)
    for id, found in held.items():
        copies.found[id] += found
    return bool(held)


def _answers(file: IO[bytes], suffix: str, addresses: dict[str, set[str]]) -> Iterator[tuple[str, date, str, bytes]]:
    """Yield address, day, media type and content of each answer from one of these addresses."""
    if suffix == ".wacz":
        with zipfile.ZipFile(file) as archive:
            for name in sorted(archive.namelist()):
                if name.startswith("archive/") and name.endswith(_ARCHIVES[:2]):
                    with archive.open(name) as member:
                        yield from _answers(member, "", addresses)
        return
    for record in ArchiveIterator(file):
        headers, address = record.http_headers, record.rec_headers.get_header("WARC-Target-URI") or ""
        if record.rec_type not in {"response", "resource"} or key(address) not in addresses:
            continue
        if headers and headers.get_statuscode() != "200":
            continue
        is_brotli = headers and (headers.get_header("Content-Encoding") or "").lower() == "br"
        content = _whole(ChunkedDataReader(record.raw_stream) if is_brotli else record.content_stream())
        if is_brotli:  # of which warcio knows an older interface
            unpacking = brotli.Decompressor()
            content = unpacking.process(content, output_buffer_limit=MAX_BYTES)
            if not unpacking.is_finished():
                raise ValueError(_TOO_LARGE)
        while record.raw_stream.read(1 << 16):  # what follows the last chunk
            pass
        if record.raw_stream.limit:
            raise EOFError("it was cut off")
        taken = date.fromisoformat(record.rec_headers.get_header("WARC-Date")[:10])
        yield address, taken, (headers or record.rec_headers).get_header("Content-Type") or "", content


def _whole(stream: IO[bytes]) -> bytes:
    """Return all that a stream holds; raise ValueError where that is too much."""
    pieces, size = [], 0
    while piece := stream.read(1 << 16):
        pieces.append(piece)
        if (size := size + len(piece)) > MAX_BYTES:
            raise ValueError(_TOO_LARGE)
    return b"".join(pieces)


def text_of(content: bytes, kind: str) -> str:
    """Return the text of a page, PDF or plain text; nothing of any other media type."""
    if content.startswith(b"%PDF-"):
        return "\n".join(page.extract_text() for page in pypdf.PdfReader(io.BytesIO(content)).pages)
    if "html" in kind:
        return _text_of_page(_decoded(content, kind))
    return _decoded(content, kind or "text/plain") if kind.startswith("text/") else ""


def _text_of_page(page: str) -> str:
    parser = html.HTMLParser(encoding="utf-8", remove_comments=True, remove_pis=True, huge_tree=True)
    first = html.document_fromstring(page.replace("\0", "").encode(), parser=parser)
    trees = [first, *first.itersiblings(etree.Element)]  # what follows </html> is a tree of its own
    for tree in trees:
        etree.strip_elements(tree, "script", "style", "template", with_tail=False)
        for element in tree.iter(*_BLOCKS):
            element.text, element.tail = f"\n{element.text or ''}", f"\n{element.tail or ''}"
    return "".join(str(text) for tree in trees for text in tree.itertext())


def _decoded(content: bytes, kind: str) -> str:
    """Return text as a browser decodes it: by its mark, by what is said of it, or by what it looks like."""
    if content.startswith(codecs.BOM_UTF8):
        return content.decode("utf-8-sig", "replace")
    if content.startswith((codecs.BOM_UTF16_LE, codecs.BOM_UTF16_BE)):
        return content.decode("utf-16", "replace")
    said = _CHARSET.search(kind) or ("html" in kind and _CHARSET.search(content[:2048].decode("latin-1")))
    name = said[1].lower() if said else "utf-8"
    try:
        return content.decode(_WIDER.get(name, name), "replace" if said else "strict")
    except (LookupError, UnicodeDecodeError):
        return content.decode("cp1252", "replace")
