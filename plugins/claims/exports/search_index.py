"""Records → the files of a search index. The only file that knows Pagefind.

Its command line is not used: it numbers pages in the order in which the file system lists them, so the same input would
not give the same bytes. Its Python package waits a tenth of a second after each record. So this speaks to the program
as that package does: over its standard input and output, in JSON written as Base64 and ended by commas.
"""

from __future__ import annotations

import base64
import gzip
import hashlib
import json
import os
from collections.abc import Iterable, Mapping, Sequence
from contextlib import suppress
from pathlib import PurePosixPath
from subprocess import PIPE, Popen
from typing import Any

import cbor2
import pagefind_bin

from ..cache import Cache, make_key
from .search_records import Record

_LANGUAGE = "en"
_SIGNATURE = b"pagefind_dcd"  # at the head of each file; without gzip around it Pagefind takes a file as it is
_META = ".pf_meta"
# The rest are Pagefind's own search boxes, which the theme does without.
_WANTED = (_META, ".pf_index", ".pf_filter", ".pf_fragment", f"wasm.{_LANGUAGE}.pagefind",
           "pagefind-entry.json", "pagefind.js", "pagefind-worker.js")  # fmt: skip


class IndexingError(Exception):
    """Pagefind could not make the index."""


def index(records: Iterable[Record], cache: Cache) -> dict[str, bytes]:
    """Return the files of the index by their paths below its folder, alike for the same records.

    Pagefind is only asked where the cache has no answer to the same requests.
    """
    requests = [
        {"type": "NewIndex", "config": {"force_language": _LANGUAGE, "keep_index_url": True}},
        *map(_request, records),
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
    return _in_order({path: base64.b64decode(files[path]) for path in files if path.endswith(_WANTED)})


def _request(record: Record) -> dict[str, Any]:
    """Return the request to add a record. Its meta data are searched too, and weigh more than its text."""
    meta = {"title": record.title, "also": record.also, "lang": record.lang if record.lang != _LANGUAGE else ""}
    filters = {"kind": [record.kind], "topic": record.topics, "verdict": [record.verdict] if record.verdict else []}
    return {
        "type": "AddRecord",
        "index_id": 0,
        "url": record.url,
        "content": record.text,
        "language": _LANGUAGE,
        "meta": {name: value for name, value in meta.items() if value},
        "filters": {name: values for name, values in filters.items() if values},
        "sort": None,
    }


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


def _in_order(files: Mapping[str, bytes]) -> dict[str, bytes]:
    """Return the files with filters in alphabetical order, and names that follow from what is in them.

    Pagefind 1.5 leaves filters and their values in the order of a hash map, which differs from run to run, and so do
    the names of their files and all that names those. Its repository sorts them since August 2026 (commit 0b56369,
    pull request 1124): when that is released, this goes.
    """
    ordered, names = dict[str, bytes](), dict[str, str]()
    for path, content in files.items():
        if path.startswith("filter/"):
            name, values = _unpack(content)
            packed = _pack([name, sorted(values)])
            names[PurePosixPath(path).stem] = digest = _digest(packed, 7)
            ordered[f"filter/{digest}.pf_filter"] = packed
        elif not path.endswith(_META):
            ordered[path] = content
    for path in (path for path in files if path.endswith(_META)):
        version, pages, chunks, filters, *rest = _unpack(files[path])
        packed = _pack([version, pages, chunks, sorted([name, names[file]] for name, file in filters), *rest])
        digest = _digest(packed, 10)
        ordered[f"pagefind.{digest}{_META}"] = packed
        entry = json.loads(ordered["pagefind-entry.json"])
        entry["languages"][_LANGUAGE]["hash"] = digest
        ordered["pagefind-entry.json"] = json.dumps(entry, ensure_ascii=False, sort_keys=True).encode()
    return dict(sorted(ordered.items()))


def _unpack(content: bytes) -> Any:
    return cbor2.loads(gzip.decompress(content).removeprefix(_SIGNATURE))


def _pack(value: Any) -> bytes:
    return _SIGNATURE + cbor2.dumps(value)


def _digest(content: bytes, length: int) -> str:
    return f"{_LANGUAGE}_{hashlib.sha256(content).hexdigest()[:length]}"
