"""The bare loop: the site's own steps one after another, without Pelican.

`python -m benchmarks.stages PROJECT OUTPUT` prints as JSON what each step took. Without `--all` it makes what Hugo
makes: the pages of claims, topics and sources and the timeline. With it, the rest of the site follows, each part as a
step of its own.
"""

from __future__ import annotations

import argparse
import contextlib
import json
import os
import re
import resource
import runpy
import sys
import time
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from datetime import date
from pathlib import Path
from typing import Any

from jinja2 import Environment, FileSystemLoader
from markupsafe import Markup

from claims import (
    assets,
    drawing,
    exports,
    garbage,
    ics,
    indexing,
    jsonld,
    links,
    paging,
    parser,
    plan,
    reader,
    rules,
    search,
    share,
    views,
)
from claims.addresses import Addresses
from claims.edition import Edition, File
from claims.filters import FILTERS, FUNCTIONS
from claims.model import Dataset
from claims.once import Once
from claims.printing import Printer
from claims.prose import Prose
from claims.publish import policy

from .project import PAGES_ONLY

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
"""In the order in which they are taken; those from `other pages` on with --all alone."""


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


@dataclass(frozen=True)
class _Site:
    """All that is printed, and what it is printed with."""

    output: Path
    theme: Path
    dataset: Dataset
    pages: list[Any]
    options: Mapping[str, Any]
    environment: Environment
    context: dict[str, Any]


def build(project: Path, output: Path, *, everything: bool) -> Stopwatch:
    """Make the site of a project's folder in a fresh folder."""
    settings = runpy.run_path(str(project / PAGES_ONLY))
    watch = Stopwatch()
    dataset = _load(watch, project / settings["CLAIMS_FILE"])
    with watch.step("views"):
        planned = plan.of(dataset, paging.Limit(page=settings["PAGE_BYTES"]))
        addresses = Addresses(places=planned.places)
        made = list(views.build(dataset, addresses, Edition(name=settings["SITENAME"]), Prose(), planned))
    site = _site(project, output, settings, dataset, addresses=addresses, made=made)
    _print(watch, site, main=True)
    if everything:
        with watch.step("other pages"):
            _print(Stopwatch(), site, main=False)
        with watch.step("exports"):
            _exports(site)
        with watch.step("search index"):
            found = indexing.index(search.records(site.pages, site.context["addresses"]))
            _write(output, ((f"pagefind/{path}", content) for path, content in found.items()))
        with watch.step("images"):
            _images(site)
    return watch


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


def _print(watch: Stopwatch, site: _Site, *, main: bool) -> None:
    printer = Printer(site.environment, site.options, site.context, relative=False)
    wanted = re.compile(site.context["ONLY_PAGES"])
    for page in site.pages:
        if bool(wanted.match(page.url)) is main:
            with watch.step("render"):
                text = printer.text(page)
            with watch.step("write"):
                _write(site.output, [(page.save_as, text.encode())])


def _exports(site: _Site) -> None:
    addresses, name = site.context["addresses"], site.context["SITENAME"]

    def write(file: File) -> None:
        _write(site.output, [(file.path, file.content)])

    edition = exports.build(site.dataset, name=name, prose=Prose(), addresses=addresses, into=write)
    for page in site.pages:
        for file in page.citation.files if hasattr(page, "citation") else ():
            write(file)
    timeline = next(page for page in site.pages if isinstance(page, views.TimelinePage))
    _write(site.output, [("timeline.ics", ics.calendar(timeline, edition))])
    for page in site.pages:
        jsonld.script(page, base="", name=name, addresses=addresses)


def _images(site: _Site) -> None:
    static = site.theme / "static"
    look = {
        "SITENAME": site.context["SITENAME"],
        "colours": share.colours((static / "css" / "tokens.css").read_text(encoding="utf-8")),
        "icon": share.shapes((static / "icon.svg").read_text(encoding="utf-8")),
    }
    template = site.environment.get_template("share.svg")
    pictures = share.pictures(site.pages).values()
    drawings = {picture.save_as: template.render(picture=picture, **look) for picture in pictures}
    _write(site.output, drawing.draw(drawings, site.output.with_name(f"{site.output.name}.pictures")).items())


def _site(
    project: Path,
    output: Path,
    settings: Mapping[str, Any],
    dataset: Dataset,
    *,
    addresses: Addresses,
    made: list[Any],
) -> _Site:
    theme = project / settings["THEME"]
    options = {**settings["JINJA_ENVIRONMENT"], "extensions": [Once]}
    environment = Environment(loader=FileSystemLoader(theme / "templates"), **options)  # noqa: S701 - set in options
    environment.filters.update({**FILTERS, "json_ld": lambda page: ""})  # among the exports here
    environment.globals.update(FUNCTIONS)
    pages = [page for page in made if isinstance(page, views.Page)]
    context = {**_context(settings, dataset, pages, theme), "addresses": addresses}
    for sheet in made:
        if isinstance(sheet, views.FiltersSheet):
            text = environment.get_template(sheet.template).render(context, view=sheet)
            context["assets"] = context["assets"].with_made(sheet.save_as, text)
    return _Site(output, theme, dataset, pages, options, environment, context)


def _context(settings: Mapping[str, Any], dataset: Dataset, pages: list[Any], theme: Path) -> dict[str, Any]:
    ids: dict[str, set[str]] = {kind: set() for kind in links.KINDS}
    for record in dataset.records():
        ids.get(record.kind_name, set()).add(record.id)
    home = [page for page in pages if isinstance(page, views.HomePage)]
    return {
        **{name: value for name, value in settings.items() if name.isupper()},
        "SITEURL": "",
        "record_ids": ids,
        "site": "",
        "feeds": (),
        "picture": next(iter(share.pictures(home).values())),
        "assets": assets.authored(theme),
        "policy": Markup(policy.CONTENT_SECURITY_POLICY),  # noqa: S704 - a constant
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
    chosen = options.parse_args(arguments)
    json.dump(build(chosen.project, chosen.output, everything=chosen.all).taken, sys.stdout)


if __name__ == "__main__":
    main()
