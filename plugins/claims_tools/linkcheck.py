"""Ask every address outside the site whether it still answers: `make linkcheck`.

What answered is not asked again for some days; what is dead or unwell is. Dead links are mistakes. A host that is
unwell and was asked twice, one that lets no program look, a page that has moved for good, and one that leads to a front
page are remarks.
"""

from __future__ import annotations

import html
import re
import sys
import tomllib
from argparse import Namespace
from collections import Counter
from collections.abc import Iterable, Mapping
from dataclasses import replace
from datetime import date
from pathlib import Path
from typing import Literal, TypeAlias
from urllib.parse import urldefrag

from pydantic import BaseModel, Field, TypeAdapter, ValidationError

from claims.checks import loader
from claims.checks import prose as prose_pages
from claims.model import fields
from claims.model.markdown import MarkdownRenderer
from claims.source.diagnostics import DataError, Finding, Mark, Problem

from . import console
from .console import CommandError
from .source_file import SourceFile
from .web import Answer, State, Web, agent, ask_all

_FIRST = 5  # addresses that are asked first: where no host of theirs is found there is no network
EXEMPTIONS = Path("data/linkcheck-exceptions.toml")
_MESSAGES = {
    State.DEAD: ("is dead: {}", f"write its new address, or list it in {EXEMPTIONS} and give a copy"),
    State.REFUSES: ("lets no program look: {}", f"open it in a browser; if it is good, list it in {EXEMPTIONS}"),
    State.UNWELL: ("is unwell: {}", "it was asked twice: ask again another day, and give a copy if it stays so"),
    State.LOST: ("leads to a front page, {}", "see whether the page is gone: write its new address, or give a copy"),
}
_EXTERNAL = re.compile(r'href="(https?://[^"]*)"', re.IGNORECASE)

Answers: TypeAlias = dict[str, tuple[date, Answer]]
"""Under each address the day it was asked, and its answer."""
_CACHE = TypeAdapter(Answers)


class Exemption(BaseModel, extra="forbid", strict=True):
    """An address that is not asked, or with `*` at its end all that begin so."""

    address: str = Field(pattern=r"\S")
    reason: str = Field(pattern=r"\S")


_EXEMPTIONS = TypeAdapter(dict[Literal["exception"], list[Exemption]])


def find_links(file: SourceFile, pages: Iterable[Path]) -> list[Finding]:
    """Return each place where sources, prose or pages lead out of the site, with the address for a message."""
    renderer = MarkdownRenderer()
    problems = []
    for record in file.dataset.written():
        addresses = [*fields.texts(record, "url")]
        addresses += [(a, path) for text, path in fields.texts(record, "markdown") for a in _addresses(text, renderer)]
        problems += [Problem(record.origin.path(*path), address, spot=address) for address, path in addresses]
    found = [*file.findings(*problems)]
    for page in pages:
        text = loader.text_of(page)
        found += [_place(page, text, address) for address in _addresses(text, renderer)]
    return found


def _addresses(text: str, renderer: MarkdownRenderer) -> list[str]:
    """Return where a text leads, as the site's own Markdown has it."""
    return [html.unescape(found) for found in _EXTERNAL.findall(renderer.html(text))]


def _place(path: Path, text: str, address: str) -> Finding:
    """Return the place of an address in a text, with the address for a message."""
    before = text[: max(0, text.find(address))]  # one that is written with escapes is not found
    line = before.count("\n")
    return Finding(str(path), Mark(line + 1, len(before) - before.rfind("\n")), address, line=text.split("\n")[line])


def read_exemptions(file: Path) -> list[Finding]:
    """Return the places of the addresses that a file in TOML exempts, if it is there; CommandError for a mistake."""
    if not file.exists():
        return []
    text = loader.text_of(file)
    try:
        listed = _EXEMPTIONS.validate_python(tomllib.loads(text))
    except ValueError as error:
        what = ".".join(map(str, error.errors()[0]["loc"])) if isinstance(error, ValidationError) else error
        help = "begin each exception with `[[exception]]`, and give it an `address` and a `reason`, both text"
        raise CommandError(f"{file} has a mistake: {what}", help) from error
    return [_place(file, text, exemption.address) for exemption in listed.get("exception", ())]


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


def judge(links: Iterable[Finding], answers: Mapping[str, Answer]) -> tuple[list[Finding], list[Finding]]:
    """Return mistakes, and remarks, at every place where an address is written."""
    mistakes, remarks = list[Finding](), list[Finding]()
    for link in links:
        answer = answers.get(urldefrag(link.message).url)
        if answer and answer.state in _MESSAGES:
            message, help = _MESSAGES[answer.state]
            finding = replace(link, message=f"{link.message} {message.format(answer.words)}", help=help)
            (mistakes if answer.state is State.DEAD else remarks).append(finding)
        elif answer and answer.moved:
            remarks.append(replace(link, message=f"{link.message} has moved for good", help=f"write {answer.moved}"))
    return mistakes, remarks


def check(options: Namespace, today: date) -> None:
    """Ask what is not known, and count and judge the answers; raise DataError for what is dead."""
    exempt = read_exemptions(options.exceptions)
    links = find_links(SourceFile.read(options.file, today=today), prose_pages.files(options.content))
    written = dict.fromkeys(urldefrag(link.message).url for link in links)
    wanted = [address for address in written if not any(covers(e.message, address) for e in exempt)]
    known = load_cache(options.cache, today=today, days=options.days)
    asked = _ask(wanted, known, options)
    known |= {address: (today, answer) for address, answer in asked.items()}
    save_cache(options.cache, {address: known[address] for address in wanted if address in known})
    answers = {address: known[address][1] for address in wanted if address in known}
    mistakes, remarks = judge(links, answers)
    unused = [e for e in exempt if not any(covers(e.message, address) for address in written)]
    remarks += [replace(e, message=f"{e.message} is written nowhere", help="delete the exception") for e in unused]
    console.warn(remarks)
    counts = Counter[str](answer.state for answer in answers.values())
    counts.update({"excepted": len(written) - len(wanted), "not reached": len(wanted) - len(answers)})
    parts = [f"{counts[what]} {what}" for what in (*State, "excepted", "not reached") if counts[what]]
    print(f"{len(written)} addresses: {', '.join(parts) or 'none'}; {len(asked)} asked now")
    if mistakes:
        raise DataError(mistakes)


def _ask(wanted: list[str], known: Answers, options: Namespace) -> dict[str, Answer]:
    """Return the answers of addresses that are not known, of the unwell the second; CommandError without a network."""
    purpose = "asks now and then whether pages we cite are still there"
    web = Web(agent=agent("linkcheck", purpose, options.contact))
    new = [address for address in wanted if address not in known]
    asked: dict[str, Answer] = {}
    for batch in (new[:_FIRST], new[_FIRST:]):
        asked |= ask_all(batch, web.ask, console.show_progress, pause=options.pause)
        if asked and not any(answer.reached for answer in asked.values()):
            there = next((address for address in wanted if address in known), None)  # which answered lately
            if not there or not web.ask(there).reached:
                help = "connect, and type make linkcheck again"
                raise CommandError("there is no network: no host could be found", help)
        if len(asked) < len(new[:_FIRST]):  # somebody has interrupted it
            break
    if len(asked) == len(new):  # nobody has interrupted it
        unwell = [address for address in new if asked[address].state is State.UNWELL]
        asked |= ask_all(unwell, web.ask, console.show_progress, pause=options.pause)
    return asked


main = console.command(
    check,
    "make linkcheck [DAYS=0] [CONTACT=you@example.org]",
    content=Path("content"),
    exceptions=EXEMPTIONS,
    cache=Path(".build/linkcheck.json"),
    days=7,  # so long an answer is good for
    pause=1.0,  # seconds between two requests to one host
    contact="",  # an address that hosts are told, to write to
)


if __name__ == "__main__":
    sys.exit(main())
