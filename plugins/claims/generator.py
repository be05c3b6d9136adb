"""Pages and files → the output folder, through Pelican. With __init__.py and build.py, all that knows Pelican."""

from __future__ import annotations

import os
from collections.abc import Iterator
from datetime import date
from pathlib import Path
from typing import Any

from markupsafe import Markup
from pelican import Pelican, signals
from pelican.generators import Generator, PagesGenerator

from . import assets, drawing, exports, feeds, ics, indexing, links, loader, paging, plan, recipe, search, share, views
from .addresses import Addresses
from .edition import FOLDER, Edition, File
from .filters import FILTERS, FUNCTIONS, PageError
from .model import Dataset
from .once import Once
from .output import Output
from .printing import Printer
from .prose import Prose
from .publish import crawlers, manifest, notices, origin, policy, security

_POLICY = Markup(policy.CONTENT_SECURITY_POLICY)  # noqa: S704 - a constant, whose quotes stay readable
_CITED = (views.ClaimPage, views.TopicPage, views.DataPage)


class ClaimsGenerator(Generator):  # type: ignore[misc]
    """Loads the file in `CLAIMS_FILE` and writes a page for everything in it, and the files that go with them.

    Raises DataError where the file has mistakes, before anything is written. The data's own files come next, because a
    page tells how long they are and none of them need stay in memory.
    """

    def generate_context(self) -> None:
        """Make the pages, so that every other generator's templates can lead to them."""
        file = Path(self.settings["CLAIMS_FILE"])
        shown = Path(os.path.relpath(file))  # as an author would type it
        dataset = loader.load(shown, today=date.today())
        planned = plan.of(dataset, paging.Limit(page=self.settings["PAGE_BYTES"]))
        addresses = Addresses(explicit=bool(self.settings["RELATIVE_URLS"]), places=planned.places)
        site, prose = self.settings["SITEURL"], Prose()
        self.output: Output = self.settings.get("CLAIMS_OUTPUT") or Output(Path(self.output_path))
        self.edition = exports.build(
            dataset,
            name=self.settings["SITENAME"],
            site=site,
            version=self.settings["DATA_VERSION"],
            authored=_authored(self.settings),
            prose=prose,
            into=self._write_made,
            addresses=Addresses(places=planned.places),
        )
        made = tuple(views.build(dataset, addresses, self.edition, prose, planned))
        self.pages = tuple(page for page in made if isinstance(page, views.Page))
        self.redirects = tuple(page for page in made if isinstance(page, views.RedirectPage))
        self.sheets = tuple(page for page in made if isinstance(page, views.FiltersSheet))
        self.pictures = share.pictures(self.pages)
        # Without an address of its own the site has no feeds: theirs must work wherever they are read.
        self.feeds = tuple(
            feeds.build(self.pages, addresses, name=self.edition.name, tag=self.settings.get("FEED_TAG", ""))
            if site
            else ()
        )
        theme = Path(self.settings["THEME"])
        # Pelican's generators share one context, so pages from content/ can lead to records too.
        self.context.update(
            addresses=addresses,
            record_ids=_ids(dataset),
            site=site,  # SITEURL is the way to the root where addresses are relative; this is never that
            feeds=self.feeds,
            picture=self.pictures[addresses.file(addresses.page("home"))],  # of pages without one of their own
            assets=assets.published(theme) if self.settings["PUBLISHED"] else assets.authored(theme),
            # Not from disk: browsers do not agree what a file's own origin is, and one that says "none" loads no style.
            policy=None if self.settings["RELATIVE_URLS"] else _POLICY,
        )

    def generate_output(self, writer: Any) -> None:
        """Write each page and each file once."""
        self._make_sheets()
        for file in self._files():
            self.output.write(file)
        printer = Printer(
            self.env,
            self.settings["JINJA_ENVIRONMENT"],
            self.context,
            relative=self.settings["RELATIVE_URLS"],
        )
        printed: list[Any] = [*self.pages, *self.redirects, *self.feeds]
        for page in printed:
            picture = self.pictures.get(page.save_as, self.context["picture"])
            key = recipe.key(page, picture)
            if not self.output.has(page.save_as, key):
                self.output.write(File(path=page.save_as, content=printer.text(page, picture=picture).encode()), key)

    def _write_made(self, file: File) -> None:
        if not file.authored:  # those are Pelican's to copy
            self.output.write(file)

    def _drawings(self) -> dict[str, str]:
        template = self.env.get_template("share.svg")
        static = Path(self.theme, "static")
        look = {
            "SITENAME": self.settings["SITENAME"],
            "colours": share.colours((static / "css" / "tokens.css").read_text(encoding="utf-8")),
            "icon": share.shapes((static / "icon.svg").read_text(encoding="utf-8")),
        }
        return {picture.save_as: template.render(picture=picture, **look) for picture in self.pictures.values()}

    def _make_sheets(self) -> None:
        """Style sheets made from the file come first: their names can depend on what is in them."""
        for sheet in self.sheets:
            text = self.env.get_template(sheet.template).render(self.context, view=sheet)
            self.context["assets"] = self.context["assets"].with_made(sheet.save_as, text)

    def _files(self) -> Iterator[File]:
        yield from (File(path=path, content=content) for path, content in self.context["assets"].files.items())
        yield from _beside(self.pages, self.edition)
        drawn = drawing.draw(self._drawings(), Path(self.settings["SHARE_CACHE"]))
        yield from (File(path=path, content=content) for path, content in drawn.items())
        found = indexing.index(search.records(self.pages, self.context["addresses"]))
        yield from (File(path=f"pagefind/{path}", content=content) for path, content in found.items())
        if self.settings["PUBLISHED"]:
            yield from (File(path=path, content=content) for path, content in self._for_a_host())

    def _for_a_host(self) -> Iterator[tuple[str, bytes]]:
        site, files = self.settings["SITEURL"], self.context["assets"]
        entries = [crawlers.Entry(f"{site}/{page.url}", crawlers.last_change(page)) for page in self.pages]
        entries += [crawlers.Entry(f"{site}/{page.url}") for page in self.context["pages"]]
        texts = {
            "sitemap.xml": crawlers.sitemap(entries),
            "robots.txt": crawlers.robots(f"{site}/sitemap.xml"),
            "site.webmanifest": manifest.webmanifest(
                self.settings["SITENAME"], self.settings["DEFAULT_LANG"], files.path
            ),
            "_headers": policy.headers_file(),
            origin.PATH: origin.build_json(Path.cwd(), Path(self.settings["CLAIMS_FILE"]), f"{FOLDER}/claims.yaml"),
            security.PATH: self.settings["SECURITY_TXT"],
            notices.PATH: notices.read(Path.cwd()),
        }
        yield from ((path, text.encode()) for path, text in texts.items() if text)
        yield "favicon.ico", files.files[files.path("icons/favicon.ico")]  # asked for beside files that are no pages


def _beside(pages: tuple[views.Page, ...], edition: Edition) -> Iterator[File]:
    """How to cite each page, and the timeline as a calendar."""
    for page in pages:
        if isinstance(page, _CITED):
            yield from page.citation.files
        if isinstance(page, views.TimelinePage) and page.count:  # without entries it is none (RFC 5545, 3.6)
            yield File(path="timeline.ics", content=ics.calendar(page, edition))


def _authored(settings: dict[str, Any]) -> dict[str, bytes]:
    """The files that Pelican copies into the data's folder, under their names there."""
    files = {}
    for source in settings["STATIC_PATHS"]:
        path = settings["EXTRA_PATH_METADATA"].get(source, {}).get("path", "")
        file = Path(settings["PATH"], source)
        if path.startswith(f"{FOLDER}/") and file.is_file():
            files[path.removeprefix(f"{FOLDER}/")] = file.read_bytes()
    return files


def _ids(dataset: Dataset) -> dict[str, set[str]]:
    ids: dict[str, set[str]] = {kind: set() for kind in links.KINDS}
    for record in dataset.records():
        if record.kind_name in ids:
            ids[record.kind_name].add(record.id)
    return ids


def extend_templates(pelican: Pelican) -> None:
    """Give every template our filters and functions; each generator makes its environment from the settings."""
    pelican.settings["JINJA_FILTERS"] = {**pelican.settings["JINJA_FILTERS"], **FILTERS}
    environment = pelican.settings["JINJA_ENVIRONMENT"]
    pelican.settings["JINJA_ENVIRONMENT"] = {**environment, "extensions": [*environment.get("extensions", []), Once]}
    pelican.settings["JINJA_GLOBALS"] = {**pelican.settings["JINJA_GLOBALS"], **FUNCTIONS}


def add_generator(pelican: Pelican) -> type[ClaimsGenerator]:
    """Tell Pelican of the generator."""
    return ClaimsGenerator


def name_pages_explicitly(generators: list[Any]) -> None:
    """Pages made from `content/` get addresses of the same form as those made from the file, and a description."""
    addresses = next((g.context["addresses"] for g in generators if isinstance(g, ClaimsGenerator)), None)
    for generator in generators:
        if isinstance(generator, PagesGenerator) and addresses:
            for page in (*generator.pages, *generator.hidden_pages):
                if not page.metadata.get("description"):
                    shown = os.path.relpath(page.source_path)
                    raise PageError(f"{shown}: the page has no description; add a line “Description: …” at its head")
            for page in generator.pages:
                page.override_url = addresses.page(page.slug)


def connect() -> None:
    """Listen to Pelican. Receivers are functions of this module: Pelican holds them weakly."""
    signals.initialized.connect(extend_templates)
    signals.get_generators.connect(add_generator)
    signals.all_generators_finalized.connect(name_pages_explicitly)
