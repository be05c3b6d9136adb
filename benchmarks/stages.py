"""The bare loop: the site's own steps one after another, without Pelican.

`python -m benchmarks.stages PROJECT OUTPUT` prints as JSON what each step took. Alone it makes what Hugo makes: the
pages of claims, topics and sources and the timeline. With `--all` the rest of the site follows, each part as a step of
its own, and with `--pictures` the pictures for sharing.
"""

from __future__ import annotations

import argparse
import contextlib
import json
import os
import resource
import runpy
import sys
import time
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import replace
from datetime import date
from functools import cache
from pathlib import Path
from typing import Any

from jinja2 import Environment, FileSystemLoader
from markupsafe import Markup

from claims import exports, garbage, pages, paging, plan
from claims.data import parser, reader, rules
from claims.data.model import Dataset
from claims.exports import calendar, drawing, jsonld, search_index, search_records, share_images
from claims.filters import FILTERS, FUNCTIONS
from claims.once import Once
from claims.printing import Printer
from claims.publish import assets, headers
from claims.site.markdown import Prose
from claims.site.release import Release
from claims.site.urls import Addresses

from .project import PAGES_ONLY
from .same_pages import SAME

STEPS = (
    "read",
    "parse",
    "rules",
    "views",
    "render",
    "write",
    "other pages",
    "exports",
    "search index",
    "images",
)
"""In the order in which they are taken; those from `other pages` on with --all alone, the last with --pictures."""


class Stopwatch:
    """Seconds on the clock and of the processors, step by step; other processes that a step waits for count."""

    def __init__(self) -> None:
        self.taken: dict[str, dict[str, float]] = {}

    @contextlib.contextmanager
    def step(self, name: str) -> Iterator[None]:
        """Add what the block takes to a step."""
        wall, cpu = time.perf_counter(), _cpu()
        yield
        so_far = self.taken.setdefault(name, {"wall": 0.0, "cpu": 0.0})
        so_far["wall"] += time.perf_counter() - wall
        so_far["cpu"] += _cpu() - cpu


def build(project: Path, output: Path, *, everything: bool, pictures: bool = False) -> Stopwatch:
    """Make the site of a project's folder in a fresh folder."""
    settings = runpy.run_path(str(project / PAGES_ONLY))
    watch = Stopwatch()
    dataset = _load(watch, project / settings["CLAIMS_FILE"])
    with watch.step("views"):
        planned = plan.of(dataset, paging.Limit(page=settings["PAGE_BYTES"]))
        addresses = Addresses(places=planned.places)
        site = pages.Site(dataset, addresses, Release(name=settings["SITENAME"]), Prose(), planned)
    theme = project / settings["THEME"]
    options = {**settings["JINJA_ENVIRONMENT"], "extensions": [Once]}
    folders = [*settings["THEME_TEMPLATES_OVERRIDES"], theme / "templates"]
    environment = Environment(loader=FileSystemLoader(folders), **options)  # noqa: S701 - set in options
    environment.filters.update(FILTERS)
    environment.globals.update(FUNCTIONS)
    context = {**_context(settings, dataset, theme), "addresses": addresses}
    sheet = site.sheet()
    text = environment.get_template(sheet.template).render(context, view=sheet)
    context["assets"] = context["assets"].with_made(sheet.save_as, text)
    printer = Printer(environment, options, context, relative=False)
    rest = _Rest(watch, output, dataset, addresses, settings["SITENAME"]) if everything else None
    for unit in site.units():
        if unit.what in SAME:
            for page in _pages(watch, unit):
                with watch.step("render"):
                    text = printer.text(page)
                with watch.step("write"):
                    _write(output, [(page.save_as, text.encode())])
                if rest:
                    rest.see(page)
        elif rest:
            with watch.step("other pages"):
                for draft in unit.drafts():
                    page = draft.make()
                    _write(output, [(page.save_as, printer.text(page).encode())])
    if rest:
        rest.write(site, printer)
        if pictures:
            rest.draw(environment, theme)
    watch.taken = {step: watch.taken[step] for step in STEPS if step in watch.taken}
    return watch


def _pages(watch: Stopwatch, unit: pages.Unit) -> Iterator[pages.Page]:
    with watch.step("views"):
        drafts = iter(unit.drafts())
    while True:
        with watch.step("views"):
            draft = next(drafts, None)
            page = draft.make() if draft else None
        if page is None:
            return
        yield page


class _Rest:
    """What is made beside the pages."""

    def __init__(self, watch: Stopwatch, output: Path, dataset: Dataset, addresses: Addresses, name: str) -> None:
        self.watch = watch
        self.output = output
        self.dataset = dataset
        self.addresses = addresses
        self.name = name
        self.topics = {claim.id: claim.topics for claim in dataset.claims}
        self.records: list[search_records.Record] = []
        self.pictures: list[share_images.Picture] = []

    def see(self, page: Any) -> None:
        """Take from a page what is made of it."""
        with self.watch.step("exports"):
            jsonld.script(page, base="", name=self.name, urls=self.addresses)
            files = page.citation.files if hasattr(page, "citation") else ()
            _write(self.output, ((file.path, file.content) for file in files))
        with self.watch.step("search index"):
            self.records += search_records.of(page, self.topics, self.addresses)
        picture = share_images.picture(page)
        self.pictures += [picture] if picture else []

    def write(self, site: pages.Site, printer: Printer) -> None:
        """Write what is made of all of them together."""
        with self.watch.step("exports"):
            release, listed = Release.from_dataset(self.dataset, name=self.name), []
            for file in exports.data_files(self.dataset, release, self.addresses, Prose()):
                _write(self.output, [(file.path, file.content)])
                listed.append(file.info)
            release = replace(release, files=tuple(listed))
            ics = calendar.calendar(site.entries(), self.dataset.topics, release)
            _write(self.output, [("timeline.ics", ics)])
        with self.watch.step("other pages"):
            page = site.data_page(release)
            _write(self.output, [(page.save_as, printer.text(page).encode())])
        with self.watch.step("search index"):
            found = search_index.index(self.records)
            _write(self.output, ((f"pagefind/{path}", content) for path, content in found.items()))

    def draw(self, environment: Environment, theme: Path) -> None:
        """Draw the pictures."""
        with self.watch.step("images"):
            static = theme / "static"
            look = {
                "SITENAME": self.name,
                "colours": share_images.colours((static / "css" / "tokens.css").read_text(encoding="utf-8")),
                "icon": share_images.shapes((static / "icon.svg").read_text(encoding="utf-8")),
            }
            template = environment.get_template("share.svg")
            drawings = {picture.save_as: template.render(picture=picture, **look) for picture in self.pictures}
            kept = self.output.with_name(f"{self.output.name}.pictures")
            _write(self.output, drawing.draw(drawings, kept).items())


def _load(watch: Stopwatch, file: Path) -> Dataset:
    with garbage.paused():
        with watch.step("read"):
            document = reader.read(file.read_text(encoding="utf-8"))
        with watch.step("parse"):
            parsed = parser.parse(document)
        with watch.step("rules"):
            problems = [*parsed.problems, *rules.check(parsed, today=date.today())]
    if problems:
        raise ValueError(problems[0].message)
    return parsed.dataset


def _context(settings: Mapping[str, Any], dataset: Dataset, theme: Path) -> dict[str, Any]:
    return {
        **{name: value for name, value in settings.items() if name.isupper()},
        "SITEURL": "",
        "record_ids": cache(dataset.ids),
        "site": "",
        "feeds": (),
        "feeds_at": lambda url: (),
        "picture": None,
        "assets": assets.authored(theme),
        "policy": Markup(headers.CONTENT_SECURITY_POLICY),  # noqa: S704 - a constant
    }


def _write(output: Path, files: Iterable[tuple[str, bytes]]) -> None:
    for name, content in files:
        path = os.path.join(output, name)
        os.makedirs(os.path.dirname(path), exist_ok=True)
        with open(path, "wb") as file:
            file.write(content)


def _cpu() -> float:
    usages = (resource.getrusage(who) for who in (resource.RUSAGE_SELF, resource.RUSAGE_CHILDREN))
    return sum(usage.ru_utime + usage.ru_stime for usage in usages)


def main(arguments: list[str] | None = None) -> None:
    """Build once and say what it took."""
    options = argparse.ArgumentParser(prog="python -m benchmarks.stages", description="Build without Pelican.")
    options.add_argument("project", type=Path)
    options.add_argument("output", type=Path)
    options.add_argument("--all", action="store_true")
    options.add_argument("--pictures", action="store_true")
    chosen = options.parse_args(arguments)
    watch = build(chosen.project, chosen.output, everything=chosen.all, pictures=chosen.pictures)
    json.dump(watch.taken, sys.stdout)


if __name__ == "__main__":
    main()
