"""Whether every address outside the site still answers: `make linkcheck`.

Hosts are asked side by side, each one request at a time. What answered is not asked again for some days; what is dead
is. Dead links are mistakes. A page that has moved for good, and a host that lets no program look, are remarks.
"""

from __future__ import annotations

import argparse
import sys
import threading
from collections import defaultdict
from collections.abc import Callable, Iterable, Mapping
from concurrent.futures import ThreadPoolExecutor, as_completed
from datetime import date
from pathlib import Path
from urllib.parse import urldefrag, urlsplit

from ..data import prose_pages
from ..data.diagnostics import DataError, Finding
from . import console, exemptions, external_links, link_cache
from .exemptions import Exempt
from .external_links import Link
from .source_file import Manuscript
from .web import Answer, State, Web

_HOSTS_AT_ONCE = 16
_DAYS = 7
_LIMIT = 20.0  # seconds; archives of the web often take ten
_PAUSE = 1.0  # seconds
_WAYS_OUT = f"write its new address, or list it in {exemptions.FILE} and give an archived copy"
_A_LOOK = f"open it in a browser; if it is good, list it in {exemptions.FILE}"


def ask_all(addresses: Iterable[str], ask: Callable[[str], Answer], tell: Callable[[str], None]) -> dict[str, Answer]:
    """What each address answers: hosts side by side, the addresses of one host one after another.

    Ctrl-C ends it early; what was answered until then counts.
    """
    hosts = defaultdict[str, list[str]](list)
    for address in addresses:
        hosts[urlsplit(address).hostname or ""].append(address)
    every = sum(map(len, hosts.values()))
    answers: dict[str, Answer] = {}
    stopped = threading.Event()

    def ask_host(addresses: list[str]) -> None:
        for address in addresses:
            if not stopped.is_set():
                answers[address] = ask(address)
                tell(f"{len(answers)} of {every} asked")

    with ThreadPoolExecutor(_HOSTS_AT_ONCE) as pool:
        try:
            for done in as_completed([pool.submit(ask_host, addresses) for addresses in hosts.values()]):
                done.result()
        except KeyboardInterrupt:
            pass
        finally:
            stopped.set()
    tell("")
    return dict(answers)


def judged(links: Iterable[Link], answers: Mapping[str, Answer]) -> tuple[list[Finding], list[Finding]]:
    """Mistakes, and remarks, at every place where an address is written."""
    dead, remarks = [], []
    for link in links:
        answer = answers.get(urldefrag(link.address).url)
        if answer is None:
            continue
        if answer.state is State.DEAD:
            dead.append(link.finding(f"{link.address} is dead: {answer.words}", _WAYS_OUT))
        elif answer.state is State.REFUSES:
            remarks.append(link.finding(f"{link.address} lets no program look: {answer.words}", _A_LOOK))
        elif answer.moved:
            remarks.append(link.finding(f"{link.address} has moved for good", f"write {answer.moved}"))
    return sorted(dead), sorted(remarks)


def unused(file: Path, exempt: Iterable[Exempt], addresses: Iterable[str]) -> list[Finding]:
    """A remark for each exception that stands for no address."""
    written = list(addresses)
    return [
        Finding(str(file), e.mark, f"{e.address} is written nowhere", "delete the exception", e.line)
        for e in exempt
        if not any(map(e.covers, written))
    ]


def _options() -> argparse.ArgumentParser:
    options = argparse.ArgumentParser(prog="linkcheck", description="Ask every address outside the site.")
    options.add_argument("--file", type=Path, default=Path("data/claims.yaml"))
    options.add_argument("--content", type=Path, default=Path("content"))
    options.add_argument("--exceptions", type=Path, default=exemptions.FILE)
    options.add_argument("--cache", type=Path, default=link_cache.FILE)
    options.add_argument("--days", type=int, default=_DAYS, help="how long an answer is good for; 0 asks all again")
    options.add_argument("--limit", type=float, default=_LIMIT, help="seconds that a host may keep us waiting")
    options.add_argument("--pause", type=float, default=_PAUSE, help="seconds between two requests to one host")
    options.add_argument("--contact", help="an address that hosts are told, to write to")
    return options


def main(arguments: list[str] | None = None, *, today: date | None = None) -> int:
    """Ask what is not known, and say what is dead. Exit status 1 where anything is."""
    options = _options().parse_args(arguments)
    today = today or date.today()
    pages = sorted(options.content.rglob("*.md"))
    try:
        exempt = exemptions.read(options.exceptions)
        manuscript = Manuscript.read(options.file, today=today)
    except DataError as error:
        return console.fail(error.findings)
    if faults := [*prose_pages.faults(pages)]:
        return console.fail(faults)
    links = list(external_links.links(manuscript, pages))
    written = dict.fromkeys(urldefrag(link.address).url for link in links)
    wanted = [address for address in written if not any(e.covers(address) for e in exempt)]
    known = link_cache.recall(options.cache, today=today, days=options.days)
    web = Web(agent=_agent(options.contact), limit=options.limit, pause=options.pause)
    asked = ask_all([address for address in wanted if address not in known], web.ask, console.progress)
    dated = {**known, **{address: (today, answer) for address, answer in asked.items()}}
    link_cache.keep(options.cache, {address: dated[address] for address in wanted if address in dated})
    answers = {address: dated[address][1] for address in wanted if address in dated}
    dead, remarks = judged(links, answers)
    console.warn([*remarks, *unused(options.exceptions, exempt, written)])
    print(_counted(len(written), len(written) - len(wanted), answers, len(asked)))
    return console.fail(dead) if dead else 0


def _agent(contact: str | None) -> str:
    """Who we tell hosts that we are."""
    purpose = "asks now and then whether pages we cite are still there"
    return f"claim-by-claim-linkcheck/1.0 ({purpose}{f'; {contact}' if contact else ''})"


def _counted(written: int, exempt: int, answers: Mapping[str, Answer], asked: int) -> str:
    states = [answer.state for answer in answers.values()]
    counts = {
        "good": states.count(State.ANSWERS),
        "closed to programs": states.count(State.REFUSES),
        "dead": states.count(State.DEAD),
        "excepted": exempt,
        "not reached": written - exempt - len(states),
    }
    parts = [f"{count} {what}" for what, count in counts.items() if count]
    return f"{written} addresses: {', '.join(parts) or 'none'}; {asked} asked now"


if __name__ == "__main__":
    sys.exit(main())
