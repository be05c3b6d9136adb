"""Find or make a stored copy of each source that has none, at the Internet Archive: `make archive`.

A copy that the Archive has is taken, else it is asked for one (Save Page Now). The right copy is the nearest one from
after the source's own date, since an older one may show another page; of an undated source it is the latest. Each is
written as soon as it is known, so that a run can be stopped, and goes on where it was. `savepagenow` was weighed:
it looks for no older copy and never waits, no test can send it to another host, and it would add two packages.
"""

from __future__ import annotations

import http
import http.client
import json
import os
import re
import sys
import time
from argparse import ArgumentParser, Namespace
from collections.abc import Callable, Mapping
from contextlib import suppress
from dataclasses import dataclass
from datetime import date
from pathlib import Path
from typing import Any
from urllib.parse import urldefrag, urlencode

from claims.model.records import Source, by_id
from claims.source.diagnostics import Problem

from . import console
from .console import CommandError
from .linkcheck import EXEMPTIONS, covers, read_exemptions
from .source_file import SourceFile
from .web import Reply, Web, agent

COPIES = "https://web.archive.org/web/"
MAX_WAIT = 600.0  # seconds that a command may well stand still
MAX_TRIES = 3
MAX_LOOKS = 30  # at a copy in the making: it takes up to two minutes, and one that waits for others longer
_KEYS = "IA_ACCESS_KEY_ID", "IA_SECRET_ACCESS_KEY"  # as the Archive's own command `ia` names them
_JOB = re.compile(r"""(?:"job_id": ?|watchJob\()"([^"]+)""")
_FULL = {"user-session-limit", "max-daily-bandwidth-from-ip", "bandwidth-limit-exceeded", "blocked-client-ip"}
_BUSY = {http.HTTPStatus.TOO_MANY_REQUESTS, http.HTTPStatus.SERVICE_UNAVAILABLE}


class RefusedError(Exception):
    """There is no copy of a source; the message says why."""


class BusyError(Exception):
    """The Archive does not answer, or wants to be left alone for now."""


@dataclass(frozen=True, kw_only=True)
class Wayback:
    """The Internet Archive, asked one thing at a time."""

    lookup: str
    save: str
    web: Web
    pause: float
    """Seconds before each question; five times as many before those to save, of which few a minute are answered."""
    keys: Mapping[str, str]
    """The headers by which the Archive knows who asks; none where nobody says."""
    sleep: Callable[[float], None] = time.sleep

    def find(self, source: Source) -> str | None:
        """Return when the right copy was made, in 14 digits; None where there is none."""
        url, after = _address(source), source.date.last.strftime("%Y%m%d") if source.date else ""
        for near in dict.fromkeys((after, "")):  # the nearest to the date may be older, and the latest not
            query = {"url": url, **({"timestamp": near} if near else {})}
            copy = _read(self._ask(f"{self.lookup}?{urlencode(query)}")).get("archived_snapshots", {})
            closest = copy.get("closest", {})
            if closest.get("status") == "200" and (stamp := _stamp(closest)) and stamp[:8] >= after:
                return stamp
        return None

    def make(self, source: Source) -> str:
        """Return when a new copy was made, in 14 digits; raise RefusedError where none was."""
        reply = self._ask(self.save, {"url": _address(source)})
        job = _JOB.search(reply.body.decode("utf-8", "replace"))
        if not job:
            raise _refusal(_read(reply), reply)
        for _ in range(MAX_LOOKS):
            answer = _read(self._ask(f"{self.save}/status/{job[1]}"))
            if answer.get("status") == "success" and (stamp := _stamp(answer)):
                return stamp
            if answer.get("status") != "pending":
                raise _refusal(answer, reply)
        raise RefusedError("the Archive took too long")

    def _ask(self, address: str, form: Mapping[str, str] = {}) -> Reply:
        """Return a reply; wait where we are told to, and raise BusyError where that is too long or too often."""
        method, why, saves = "POST" if form else "GET", "", address.startswith(self.save)
        pause, headers = (5 * self.pause, self.keys) if saves else (self.pause, {})
        for _ in range(MAX_TRIES):
            self.sleep(pause)
            try:
                reply = self.web.fetch(address, method, form=form, headers=headers)
            except (OSError, http.client.HTTPException) as error:
                why = self.web.failure(error).words
                continue
            if reply.status == http.HTTPStatus.UNAUTHORIZED:
                raise CommandError("the Archive does not accept these keys", f"check {' and '.join(_KEYS)}")
            if reply.status not in _BUSY:
                return reply
            asked, why = reply.headers.get("Retry-After", ""), reply.words
            wait = float(asked) if asked.isdecimal() else 60.0
            if wait > MAX_WAIT:
                raise BusyError(f"{why}, wait {wait / 60:.0f} minutes")
            self.sleep(wait)
        raise BusyError(why)


def _address(source: Source) -> str:
    return urldefrag(source.url or "").url


def _read(reply: Reply) -> dict[str, Any]:
    with suppress(ValueError):
        if isinstance(found := json.loads(reply.body), dict):
            return found
    return {}


def _stamp(copy: Mapping[str, Any]) -> str | None:
    stamp = str(copy.get("timestamp"))
    return stamp if re.fullmatch(r"\d{14}", stamp) else None


def _refusal(answer: Mapping[str, Any], reply: Reply) -> Exception:
    """Return why there is no copy, in the Archive's words: a code in JSON, a header, or a status."""
    code = str(answer.get("status_ext", "")).removeprefix("error:")
    said = reply.headers.get("X-Archive-Wayback-Runtime-Error", "").rpartition(": ")[2]
    why = code.replace("-", " ") or said.lower() or reply.words
    return BusyError(why) if code in _FULL else RefusedError(f"the Archive says “{why}”")


def archive(options: Namespace, today: date) -> None:
    """Write the copy of each source into the file as it is found or made, and report the rest."""
    exempt = read_exemptions(options.exceptions)
    file = SourceFile.read(options.file, today=today)
    wanted = [source for source in file.dataset.sources if source.url and not source.archived]
    wayback, refused, written, exempted = _wayback(options), dict[str, str](), 0, 0
    try:
        for n, source in enumerate(wanted[: options.most], 1):
            console.show_progress(f"{n} of {len(wanted)}: {source.id}")
            stamp = wayback.find(source)
            if not stamp and any(covers(e.message, _address(source)) for e in exempt):
                exempted += 1
                continue
            try:
                address = f"{COPIES}{stamp or wayback.make(source)}/{_address(source)}"
            except RefusedError as error:
                refused[source.id] = str(error)
            else:
                file, is_new = write(options.file, source, address, today)
                written += is_new
    except BusyError as error:
        help = "what was found so far is in the file; type make archive again later"
        raise CommandError(f"the Internet Archive is not available now: {error}", help) from error
    finally:
        console.show_progress("")
        help = f"write the address of another copy, or list the page in {EXEMPTIONS} so that none is asked for"
        without = (source for source in file.dataset.sources if source.id in refused)
        problems = [Problem(s.origin.path("url"), f"{s} has no copy: {refused[s.id]}", help) for s in without]
        console.warn(file.findings(*problems))
        left = len(wanted) - written - len(refused) - exempted
        counts = {"written": written, "refused": len(refused), "excepted": exempted, "left for another time": left}
        parts = [f"{count} {what}" for what, count in counts.items() if count]
        sources = "1 source" if len(wanted) == 1 else f"{len(wanted)} sources"
        print(f"{options.file}: {sources} without a copy{': ' * bool(parts)}{', '.join(parts)}")


def _wayback(options: Namespace) -> Wayback:
    purpose = "looks for copies of pages we cite, and asks for missing ones"
    web = Web(agent=agent("archive", purpose, options.contact), limit=options.limit)
    keys = [os.environ.get(name) for name in _KEYS]
    headers = {"Authorization": f"LOW {keys[0]}:{keys[1]}", "Accept": "application/json"} if all(keys) else {}
    return Wayback(lookup=options.lookup, save=options.save, web=web, pause=options.pause, keys=headers)


def write(path: Path, source: Source, address: str, today: date) -> tuple[SourceFile, bool]:
    """Write a copy's address into the record of its source; return the file as it is now, and whether that was done.

    The file is read anew, as its author may have changed it meanwhile, and the address of the source too.
    """
    file = SourceFile.read(path, today=today)
    now = by_id(file.dataset.sources).get(source.id)
    if not now or now.url != source.url or now.archived:
        return file, False
    plain = address if not set(address) & {*",[]"} else f'"{address}"'
    file = file.edited([file.adding(now.origin.path("url"), f"archived: {plain}")], today=today)
    file.write()
    return file, True


def main(arguments: list[str] | None = None, *, today: date | None = None) -> int:
    """Return an exit status of 1 where the Archive stopped it."""
    parser = ArgumentParser(prog="archive", description="Ask the Internet Archive for a copy of each source.")
    parser.add_argument("--file", type=Path, default=Path("data/claims.yaml"))
    parser.add_argument("--exceptions", type=Path, default=EXEMPTIONS)
    parser.add_argument("--most", type=int, default=150, help="how many sources are asked for in one run")
    parser.add_argument("--limit", type=float, default=60.0, help="seconds that the Archive may keep us waiting")
    parser.add_argument("--pause", type=float, default=2.0, help="seconds between two questions; five times to save")
    parser.add_argument("--contact", default="", help="an address that the Archive is told, to write to")
    parser.add_argument("--lookup", default="https://archive.org/wayback/available", help="where copies are looked for")
    parser.add_argument("--save", default="https://web.archive.org/save", help="where they are asked for")
    return console.run(lambda: archive(parser.parse_args(arguments), today or date.today()))


if __name__ == "__main__":
    sys.exit(main())
