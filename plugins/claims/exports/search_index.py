"""Records → the files of a search index. The only file that knows Pagefind.

Pagefind's own Python package waits a tenth of a second after each record, so this speaks to the program as that package
does: over its standard input and output, in JSON written as Base64 and ended by commas.
"""

from __future__ import annotations

import base64
import gzip
import hashlib
import json
import subprocess
import threading
from collections.abc import Iterable, Iterator, Mapping, Sequence
from contextlib import suppress
from importlib import metadata
from itertools import islice
from pathlib import Path
from typing import Any

import cbor2
import pagefind_bin

from .. import cache
from .search_records import Record

_LANGUAGE = "en"
_SIGNATURE = b"pagefind_dcd"  # at the head of each file; without gzip around it Pagefind takes a file as it is
_WANTED = ("pagefind.js", "pagefind-worker.js", "pagefind-entry.json", f"wasm.{_LANGUAGE}.pagefind")
"""Beside the index itself. The rest are Pagefind's own search boxes, which the theme does without."""
_FOLDERS = ("filter/", "fragment/", "index/")
_META = ".pf_meta"


class IndexingError(Exception):
    """Pagefind could not make the index."""


def index(records: Iterable[Record], keep: Path | None = None) -> dict[str, bytes]:
    """The files of the index by their paths below its folder, alike for the same records.

    `keep` is the folder in which they are kept: while the records stay the same, Pagefind is not asked again.
    """
    if keep is None:
        return _made(records)
    records = tuple(records)
    return cache.files(keep, _key(records), lambda: _made(records))


def _key(records: Iterable[Record]) -> str:
    """What an index is made from: the records, Pagefind, and this file."""
    versions = [metadata.version(library) for library in ("pagefind-bin", "cbor2")]
    digest = hashlib.sha256(" ".join(versions).encode())
    digest.update(Path(__file__).read_bytes())
    for record in records:
        digest.update(f"{record!r}\n".encode())
    return digest.hexdigest()


def _made(records: Iterable[Record]) -> dict[str, bytes]:
    asked: list[Any] = [{"type": "NewIndex", "config": {"force_language": _LANGUAGE, "keep_index_url": True}}]
    asked += map(_added, records)
    answer = _answer([*asked, {"type": "GetFiles", "index_id": 0}])
    files = {file["path"]: base64.b64decode(file["content"]) for file in answer["files"]}
    wanted = {path: content for path, content in files.items() if _is_wanted(path)}
    return _in_order(wanted)


def _added(record: Record) -> Any:
    return {
        "type": "AddRecord",
        "index_id": 0,
        "url": record.url,
        "content": record.text,
        "language": _LANGUAGE,
        "meta": _meta(record),
        "filters": {name: list(values) for name, values in record.filters.items() if values},
        "sort": None,
    }


def _meta(record: Record) -> dict[str, str]:
    """What is searched too, and weighs more than text."""
    meta = {"title": record.title, "also": record.also}
    if record.lang != _LANGUAGE:
        meta["lang"] = record.lang
    return {name: value for name, value in meta.items() if value}


def _is_wanted(path: str) -> bool:
    return path in _WANTED or path.startswith(_FOLDERS) or path.endswith(_META)


def _answer(asked: Sequence[Any]) -> Any:
    """What Pagefind answers to the last of these, having done all.

    It is asked without waiting for each answer, which takes a sixth of the time off.
    """
    # Unbuffered, so that nothing is left to write when it has ended. Its complaints go where the build's own go.
    with subprocess.Popen(  # noqa: S603 - a program of the virtual environment, and no arguments from outside
        [pagefind_bin.get_executable(), "--service"], stdin=subprocess.PIPE, stdout=subprocess.PIPE, bufsize=0
    ) as process:
        asking = threading.Thread(target=_ask, args=(process, asked))
        asking.start()
        try:
            *_, last = islice(_answers(process), len(asked))
        finally:
            process.kill()  # it has nothing to finish, and nobody to write to ends the asking
            asking.join()
    return last


def _ask(process: subprocess.Popen[bytes], asked: Iterable[Any]) -> None:
    assert process.stdin  # noqa: S101 - for the type checker: they were asked for
    with suppress(BrokenPipeError):  # it has ended: that it owes answers is seen where they are read
        for payload in asked:
            message = base64.b64encode(json.dumps({"message_id": 1, "payload": payload}).encode()) + b","
            while message:
                message = message[process.stdin.write(message) :]


def _answers(process: subprocess.Popen[bytes]) -> Iterator[Any]:
    assert process.stdout  # noqa: S101
    begun: list[bytes] = []
    while more := process.stdout.read(1 << 20):
        *ends, rest = more.split(b",")
        for end in ends:
            said = json.loads(base64.b64decode(b"".join([*begun, end])))["payload"]
            if said["type"] == "Error":
                raise IndexingError(f"Pagefind says: {said['message']}")
            yield said
            begun.clear()
        begun.append(rest)
    raise IndexingError("Pagefind ended before it had answered")


def _in_order(files: Mapping[str, bytes]) -> dict[str, bytes]:
    """The files with filters in alphabetical order, and names that follow from what is in them.

    Pagefind 1.5 leaves filters and their values in the order of a hash map, which differs from run to run, and so do
    the names of their files and all that names those. Its repository sorts them since August 2026 (commit 0b56369,
    pull request 1124): when that is released, this goes.
    """
    ordered = {path: content for path, content in files.items() if not path.startswith("filter/")}
    names = {}
    for path, content in files.items():
        if path.startswith("filter/"):
            name, values = _unpack(content)
            packed = _pack([name, sorted(values)])
            names[path.removeprefix("filter/").removesuffix(".pf_filter")] = hash = _hash(packed, 7)
            ordered[f"filter/{hash}.pf_filter"] = packed
    for path in [path for path in ordered if path.endswith(_META)]:
        version, pages, chunks, filters, *rest = _unpack(ordered.pop(path))
        packed = _pack([version, pages, chunks, sorted([name, names[hash]] for name, hash in filters), *rest])
        hash = _hash(packed, 10)
        ordered[f"pagefind.{hash}{_META}"] = packed
        entry = json.loads(ordered["pagefind-entry.json"])
        entry["languages"][_LANGUAGE]["hash"] = hash
        ordered["pagefind-entry.json"] = json.dumps(entry, ensure_ascii=False, sort_keys=True).encode()
    return dict(sorted(ordered.items()))


def _unpack(content: bytes) -> Any:
    return cbor2.loads(gzip.decompress(content).removeprefix(_SIGNATURE))


def _pack(value: Any) -> bytes:
    return _SIGNATURE + cbor2.dumps(value)


def _hash(content: bytes, length: int) -> str:
    return f"{_LANGUAGE}_{hashlib.sha256(content).hexdigest()[:length]}"
