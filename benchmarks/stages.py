"""The bare loop: the site's own steps one after another, without Pelican. What no build by Pelican can be faster than.

    python -m benchmarks.stages PROJECT OUTPUT [--all]

Prints as JSON what each step took. Without --all it makes what Hugo makes: the pages of claims, topics and sources and
the timeline. With it, the rest of the site follows, each part as a step of its own.
"""

from __future__ import annotations

import argparse
import contextlib
import itertools
import json
import os
import resource
import runpy
import sys
import time
from collections.abc import Iterable, Iterator, Mapping
from datetime import date
from pathlib import Path
from typing import Any

from jinja2 import Environment, FileSystemLoader
from markupsafe import Markup

from claims import assets, drawing, exports, ics, indexing, jsonld, links, parser, reader, rules, search, share, views
from claims.addresses import Addresses
from claims.edition import Edition
from claims.filters import FILTERS, FUNCTIONS
from claims.model import Dataset
from claims.prose import Prose
from claims.publish import policy

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


def build(project: Path, output: Path, *, everything: bool) -> Stopwatch:
    """Make the site of a project's folder in a fresh folder."""
    settings = runpy.run_path(str(project / "pelicanconf.py"))
    watch = Stopwatch()
    with watch.step("read"):
        document = reader.read((project / settings["CLAIMS_FILE"]).read_text(encoding="utf-8"))
    with watch.step("parse"):
        parsed = parser.parse(document)
    with watch.step("rules"):
        problems = [*parsed.problems, *rules.check(parsed, today=date.today())]
    if problems:
        raise ValueError(problems[0].message)
    dataset, addresses, prose = parsed.dataset, Addresses(), Prose()
    edition = Edition(name=settings["SITENAME"])
    with watch.step("views"):
        made = list(views.build(dataset, addresses, edition, prose))
    pages = [page for page in made if isinstance(page, views.Page)]
    theme = project / settings["THEME"]
    environment = _environment(theme, settings)
    context = _context(settings, dataset, addresses, pages, theme)
    _make_sheets(made, environment, context)
    main = [page for page in pages if isinstance(page, _MAIN)]
    _print(watch, main, environment, context, output)
    if everything:
        others = [page for page in pages if not isinstance(page, _MAIN)]
        with watch.step("other pages"):
            _print(Stopwatch(), others, environment, context, output)
        _the_rest(watch, dataset, pages, project, environment, context, output)
    return watch


_MAIN = (views.ClaimPage, views.TopicPage, views.SourcePage, views.TimelinePage)


def _print(
    watch: Stopwatch, pages: Iterable[Any], environment: Environment, context: Mapping[str, Any], output: Path
) -> None:
    for page in pages:
        with watch.step("render"):
            template = environment.get_template(page.template)
            text = template.render(context, view=page, output_file=page.save_as)
        with watch.step("write"):
            _write(output, [(page.save_as, text.encode())])


def _the_rest(
    watch: Stopwatch,
    dataset: Dataset,
    pages: list[Any],
    project: Path,
    environment: Environment,
    context: Mapping[str, Any],
    output: Path,
) -> None:
    addresses, name = context["addresses"], context["SITENAME"]
    with watch.step("exports"):
        edition = exports.build(dataset, name=name, prose=Prose())
        cited = itertools.chain.from_iterable(page.citation.files for page in pages if hasattr(page, "citation"))
        _write(output, ((file.path, file.content) for file in (*edition.files, *cited)))
        timeline = next(page for page in pages if isinstance(page, views.TimelinePage))
        _write(output, [("timeline.ics", ics.calendar(timeline, edition))])
        for page in pages:
            jsonld.script(page, base="", name=name, addresses=addresses)
    with watch.step("search index"):
        found = indexing.index(search.records(pages, addresses))
        _write(output, ((f"pagefind/{path}", content) for path, content in found.items()))
    with watch.step("images"):
        static = project / context["THEME"] / "static"
        look = {
            "SITENAME": name,
            "colours": share.colours((static / "css" / "tokens.css").read_text(encoding="utf-8")),
            "icon": share.shapes((static / "icon.svg").read_text(encoding="utf-8")),
        }
        template = environment.get_template("share.svg")
        pictures = share.pictures(pages).values()
        drawings = {picture.save_as: template.render(picture=picture, **look) for picture in pictures}
        _write(output, drawing.draw(drawings, output.with_name(f"{output.name}.pictures")).items())


def _environment(theme: Path, settings: Mapping[str, Any]) -> Environment:
    environment = Environment(loader=FileSystemLoader(theme / "templates"), **settings["JINJA_ENVIRONMENT"])  # noqa: S701 - set in it
    environment.filters.update({**FILTERS, "json_ld": lambda page: ""})  # among the exports here
    environment.globals.update(FUNCTIONS)
    return environment


def _context(
    settings: Mapping[str, Any], dataset: Dataset, addresses: Addresses, pages: list[Any], theme: Path
) -> dict[str, Any]:
    ids: dict[str, set[str]] = {kind: set() for kind in links.KINDS}
    for record in dataset.records():
        ids.get(record.kind_name, set()).add(record.id)
    home = [page for page in pages if isinstance(page, views.HomePage)]
    return {
        **{name: value for name, value in settings.items() if name.isupper()},
        "SITEURL": "",
        "addresses": addresses,
        "record_ids": ids,
        "site": "",
        "feeds": (),
        "picture": next(iter(share.pictures(home).values())),
        "assets": assets.authored(theme),
        "policy": Markup(policy.CONTENT_SECURITY_POLICY),  # noqa: S704 - a constant
    }


def _make_sheets(made: Iterable[Any], environment: Environment, context: dict[str, Any]) -> None:
    for sheet in made:
        if isinstance(sheet, views.FiltersSheet):
            text = environment.get_template(sheet.template).render(context, view=sheet)
            context["assets"] = context["assets"].with_made(sheet.save_as, text)


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
