from __future__ import annotations

import json
from collections.abc import Callable
from pathlib import Path
from urllib.parse import urlencode

import pytest

from claims_tools import archive, source_file

from .example import EXAMPLE, TODAY
from .server import Site

MOON = "https://gazette.example/moon"
DAY = "19680501"
JSON = {"Content-Type": "application/json"}
Run = Callable[..., tuple[int, str, str]]


@pytest.fixture
def waited(monkeypatch: pytest.MonkeyPatch) -> list[float]:
    """Seconds that were slept through, none of which pass."""
    waited: list[float] = []
    monkeypatch.setattr(archive, "sleep", lambda s: waited.append(s) if s else None)
    return waited


@pytest.fixture
def run(file: Path, site: Site, waited: list[float], capsys: pytest.CaptureFixture[str]) -> Run:
    """The command against recorded answers; gives exit status, output and what is wrong."""

    def command(*more: str) -> tuple[int, str, str]:
        usual = ["--file", str(file), "--lookup", site.at("/available"), "--pause", "0"]
        return archive.main([*usual, *more], today=TODAY), *capsys.readouterr()

    return command


def asked_for(url: str = MOON, near: str = DAY) -> str:
    return f"/available?{urlencode({'url': url, **({'timestamp': near} if near else {})})}"


def closest(stamp: str, status: str = "200") -> tuple[int, str, dict[str, str]]:
    found = {"status": status, "available": True, "url": f"http://web.archive.org/web/{stamp}/{MOON}"}
    return 200, json.dumps({"url": MOON, "archived_snapshots": {"closest": {**found, "timestamp": stamp}}}), JSON


def written(stamp: str, text: str = EXAMPLE) -> str:
    """The example with a copy of the first source, all else to the byte as it was."""
    return text.replace(
        f"    url: {MOON}", f"    url: {MOON}\n    archived: https://web.archive.org/web/{stamp}/{MOON}"
    )


def test_the_nearest_copy_from_the_day_of_the_source_on_is_written(file: Path, site: Site, run: Run) -> None:
    site.play(asked_for(), closest("19680501000000"))
    assert run() == (0, "claims.yaml: 1 source without a copy: 1 written\n", "")
    assert file.read_text("utf-8") == written("19680501000000")
    assert site.asked == [("GET", asked_for())]
    assert site.agents == {"claim-by-claim-archive/1.0 (looks for copies of pages we cite)"}
    assert run("--contact", "a@b.example") == (0, "claims.yaml: 0 sources without a copy\n", "")


def test_of_an_older_copy_and_of_one_of_an_error_the_latest_is_taken(file: Path, site: Site, run: Run) -> None:
    for nearest in (closest("19680430235959"), closest("19680502000000", "404"), (200, "<html>", {})):
        file.write_text(EXAMPLE, "utf-8")
        site.play(asked_for(), nearest)
        site.play(asked_for(near=""), closest("20190203040506"))
        assert run()[:2] == (0, "claims.yaml: 1 source without a copy: 1 written\n")
        assert file.read_text("utf-8") == written("20190203040506")


def test_of_a_month_or_year_the_last_day_counts_and_without_a_date_the_latest_copy(
    file: Path, site: Site, run: Run
) -> None:
    for date, near in (("date: 1968-05", "19680531"), ("date: 1968", "19681231"), ("lang: en", "")):
        text = EXAMPLE.replace(f"    url: {MOON}\n    date: 1968-05-01", f"    url: {MOON}\n    {date}")
        file.write_text(text, "utf-8")
        site.asked.clear()
        site.play(asked_for(near=near), closest("20190203040506"))
        assert run()[0] == 0
        assert (file.read_text("utf-8"), site.asked) == (
            written("20190203040506", text),
            [("GET", asked_for(near=near))],
        )


def test_where_there_is_none_its_author_is_told_where_one_can_be_made_and_who_refuses(
    file: Path, site: Site, run: Run
) -> None:
    moon, star, sun = site.add("/moon"), site.add("/star", 403), site.add("/sun", 403)
    record = "  - {{id: s{0}, kind: news, publisher: P{0}, title: T, url: '{1}'}}\n"
    more = "".join(record.format(n, url) for n, url in enumerate([star, sun]))
    text = EXAMPLE.replace(MOON, moon).replace("# What was said.", f"{more}# What was said.")
    file.write_text(text, "utf-8")
    for url, near in ((moon, DAY), (moon, ""), (star, ""), (sun, "")):
        site.play(asked_for(url, near), (200, json.dumps({"url": url, "archived_snapshots": {}}), JSON))
    assert run() == (
        0,
        "claims.yaml: 3 sources without a copy: 3 not in the Archive\n"
        "save these in a browser, and type make archive again another day:\n"
        f"  https://web.archive.org/save/{moon}\n"
        "127.0.0.1 refuses programs (403 Forbidden), and so the Archive: "
        "keep a private copy, as data/README.md says, of\n"
        f"  {star}\n  {sun}\n",
        "",
    )
    assert file.read_text("utf-8") == text


def test_where_the_archive_is_busy_it_is_asked_again_and_then_left_alone(
    file: Path, site: Site, run: Run, waited: list[float]
) -> None:
    site.play(asked_for(), (429, "", {}), (503, "", {}), closest("19680502000000"))
    assert run()[0] == 0
    assert waited == [10, 60]

    file.write_text(EXAMPLE, "utf-8")
    stopped = "claims.yaml: 1 source without a copy: 1 left for another time\n"
    help = "\n  help: what was found so far is in the file; type make archive again later\n"
    site.play(asked_for(), (429, "", {}))
    assert run() == (
        1,
        stopped,
        f"error: the Internet Archive is not available now: 429 Too Many Requests{help}",
    )
    assert run("--lookup", "http://127.0.0.1:9/available") == (
        1,
        stopped,
        f"error: the Internet Archive is not available now: no answer: connection refused{help}",
    )


MANY = EXAMPLE.replace(
    "# What was said.",
    "  - {id: star, kind: news, publisher: The Star, title: Up, url: 'https://star.example/a,b', date: 1970}\n"
    "# What was said.",
)
STAR = asked_for("https://star.example/a,b", "19701231")


def test_each_is_written_as_it_is_found_so_that_a_run_can_be_stopped(
    file: Path, site: Site, run: Run, monkeypatch: pytest.MonkeyPatch
) -> None:
    content = b"\xef\xbb\xbf" + MANY.replace("\n", "\r\n").encode()
    file.write_bytes(content)
    site.play(asked_for(), closest("19680502000000"))
    site.play(STAR, (429, "", {}))
    assert run()[1] == "claims.yaml: 2 sources without a copy: 1 written, 1 left for another time\n"
    first = f"archived: https://web.archive.org/web/19680502000000/{MOON}".encode()
    url = f"    url: {MOON}\r\n".encode()
    half = content.replace(url, url + b"    " + first + b"\r\n")
    assert file.read_bytes() == half

    def interrupt(*arguments: object) -> None:
        raise KeyboardInterrupt

    site.play(STAR, closest("19710101000000"))
    with monkeypatch.context() as patch:
        patch.setattr(source_file.Path, "replace", interrupt)
        assert run() == (1, "claims.yaml: 1 source without a copy: 1 left for another time\n", "stopped\n")
    assert (file.read_bytes(), [*Path().glob(".*.new")]) == (half, [])
    assert run()[0] == 0
    copy = b', archived: "https://web.archive.org/web/19710101000000/https://star.example/a,b"'
    assert file.read_bytes() == half.replace(b"a,b'", b"a,b'" + copy)


def test_what_its_author_writes_meanwhile_stays(file: Path, site: Site, run: Run) -> None:
    file.write_text(MANY, "utf-8")
    site.play(asked_for(), closest("19680502000000"))
    found = site.pages[asked_for()]

    def edited(handler: object) -> None:
        file.write_text(
            MANY.replace("# What was said.", "# What they said.").replace("star.example/a,b", "star.example")
        )
        found(handler)  # type: ignore[arg-type]

    site.pages[asked_for()] = edited
    site.play(STAR, closest("19710101000000"))
    assert run()[1] == "claims.yaml: 2 sources without a copy: 1 written, 1 left for another time\n"
    text = MANY.replace("# What was said.", "# What they said.").replace("star.example/a,b", "star.example")
    assert file.read_text("utf-8") == written("19680502000000", text)
