import gzip
import time
import zipfile
from collections.abc import Callable
from datetime import date
from pathlib import Path

import brotli
import pypdf
import pytest

from claims.model.records import Source
from claims.source.diagnostics import Diagnostic
from claims.tools import copies
from claims.tools.quotes import Copy
from claims.tools.source_file import SourceFile
from support.example import EXAMPLE, TODAY
from support.recorded import Recorded, saved, warc

MOON, ROCK = "https://gazette.example/moon", "https://academy.example/rock"
Found = tuple[dict[str, list[Copy]], list[Diagnostic]]
FOLDER = Path("copies")


@pytest.fixture
def sources(file: Path) -> tuple[Source, ...]:
    """Those of the example: one at MOON, one that has a stored copy."""
    FOLDER.mkdir()
    return SourceFile.read(file, today=TODAY).dataset.sources


def told(found: Found) -> list[tuple[str, str, str]]:
    return [(Path(diagnostic.file).name, diagnostic.message, diagnostic.help) for diagnostic in found[1]]


def texts(found: Found) -> dict[str, list[str]]:
    return {id: [" ".join(copy.text.split()) for copy in held] for id, held in found[0].items()}


def test_pages_are_found_by_their_addresses_in_archives_of_any_name(sources: tuple[Source, ...]) -> None:
    alike = [MOON, f"{MOON}/", f"{MOON}#top", f"<{MOON}>"]
    alike += [MOON.replace("https", "http"), MOON.replace("gazette", "GAZETTE")]
    other = [f"{MOON}?page=2", MOON.replace("moon", "Moon"), "https://gazette.example/", "http://["]
    warc(FOLDER / "a.warc", [Recorded(url, f"<p>{n}".encode()) for n, url in enumerate([*alike, *other])])
    assert texts(copies.read(FOLDER, sources)) == {"gazette-1968": ["0", "1", "2", "3", "4", "5"]}


def test_a_stored_copy_is_known_by_its_own_address(file: Path, sources: tuple[Source, ...]) -> None:
    address = "https://web.archive.org/web/20200102030405/https://academy.example/rock"
    file.write_text(EXAMPLE.replace("https://archive.example/rock", address), "utf-8")
    kept = [(address.replace("5/", "5id_/"), b"<p>Rock"), (address.replace("5/", "4/"), b"no")]
    warc(FOLDER / "a.warc", [Recorded(*page) for page in kept])
    assert texts(copies.read(FOLDER, SourceFile.read(file, today=TODAY).dataset.sources)) == {"rock-1969": ["Rock"]}


def test_only_whole_answers_count_and_pages_with_a_record_the_latest_first(sources: tuple[Source, ...]) -> None:
    answers = [
        Recorded(MOON, b"<p>old", date="2019-01-01T00:00:00Z"),
        Recorded(MOON, b"<p>new", date="2020-01-01T00:00:00Z"),
        Recorded(MOON, b"<p>gone", status="404 Not Found"),
        Recorded(MOON, b"<p>elsewhere", status="301 Moved", headers=(("Location", "/m"),)),
        Recorded(MOON, b"<p>asked", type="metadata"),
        Recorded(MOON, b"plain", kind="text/plain", date="2018-01-01T00:00:00Z", type="resource"),
        Recorded(MOON, b"\x89PNG", kind="image/png", date="2017-01-01T00:00:00Z"),
    ]
    warc(FOLDER / "a.warc.gz", answers)
    saved(FOLDER / "any.txt", b"\xef\xbb\xbfOf a file.\r\n", f"{MOON}#top", "2019-06-01")
    saved(FOLDER / "other.HTML", "<title>A page</title><p>of rock", "https://archive.example/rock")
    record = FOLDER / "any.txt.toml"
    record.write_bytes(b"\xef\xbb\xbf" + record.read_bytes().replace(b"\n", b"\r\n"))  # as Windows' own editor does
    found = copies.read(FOLDER, sources)
    assert told(found) == []
    assert texts(found) == {"gazette-1968": ["new", "Of a file.", "old", "plain"], "rock-1969": ["A page of rock"]}
    days = [copy.taken for copy in found[0]["gazette-1968"]]
    assert days == [date(2020, 1, 1), date(2019, 6, 1), date(2019, 1, 1), date(2018, 1, 1)]


def chunked(content: bytes) -> bytes:
    return b"".join(b"%x\r\n%s\r\n" % (len(piece), piece) for piece in (content[:7], content[7:], b""))


@pytest.mark.parametrize(
    "pack", [bytes, gzip.compress, brotli.compress, chunked, lambda c: chunked(brotli.compress(c))]
)
def test_what_was_packed_for_its_way_is_unpacked(sources: tuple[Source, ...], pack: Callable[[bytes], bytes]) -> None:
    content = pack(b"<p>made of green cheese")
    packed = {gzip.compress: "gzip", brotli.compress: "br", bytes: "", chunked: ""}.get(pack, "br")
    headers = (("Content-Encoding", packed),) if packed else ()
    if content[1:3] == b"\r\n":
        headers += (("Transfer-Encoding", "chunked"),)
    inner = warc(Path("data.warc.gz"), [Recorded(MOON, content, headers=headers)])
    with zipfile.ZipFile(FOLDER / "a.wacz", "w") as archive:
        archive.write(inner, "archive/data.warc.gz")
        archive.writestr("pages/pages.jsonl", "{}")
    assert texts(copies.read(FOLDER, sources)) == {"gazette-1968": ["made of green cheese"]}


ODD = """<!DOCTYPE html><html><head><meta charset="%s"><title>Moon</title><style>p {}</style></head><body>
<nav>Menu</nav><p>Th<b>e</b> “moon”<p>is<br>far.<script>var no</script><!-- no --><table><tr><td>é<td>2</table></body>
</html><p>And late."""


SEEN = ["Moon", "Menu", "The", "“moon”", "is", "far.", "é", "2", "And", "late."]


def test_the_words_of_a_page_are_those_that_readers_see() -> None:
    labels = {"windows-1252": "cp1252", "ISO-8859-1": "cp1252", "utf-8": "utf-8", "nonsense": "cp1252"}
    for label, encoding in labels.items():
        content = (ODD % label).encode(encoding)
        assert copies.text_of(content, "text/html").split() == SEEN
    said = copies.text_of((ODD % "utf-8").encode("cp1252"), "text/html; charset=windows-1252")
    assert "“moon”" in said
    assert copies.text_of("<p>月亮镕".encode("gb18030"), "text/html; charset=GB2312").strip() == "月亮镕"
    assert copies.text_of("<p>é “so”".encode("cp1252"), "text/html").strip() == "é “so”"
    for encoding in ("utf-8-sig", "utf-16"):
        assert copies.text_of("<p>é\0 “so”".encode(encoding), "text/html; charset=x").strip() == "é “so”"
    page = b'<?xml version="1.0" encoding="iso-8859-1"?><html><p>so</p></html>'
    assert copies.text_of(page, "application/xhtml+xml").strip() == "so"


_LINES = b"BT /F 12 Tf 20 200 Td (no trace of che-) Tj 0 -14 Td (ese was found) Tj ET"
_OBJECTS = (
    b"<</Type /Catalog /Pages 2 0 R>>",
    b"<</Type /Pages /Kids [3 0 R] /Count 1>>",
    b"<</Type /Page /Parent 2 0 R /Contents 4 0 R /Resources <</Font <</F 5 0 R>>>>>>",
    b"<</Length %d>> stream\n%s\nendstream" % (len(_LINES), _LINES),
    b"<</Type /Font /Subtype /Type1 /BaseFont /Helvetica>>",
)
PDF = b"%%PDF-1.4\n%s\ntrailer <</Root 1 0 R>>\nstartxref\n0\n%%%%EOF" % b"\n".join(
    b"%d 0 obj %s endobj" % numbered for numbered in enumerate(_OBJECTS, 1)
)


def test_the_words_of_a_pdf_are_read(sources: tuple[Source, ...]) -> None:
    warc(FOLDER / "a.warc", [Recorded(MOON, PDF, kind="application/octet-stream", type="resource")])
    assert texts(copies.read(FOLDER, sources)) == {"gazette-1968": ["no trace of che- ese was found"]}


NONE = "compare with `url:` of the source; a scan has no words"
AGAIN = "make or download it again, or take it out of the folder"


def test_what_cannot_be_read_is_told_in_a_line_and_the_rest_is_read(sources: tuple[Source, ...]) -> None:
    whole = warc(Path("whole.warc"), [Recorded(MOON, b"<p>moon" * 500)]).read_bytes()
    bad = {
        "cut.warc": whole[:-1000],
        "cut.wacz": b"PK\x03\x04",
        "junk.warc": b"junk" * 100,
        "rock.pdf": b"%PDF-1.4 and no more",
    }
    for name, content in bad.items():
        saved(FOLDER / name, content, ROCK)
    (FOLDER / "good.warc").write_bytes(whole)
    found = copies.read(FOLDER, sources)
    assert [len(held) for held in found[0].values()] == [1]
    assert [(name, message.partition(":")[0], help) for name, message, help in told(found)] == [
        (name, "cannot be read", AGAIN) for name in sorted(bad)
    ]
    said = {name: message.partition(": ")[2] for name, message, _ in told(found)}
    assert max(map(len, said.values())) <= 100


def test_a_head_that_does_not_end_takes_no_time(sources: tuple[Source, ...]) -> None:
    (FOLDER / "endless.warc").write_bytes(b"WARC/1.1\r\nX: " + b"x" * 60_000_000)
    before = time.process_time()
    assert [name for name, *_ in told(copies.read(FOLDER, sources))] == ["endless.warc"]
    assert time.process_time() - before < 2  # of which it takes a twentieth; joining its pieces took ten


HELP = 'write {}.toml beside it, as in `url = "https://example.org/page"` and below it `saved = 2025-06-01`'


def test_what_is_no_copy_of_a_source_or_has_no_words_is_told(sources: tuple[Source, ...]) -> None:
    """A scan has none, nor has a page that a script would fill."""
    writer = pypdf.PdfWriter()
    writer.add_blank_page(100, 100)
    writer.write("scan.pdf")
    saved(FOLDER / "rock.pdf", Path("scan.pdf").read_bytes(), ROCK)
    warc(FOLDER / "script.warc", [Recorded(MOON, b"<div id=app></div><script>fill()</script>")])
    warc(FOLDER / "other.warc", [Recorded("https://other.example/", b"<p>Other")])
    saved(FOLDER / "other.html", "<p>Other", "https://other.example/")
    (FOLDER / "bare.txt").write_text("Of a file.")
    records = {"day.html": f'url = "{MOON}"\nsaved = "May"', "more.pdf": f'url = "{MOON}"\nsaved = 2020-01-01\nby = 1'}
    for name, record in (records | {"mad.html": "url = http"}).items():
        saved(FOLDER / name, "<p>Moon", MOON)
        (FOLDER / f"{name}.toml").write_text(record)
    found = copies.read(FOLDER, sources)
    assert texts(found) == {}
    assert told(found) == [
        ("bare.txt", "nothing says where and when this copy was saved, so it does not count", HELP.format("bare.txt")),
        ("day.html", "its record day.html.toml has a mistake: saved", HELP.format("day.html")),
        (
            "mad.html",
            "its record mad.html.toml has a mistake: Invalid value (at line 1, column 7)",
            HELP.format("mad.html"),
        ),
        ("more.pdf", "its record more.pdf.toml has a mistake: by", HELP.format("more.pdf")),
        ("other.html", "no source has the address https://other.example/", "compare with `url:` of the source"),
        *(
            (name, "no page with words has the address of a source", NONE)
            for name in ("other.warc", "rock.pdf", "script.warc")
        ),
    ]
