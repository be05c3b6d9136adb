"""Pages → the files of a search index: one record a text, claim, topic, figure, list of sources, term, event, page.

The only file that knows Pagefind. Its command line is not used: it numbers pages in the order in which the file system
lists them, so the same input would not give the same bytes. Its Python package waits a tenth of a second after each
record. So this speaks to the program as that package does: over its standard input and output, in JSON written as
Base64 and ended by commas.
"""

import base64
import gzip
import hashlib
import json
import os
import re
from collections import Counter
from collections.abc import Iterable, Iterator, Mapping, Sequence
from contextlib import suppress
from pathlib import PurePosixPath
from subprocess import PIPE, Popen
from typing import Any

import cbor2
import opencc
import pagefind_bin
from markupsafe import Markup

from ...cache import Cache, make_key
from ...model.records import Dataset
from ...site.index import Site
from ...site.language import Language
from ...site.serialize import dump, present
from ...site.urls import Urls
from ...site.views import Findable, Page

_PIECE_END = re.compile(r"(\w?)(?=</(?:h[1-6]|caption|t[hd]|li|d[td])>)")
_MAIN = re.compile(r"<main\b.*?</main>", re.DOTALL)
_ASIDE = re.compile(r"<h1>.*?</h1>|<nav\b.*?</nav>", re.DOTALL)
_DASH = re.compile(r"(?<=[^\W\d])–(?=[^\W\d])")  # where Pagefind parts no words, as it does at a hyphen
_UNSPACED = "[\u3000-\u9fff\uff00-\uffef]"  # kana, Han and their signs, among which no spaces part words
_CHARACTERS = re.compile(f"{_UNSPACED}+")
_SPACE = re.compile(f"(?<={_UNSPACED}) | (?={_UNSPACED})")
_SPACE_KEPT = " \u2060 "  # a word that Pagefind passes over
_WORD = re.compile(r"[^\W\d_]{3,}")
_COMMA = re.compile(r"\s*[,،，、]\s*")
_SUGGESTED = {"text", "claim", "topic", "figure", "term"}
_SIGNATURE = b"pagefind_dcd"  # at the head of each file; without gzip around it Pagefind takes a file as it is
_META = ".pf_meta"
# The rest are Pagefind's own search boxes, which the theme does without.
_WANTED = (_META, ".pf_index", ".pf_filter", ".pf_fragment", "pagefind-entry.json", "pagefind.js", "pagefind-worker.js")


class IndexingError(Exception):
    """Pagefind could not make the index."""


def records(pages: Iterable[Page], site: Site) -> Iterator[Findable]:
    """Yield what can be found on these pages, and the figures, which stand on those of topics."""
    for page in pages:
        yield from page.findable(site)
    for series in site.data.series:
        said = (series.title, series.description, series.note)
        also = ", ".join((series.heading, series.title, *series.also))
        url = site.urls.figure(series.topics[0], series.id)
        yield Findable("figure", url, series.heading, said, also, topics=series.topics)


def prose_record(page: Any, html: str, urls: Urls) -> Findable:
    """Return the record of a page from `content/`, which became this HTML: its template says some of what it says.

    Headings and table cells become sentences.
    """
    main = "".join(_ASIDE.sub("", found) for found in _MAIN.findall(html))
    html = Markup(_PIECE_END.sub(lambda end: f"{end[1]}. " if end[1] else " ", main))  # noqa: S704 - tags go
    return Findable("page", urls.at(page.save_as), page.title, (page.metadata["description"], html), page.title)


def text_of(record: Findable) -> str:
    """Return what a record says as plain sentences, one after another; of its sections also the titles."""
    sections = [part for section in record.sections for part in (section.title, text_of(section))]
    return "".join(map(_sentence, filter(None, map(_plain, [*record.said, *sections])))).strip()


def _plain(part: str | tuple[str, str] | None) -> str:
    if isinstance(part, tuple):
        name, text = part
        return f"{name}{'：' if _CHARACTERS.match(name[-1]) else ': '}{_plain(text)}"
    return part.striptags() if isinstance(part, Markup) else part or ""


def _sentence(text: str) -> str:
    if text.endswith((".", "?", "!", "”")):
        return f"{text} "
    if _CHARACTERS.match(text[-1]):
        return text if text.endswith(("。", "？", "！")) else f"{text}。"
    return f"{text}. "


def words(records: Sequence[Findable], dataset: Dataset, language: Language) -> bytes:
    """Return, as JSON, the words that the search compares a query with.

    `spellings` lists those of each name and term, as people type them. `titles` lists the words of titles, most
    frequent first: the nearest is offered for a mistyped one. `characters` has those of the other Chinese script, each
    before the one that pages have for it.
    """
    named = [*(_COMMA.split(line) for line in dataset.site.spellings)]
    named += ([term.term, *term.forms] for term in dataset.glossary)
    spellings = [[form.casefold().replace("-", " ") for form in dict.fromkeys(names)] for names in named]
    titles = (f"{record.title} {record.also}" for record in records if record.kind in _SUGGESTED)
    counts = Counter(word for title in titles for word in _WORD.findall(title.casefold()))
    frequent_first = sorted(counts, key=lambda word: (-counts[word], word))
    known = {"spellings": [forms for forms in spellings if len(forms) > 1], "titles": frequent_first}
    return dump({**known, "characters": _characters(records, language)}).encode()


def _characters(records: Iterable[Findable], language: Language) -> str:
    """Return pairs of characters: one of traditional Chinese, and the simplified one that these records have for it.

    In traditional Chinese it is the other way round; in all other languages there are none.
    """
    if language.locale.language != "zh":
        return ""
    there = {letter for record in records for letter in f"{record.title}{text_of(record)}{record.also}"}
    every = [*map(chr, range(0x4E00, 0xA000))]
    script = opencc.OpenCC("s2t" if language.locale.script == "Hant" else "t2s")
    pairs = zip(every, script.convert("\n".join(every)).split("\n"), strict=True)  # a line each: no words are made
    return "".join(other + here for other, here in pairs if other != here and here in there)


def index(records: Iterable[Findable], cache: Cache, tag: str) -> dict[str, bytes]:
    """Return the files of the index by their paths below its folder, alike for the same records.

    `tag` is the site's language, by whose rules Pagefind finds the stems of words, where it knows them.

    Pagefind is only asked where the cache has no answer to the same requests.
    """
    language = tag.partition("-")[0]
    requests = [
        {"type": "NewIndex", "config": {"force_language": language, "keep_index_url": True}},
        *(_request(record, tag) for record in records),
        {"type": "GetFiles", "index_id": 0},
    ]
    messages = [json.dumps({"message_id": 1, "payload": request}).encode() for request in requests]
    key = make_key(["pagefind-bin"], *messages)
    answer = cache.get(key)
    if answer is None:
        answer = _ask(messages)
        cache.put(key, answer)
    cache.prune({key})
    files = {file["path"]: file["content"] for file in json.loads(answer)["payload"]["files"]}
    own = f"wasm.{language}.pagefind"
    wanted = (*_WANTED, own if own in files else "wasm.unknown.pagefind")
    return _in_order({path: base64.b64decode(files[path]) for path in files if path.endswith(wanted)}, language)


def _divided(text: str) -> str:
    """Return a text with each character of Chinese or Japanese as a word, as queries have it (search.js).

    Only the larger edition of Pagefind knows words in such texts, and a browser divides what is asked for by other
    rules than that.
    """
    if not _CHARACTERS.search(text):
        return text
    return " ".join(_CHARACTERS.sub(lambda run: f" {' '.join(run[0])} ", _SPACE.sub(_SPACE_KEPT, text)).split())


def _request(record: Findable, tag: str) -> dict[str, Any]:
    """Return the request to add a record. Its meta data are searched too, and weigh more than its text.

    One with sections is added as a page, whose headings Pagefind offers as results below that of the page.
    """
    if record.sections:
        return {"type": "AddFile", "index_id": 0, "url": record.url, "file_contents": _page_of(record)}
    lang = getattr(record.title, "lang", record.lang)
    return {
        "type": "AddRecord",
        "index_id": 0,
        "url": record.url,
        "content": _divided(_DASH.sub("-", text_of(record))),
        "language": tag.partition("-")[0],
        "meta": present(
            title=_divided(record.title),
            also=_divided(record.also),
            answer=_divided(record.answer),
            lang=lang if lang != tag else "",
            by=record.by,
            found=record.label.name if record.label else "",
        ),
        "filters": present(
            kind=[record.kind],
            topic=record.topics,
            verdict=[record.label.value] if record.label else [],
            text=[record.of_text] if record.of_text else [],
        ),
        "sort": None,
    }


def _page_of(record: Findable) -> str:
    """Return the page of a record with sections, as Pagefind reads it."""
    pieces = [Markup('<meta data-pagefind-filter="kind[content]" content="{}">').format(record.kind)]
    pieces.append(Markup("<h1>{}</h1>").format(_divided(record.title)))
    for section in record.sections:
        place = section.url.partition("#")[2]
        pieces.append(Markup('<h2 id="{}">{}</h2>').format(place, _divided(section.title)))
        pieces.append(Markup("<p>{}</p>").format(_divided(_DASH.sub("-", text_of(section)))))
    return f"<html><body>{''.join(pieces)}</body></html>"


def _ask(messages: Sequence[bytes]) -> bytes:
    """Return Pagefind's answer to the last message. Raise IndexingError if any of them failed.

    All are sent before any answer is read, which saves a sixth of the time: Pagefind reads on while its answers wait.
    At the end of its input it exits, whatever it still owes, so that stays open until all is answered.
    """
    pieces, owed = list[bytes](), len(messages)
    command = [pagefind_bin.get_executable(), "--service"]
    # Where it ends early the pipe breaks; what it owes then is told below.
    with suppress(BrokenPipeError), Popen(command, stdin=PIPE, stdout=PIPE) as process:  # noqa: S603 - ours alone
        assert process.stdin  # noqa: S101 - for the type checker: they were asked for
        assert process.stdout  # noqa: S101
        process.stdin.write(b"".join(base64.b64encode(message) + b"," for message in messages))
        process.stdin.flush()
        while owed > 0 and (piece := os.read(process.stdout.fileno(), 1 << 16)):
            pieces.append(piece)
            owed -= piece.count(b",")
    answers = [base64.b64decode(answer) for answer in b"".join(pieces).split(b",")[:-1]]
    for payload in (json.loads(answer)["payload"] for answer in answers):
        if payload["type"] == "Error":
            raise IndexingError(f"Pagefind says: {payload['message']}")
    if owed:
        raise IndexingError("Pagefind ended before it had answered")
    return answers[-1]


def _in_order(files: Mapping[str, bytes], language: str) -> dict[str, bytes]:
    """Return the files with filters in alphabetical order, and names that follow from what is in them.

    Pagefind 1.5 leaves filters and their values in the order of a hash map, which differs from run to run, and so do
    the names of their files and all that names those. Its repository sorts them since August 2026 (commit 0b56369,
    pull request 1124): when that is released, this goes.
    """
    ordered, names = dict[str, bytes](), dict[str, str]()
    for path, content in sorted(files.items(), key=lambda file: file[0].endswith(_META)):  # which name others: last
        if path.startswith("filter/"):
            name, values = _unpack(content)
            packed = _pack([name, sorted(values)])
            names[PurePosixPath(path).stem] = digest = _digest(packed, language, 7)
            ordered[f"filter/{digest}.pf_filter"] = packed
        elif path.endswith(_META):
            version, pages, chunks, filters, *rest = _unpack(content)
            packed = _pack([version, pages, chunks, sorted([name, names[file]] for name, file in filters), *rest])
            digest = _digest(packed, language, 10)
            ordered[f"pagefind.{digest}{_META}"] = packed
            entry = json.loads(ordered["pagefind-entry.json"])
            entry["languages"][language]["hash"] = digest
            ordered["pagefind-entry.json"] = json.dumps(entry, ensure_ascii=False, sort_keys=True).encode()
        else:
            ordered[path] = content
    return dict(sorted(ordered.items()))


def _unpack(content: bytes) -> Any:
    return cbor2.loads(gzip.decompress(content).removeprefix(_SIGNATURE))


def _pack(value: Any) -> bytes:
    return _SIGNATURE + cbor2.dumps(value)


def _digest(content: bytes, language: str, length: int) -> str:
    return f"{language}_{hashlib.sha256(content).hexdigest()[:length]}"
