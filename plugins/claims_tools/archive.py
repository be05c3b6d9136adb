"""Find a stored copy of each source that has none, at the Internet Archive: `make archive`.

The right copy is the nearest one from after the source's own date, since an older one may show another page; of an
undated source it is the latest. Each is written as soon as it is known, so that a run can be stopped, and goes on where
it was. Of pages that the Archive does not have it says where they can be saved: to ask for that is left to the author,
who sees whether what was saved is the page, and to tools that are made for it, such as `savepagenow`. Of hosts that
refuse programs, and so the Archive, it says which pages only a private copy can keep.
"""

from __future__ import annotations

import json
import sys
from argparse import Namespace
from contextlib import suppress
from datetime import date
from http import HTTPStatus
from pathlib import Path
from time import sleep
from urllib.parse import urldefrag, urlencode, urlsplit

from claims.model.records import Source, by_id
from claims.source.grouping import by_key

from . import console
from .console import CommandError
from .source_file import SourceFile
from .web import NoAnswerError, Reply, State, Web, agent, ask_all

COPIES = "https://web.archive.org/web/"
SAVE = "https://web.archive.org/save/"
WAITS = (10.0, 60.0)  # seconds before the Archive is asked once more, and again
_BUSY = {HTTPStatus.TOO_MANY_REQUESTS, HTTPStatus.SERVICE_UNAVAILABLE}


def find(source: Source, web: Web, lookup: str, pause: float) -> str | None:
    """Return when the right copy of a source was made, in 14 digits; None where there is none."""
    after = source.date.last.strftime("%Y%m%d") if source.date else ""
    for near in dict.fromkeys((after, "")):  # the nearest to the date may be older, and the latest not
        query = {"url": _address(source), **({"timestamp": near} if near else {})}
        with suppress(ValueError, KeyError):  # of a reply without a copy
            reply = _ask(f"{lookup}?{urlencode(query)}", web, pause)
            closest = json.loads(reply.body)["archived_snapshots"]["closest"]
            if closest["status"] == "200" and closest["timestamp"][:8] >= after:
                return str(closest["timestamp"])
    return None


def _ask(address: str, web: Web, pause: float) -> Reply:
    """Return a reply; ask again where the Archive is busy, and raise CommandError where it stays so."""
    why = ""
    for wait in (pause, *WAITS):
        sleep(wait)
        try:
            reply = web.fetch(address)
            if reply.status not in _BUSY:
                return reply
            why = reply.words
        except NoAnswerError as error:
            why = str(error)
    help = "what was found so far is in the file; type make archive again later"
    raise CommandError(f"the Internet Archive is not available now: {why}", help)


def _address(source: Source) -> str:
    return urldefrag(source.url or "").url


def archive(options: Namespace, today: date) -> None:
    """Write the copy of each source into the file as it is found, and report the rest."""
    wanted = [s for s in SourceFile.read(options.file, today=today).dataset.sources if s.url and not s.archived]
    web = Web(agent=agent("archive", "looks for copies of pages we cite", options.contact))
    lacking, written = list[str](), 0
    try:
        for n, source in enumerate(wanted, 1):
            console.show_progress(f"{n} of {len(wanted)}: {source.id}")
            if stamp := find(source, web, options.lookup, options.pause):
                written += write(options.file, source, f"{COPIES}{stamp}/{_address(source)}", today)
            else:
                lacking.append(_address(source))
    finally:
        console.show_progress("")
        counts = {"written": written, "not in the Archive": len(lacking)}
        counts["left for another time"] = len(wanted) - sum(counts.values())
        parts = [f"{count} {what}" for what, count in counts.items() if count]
        sources = "1 source" if len(wanted) == 1 else f"{len(wanted)} sources"
        print(f"{options.file}: {sources} without a copy{': ' * bool(parts)}{', '.join(parts)}")
        _print_lacking(lacking, web, options.pause)


def _print_lacking(addresses: list[str], web: Web, pause: float) -> None:
    """Print the pages that can be saved at the Archive, and under each host that refuses programs those that cannot."""
    answers = ask_all(addresses, web.ask, console.show_progress, pause=pause)
    refused = {a: answers[a].words for a in addresses if a in answers and answers[a].state is State.REFUSES}
    if saveable := [f"  {SAVE}{address}" for address in addresses if address not in refused]:
        print("save these in a browser, and type make archive again another day:", *saveable, sep="\n")
    for (host, words), pages in by_key(((urlsplit(a).hostname, words), a) for a, words in refused.items()).items():
        print(f"{host} refuses programs ({words}), and so the Archive: keep a private copy, as data/README.md says, of")
        print(*(f"  {page}" for page in pages), sep="\n")


def write(path: Path, source: Source, address: str, today: date) -> bool:
    """Write a copy's address into the record of its source, and return whether that was done.

    The file is read anew, as its author may have changed it meanwhile, and the address of the source too.
    """
    file = SourceFile.read(path, today=today)
    now = by_id(file.dataset.sources).get(source.id)
    if not now or now.url != source.url or now.archived:
        return False
    plain = address if not set(address) & {*",[]"} else f'"{address}"'
    file.edited([file.adding(now.origin.path("url"), f"archived: {plain}")], today=today).write()
    return True


main = console.command(
    archive,
    "make archive [CONTACT=you@example.org]",
    pause=2.0,  # seconds between two questions
    contact="",  # an address that the Archive is told, to write to
    lookup="https://archive.org/wayback/available",
)


if __name__ == "__main__":
    sys.exit(main())
