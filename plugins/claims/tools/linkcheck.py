"""Whether every address outside the site still answers: `make linkcheck`.

Hosts are asked side by side, each one request at a time. What answered is not asked again for some days; what is dead
is. Dead links are mistakes. A page that has moved for good, and a host that lets no program look, are remarks.
"""

from __future__ import annotations

import sys
from argparse import ArgumentParser, Namespace
from collections import Counter, defaultdict
from collections.abc import Callable, Iterable, Mapping, Sequence
from concurrent.futures import FIRST_COMPLETED, ThreadPoolExecutor, wait
from contextlib import suppress
from dataclasses import asdict, dataclass
from datetime import date
from pathlib import Path
from urllib.parse import urldefrag, urlsplit

from pydantic import TypeAdapter

from ..data import prose_pages
from ..data.diagnostics import DataError, Finding
from . import console, exemptions, external_links
from .external_links import Link
from .source_file import SourceFile
from .web import Answer, State, Web

MAX_HOSTS_AT_ONCE = 16
_HELP_DEAD = f"write its new address, or list it in {exemptions.FILE} and give an archived copy"
_HELP_REFUSES = f"open it in a browser; if it is good, list it in {exemptions.FILE}"


@dataclass(frozen=True, kw_only=True)
class DatedAnswer(Answer):
    """What an address said, and the day it was asked."""

    asked: date


_CACHE = TypeAdapter(dict[str, DatedAnswer])


def load_cache(file: Path, *, today: date, days: int) -> dict[str, DatedAnswer]:
    """Return earlier answers by address, less those that are so many days old; none where the file cannot be read."""
    try:
        answers = _CACHE.validate_json(file.read_bytes())
    except (OSError, ValueError):
        return {}
    return {address: answer for address, answer in answers.items() if 0 <= (today - answer.asked).days < days}


def save_cache(file: Path, answers: Mapping[str, DatedAnswer]) -> None:
    """Write down every answer but those of the dead, who may only have been ill."""
    lasting = {address: answers[address] for address in sorted(answers) if answers[address].state is not State.DEAD}
    file.parent.mkdir(parents=True, exist_ok=True)
    file.write_bytes(_CACHE.dump_json(lasting, indent=1) + b"\n")


def ask_all(addresses: Sequence[str], ask: Callable[[str], Answer], tell: Callable[[str], None]) -> dict[str, Answer]:
    """Return what each address answers: hosts are asked side by side, the addresses of one host one after another.

    Ctrl-C ends it early; what was answered until then counts.
    """
    hosts = defaultdict[str, list[str]](list)
    for address in addresses:
        hosts[urlsplit(address).hostname or ""].append(address)
    answers: dict[str, Answer] = {}
    with ThreadPoolExecutor(MAX_HOSTS_AT_ONCE) as pool, suppress(KeyboardInterrupt):
        try:
            asking = {pool.submit(ask, left[0]): left for left in hosts.values()}
            while asking:
                for future in wait(asking, return_when=FIRST_COMPLETED).done:
                    left = asking.pop(future)
                    answers[left.pop(0)] = future.result()
                    tell(f"{len(answers)} of {len(addresses)} asked")
                    if left:
                        asking[pool.submit(ask, left[0])] = left
        finally:
            pool.shutdown(wait=False, cancel_futures=True)
            tell("")
    return answers


def judge(links: Iterable[Link], answers: Mapping[str, Answer]) -> tuple[list[Finding], list[Finding]]:
    """Return mistakes, and remarks, at every place where an address is written."""
    mistakes, remarks = [], []
    for link in links:
        match answers.get(urldefrag(link.address).url):
            case Answer(state=State.DEAD, words=words):
                mistakes.append(link.finding(f"{link.address} is dead: {words}", _HELP_DEAD))
            case Answer(state=State.REFUSES, words=words):
                remarks.append(link.finding(f"{link.address} lets no program look: {words}", _HELP_REFUSES))
            case Answer(moved=str(moved)):
                remarks.append(link.finding(f"{link.address} has moved for good", f"write {moved}"))
    return sorted(mistakes), sorted(remarks)


def check(options: Namespace, today: date) -> None:
    """Ask what is not known, and count and judge the answers; raise DataError for what is dead."""
    pages = sorted(options.content.rglob("*.md"))
    exempt = exemptions.read(options.exceptions)
    file = SourceFile.read(options.file, today=today)
    if faults := [*prose_pages.faults(pages)]:
        raise DataError(faults)
    links = list(external_links.links(file, pages))
    written = dict.fromkeys(urldefrag(link.address).url for link in links)
    wanted = [address for address in written if not any(e.covers(address) for e in exempt)]
    cached = load_cache(options.cache, today=today, days=options.days)
    web = Web(agent=_agent(options.contact), limit=options.limit, pause=options.pause)
    asked = ask_all([address for address in wanted if address not in cached], web.ask, console.show_progress)
    fresh = {address: DatedAnswer(**asdict(answer), asked=today) for address, answer in asked.items()}
    answers = {address: known for address in wanted if (known := cached.get(address) or fresh.get(address))}
    save_cache(options.cache, answers)
    mistakes, remarks = judge(links, answers)
    console.warn([*remarks, *(e.unused for e in exempt if not any(map(e.covers, written)))])
    states = Counter(answer.state for answer in answers.values())
    counts = {
        "good": states[State.ANSWERS],
        "closed to programs": states[State.REFUSES],
        "dead": states[State.DEAD],
        "excepted": len(written) - len(wanted),
        "not reached": len(wanted) - len(answers),
    }
    parts = [f"{count} {what}" for what, count in counts.items() if count]
    print(f"{len(written)} addresses: {', '.join(parts) or 'none'}; {len(asked)} asked now")
    if mistakes:
        raise DataError(mistakes)


def _agent(contact: str | None) -> str:
    """Return who we tell hosts that we are."""
    purpose = "asks now and then whether pages we cite are still there"
    return f"claim-by-claim-linkcheck/1.0 ({purpose}{f'; {contact}' if contact else ''})"


def main(arguments: list[str] | None = None, *, today: date | None = None) -> int:
    """Return an exit status of 1 where an address is dead."""
    parser = ArgumentParser(prog="linkcheck", description="Ask every address outside the site.")
    parser.add_argument("--file", type=Path, default=Path("data/claims.yaml"))
    parser.add_argument("--content", type=Path, default=Path("content"))
    parser.add_argument("--exceptions", type=Path, default=exemptions.FILE)
    parser.add_argument("--cache", type=Path, default=Path(".build/linkcheck.json"))
    parser.add_argument("--days", type=int, default=7, help="how long an answer is good for; 0 asks all again")
    # Archives of the web often take ten seconds.
    parser.add_argument("--limit", type=float, default=20.0, help="seconds that a host may keep us waiting")
    parser.add_argument("--pause", type=float, default=1.0, help="seconds between two requests to one host")
    parser.add_argument("--contact", help="an address that hosts are told, to write to")
    options = parser.parse_args(arguments)
    return console.run(lambda: check(options, today or date.today()))


if __name__ == "__main__":
    sys.exit(main())
