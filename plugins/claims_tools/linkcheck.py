"""Whether every address outside the site still answers: `make linkcheck`.

Hosts are asked side by side, each one request at a time. What answered is not asked again for some days; what is dead
or unwell is. Dead links are mistakes. A host that is unwell and was asked twice, one that lets no program look, a page
that has moved for good, and one that leads to a front page are remarks.
"""

from __future__ import annotations

import html
import re
import sys
import tomllib
from argparse import ArgumentParser, Namespace
from collections import Counter
from collections.abc import Iterable, Iterator, Mapping
from datetime import date
from functools import partial
from pathlib import Path
from typing import TypeAlias
from urllib.parse import urldefrag

from pydantic import TypeAdapter

from claims.checks import loader
from claims.checks import prose as prose_pages
from claims.model import fields
from claims.model.markdown import MarkdownRenderer
from claims.source.diagnostics import DataError, Finding, Mark

from . import console
from .console import CommandError
from .source_file import SourceFile
from .web import Answer, State, Web, ask_all

EXEMPTIONS = Path("data/linkcheck-exceptions.toml")
_HELP_DEAD = f"write its new address, or list it in {EXEMPTIONS} and give an archived copy"
_HELP_REFUSES = f"open it in a browser; if it is good, list it in {EXEMPTIONS}"
_HELP_UNWELL = "it was asked twice: ask again another day, and give an archived copy if it stays so"
_HELP_LOST = "look whether the page is gone: write its new address, or give an archived copy"
_EXTERNAL = re.compile(r'href="(https?://[^"]*)"', re.IGNORECASE)
_TOML_ERROR = re.compile(r"(.*) \(at (?:line (\d+), column (\d+)|end of document)\)")

Link: TypeAlias = tuple[str, partial[Finding]]
"""An address, and what makes a finding of the place where it is written from a message and its help."""
Answers: TypeAlias = dict[str, tuple[date, Answer]]
"""Under each address the day it was asked, and what it said."""
_CACHE = TypeAdapter(Answers)


def find_links(file: SourceFile, pages: Iterable[Path]) -> Iterator[Link]:
    """Yield the addresses of sources and of their archived copies, and the links of prose and of pages."""
    renderer = MarkdownRenderer()
    for record in file.dataset.written():
        for address, path in fields.texts(record, "url"):
            yield from _locate([address], file.path, file.text, file.offset(record.origin.path(*path)))
        for text, path in fields.texts(record, "markdown"):
            offset = file.offset(record.origin.path(*path))
            yield from _locate(_addresses(text, renderer), file.path, file.text, offset)
    for page in pages:
        text = loader.text_of(page)
        yield from _locate(_addresses(text, renderer), page, text)


def _addresses(text: str, renderer: MarkdownRenderer) -> list[str]:
    """Return where a text leads, as the site's own Markdown has it."""
    return [html.unescape(found) for found in _EXTERNAL.findall(renderer.html(text))]


def _locate(addresses: Iterable[str], path: Path, text: str, offset: int = 0) -> Iterator[Link]:
    """Yield each address where it stands next; one written with escapes where the one before it ends."""
    for address in addresses:
        found = text.find(address, offset)
        offset = max(found, offset)
        start = text.rfind("\n", 0, offset) + 1
        mark = Mark(text.count("\n", 0, offset) + 1, offset - start + 1)
        yield address, partial(Finding, str(path), mark, line=text[start:].partition("\n")[0].rstrip("\r"))
        if found >= 0:
            offset += len(address)


def read_exemptions(file: Path) -> list[tuple[str, Finding]]:
    """Return the addresses that are not asked, each with what is said of it where it is written nowhere.

    The file is TOML, an `[[exception]]` for each, with its reason; it need not be there. Raise DataError for mistakes.
    """
    if not file.exists():
        return []
    text = loader.text_of(file)
    lines = text.split("\n")

    def finding(mark: Mark, message: str, help: str = "") -> Finding:
        return Finding(str(file), mark, message, help, lines[mark.line - 1])

    try:
        data = tomllib.loads(text)
    except tomllib.TOMLDecodeError as error:
        message, line, column = _TOML_ERROR.fullmatch(str(error)).groups()  # type: ignore[union-attr]
        mark = Mark(int(line), int(column)) if line else Mark(len(lines), 1)
        raise DataError([finding(mark, f"not TOML: {message[:1].lower()}{message[1:]}")]) from error
    entries = data.pop("exception", [])
    marks = [Mark(n, 1) for n, line in enumerate(lines, 1) if line.partition("#")[0].strip() == "[[exception]]"]
    if data or not isinstance(entries, list) or len(entries) != len(marks):
        raise DataError([finding(Mark(1, 1), "the file holds more than exceptions", "begin each with `[[exception]]`")])
    message = "an exception has an `address` and a `reason`, both text, and nothing else"
    if faults := [finding(mark, message) for mark, entry in zip(marks, entries, strict=True) if not _is_whole(entry)]:
        raise DataError(faults)
    help = "delete the exception"
    return [
        (entry["address"], finding(mark, f"{entry['address']} is written nowhere", help))
        for mark, entry in zip(marks, entries, strict=True)
    ]


def _is_whole(entry: dict[str, object]) -> bool:
    return set(entry) == {"address", "reason"} and all(isinstance(v, str) and v.strip() for v in entry.values())


def covers(exempt: str, address: str) -> bool:
    """Return whether an exempt address stands for one without a fragment; with `*`, for all that begin so."""
    if exempt.endswith("*"):
        return address.startswith(exempt[:-1])
    return address == urldefrag(exempt).url


def load_cache(file: Path, *, today: date, days: int) -> Answers:
    """Return earlier answers, less those that are so many days old; none where the file cannot be read."""
    try:
        answers = _CACHE.validate_json(file.read_bytes())
    except (OSError, ValueError):
        return {}
    return {address: (asked, a) for address, (asked, a) in answers.items() if 0 <= (today - asked).days < days}


def save_cache(file: Path, answers: Answers) -> None:
    """Write down every answer but those of the dead and the unwell, who may be well tomorrow."""
    ill = {State.DEAD, State.UNWELL}
    lasting = {address: dated for address, dated in sorted(answers.items()) if dated[1].state not in ill}
    file.parent.mkdir(parents=True, exist_ok=True)
    file.write_bytes(_CACHE.dump_json(lasting, indent=1) + b"\n")


def judge(links: Iterable[Link], answers: Mapping[str, Answer]) -> tuple[list[Finding], list[Finding]]:
    """Return mistakes, and remarks, at every place where an address is written."""
    mistakes, remarks = [], []
    for address, finding in links:
        match answers.get(urldefrag(address).url):
            case Answer(state=State.DEAD, words=words):
                mistakes.append(finding(f"{address} is dead: {words}", _HELP_DEAD))
            case Answer(state=State.REFUSES, words=words):
                remarks.append(finding(f"{address} lets no program look: {words}", _HELP_REFUSES))
            case Answer(state=State.UNWELL, words=words):
                remarks.append(finding(f"{address} is unwell: {words}", _HELP_UNWELL))
            case Answer(state=State.LOST, words=front):
                remarks.append(finding(f"{address} leads to a front page, {front}", _HELP_LOST))
            case Answer(moved=str(moved)):
                remarks.append(finding(f"{address} has moved for good", f"write {moved}"))
    return sorted(mistakes), sorted(remarks)


def check(options: Namespace, today: date) -> None:
    """Ask what is not known, and count and judge the answers; raise DataError for what is dead."""
    exempt = read_exemptions(options.exceptions)
    file = SourceFile.read(options.file, today=today)
    links = [*find_links(file, prose_pages.files(options.content))]
    written = dict.fromkeys(urldefrag(address).url for address, _ in links)
    wanted = [address for address in written if not any(covers(listed, address) for listed, _ in exempt)]
    known = load_cache(options.cache, today=today, days=options.days)
    purpose = "asks now and then whether pages we cite are still there"
    agent = f"claim-by-claim-linkcheck/1.0 ({purpose}{f'; {options.contact}' if options.contact else ''})"
    web = Web(agent=agent, limit=options.limit, pause=options.pause)
    new = [address for address in wanted if address not in known]
    asked = ask_all(new, web.ask, console.show_progress)
    if asked and not any(answer.reached for answer in asked.values()):
        there = next((address for address in wanted if address in known), None)  # which answered lately
        if not there or not web.ask(there).reached:
            raise CommandError("there is no network: no host could be found", "connect, and type make linkcheck again")
    if len(asked) == len(new):  # nobody has interrupted it
        unwell = [address for address in new if asked[address].state is State.UNWELL]
        asked |= ask_all(unwell, web.ask, console.show_progress)
    known |= {address: (today, answer) for address, answer in asked.items()}
    save_cache(options.cache, {address: known[address] for address in wanted if address in known})
    answers = {address: known[address][1] for address in wanted if address in known}
    mistakes, remarks = judge(links, answers)
    console.warn([*remarks, *(unused for listed, unused in exempt if not any(covers(listed, a) for a in written))])
    counts = Counter[str](answer.state for answer in answers.values())
    counts.update({"excepted": len(written) - len(wanted), "not reached": len(wanted) - len(answers)})
    parts = [f"{counts[what]} {what}" for what in (*State, "excepted", "not reached") if counts[what]]
    print(f"{len(written)} addresses: {', '.join(parts) or 'none'}; {len(asked)} asked now")
    if mistakes:
        raise DataError(mistakes)


def main(arguments: list[str] | None = None, *, today: date | None = None) -> int:
    """Return an exit status of 1 where an address is dead."""
    parser = ArgumentParser(prog="linkcheck", description="Ask every address outside the site.")
    parser.add_argument("--file", type=Path, default=Path("data/claims.yaml"))
    parser.add_argument("--content", type=Path, default=Path("content"))
    parser.add_argument("--exceptions", type=Path, default=EXEMPTIONS)
    parser.add_argument("--cache", type=Path, default=Path(".build/linkcheck.json"))
    parser.add_argument("--days", type=int, default=7, help="how long an answer is good for; 0 asks all again")
    # Archives of the web often take ten seconds.
    parser.add_argument("--limit", type=float, default=20.0, help="seconds that a host may keep us waiting")
    parser.add_argument("--pause", type=float, default=1.0, help="seconds between two requests to one host")
    parser.add_argument("--contact", help="an address that hosts are told, to write to")
    return console.run(lambda: check(parser.parse_args(arguments), today or date.today()))


if __name__ == "__main__":
    sys.exit(main())
