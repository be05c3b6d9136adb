"""Pages → files, through Pelican. With register() in __init__.py, all that knows Pelican."""

from __future__ import annotations

import os
from collections.abc import Iterator
from datetime import date
from pathlib import Path
from typing import Any

from jinja2 import pass_context
from jinja2.runtime import Context
from markupsafe import Markup
from pelican import Pelican, signals
from pelican.generators import Generator, PagesGenerator

from . import assets, links, loader, views
from .addresses import Addresses
from .model import Dataset
from .publish import crawlers, manifest, origin, policy, security

_POLICY = Markup(policy.CONTENT_SECURITY_POLICY)  # noqa: S704 - a constant, whose quotes stay readable


class ClaimsGenerator(Generator):  # type: ignore[misc]
    """Loads the file in `CLAIMS_FILE` and writes a page for everything in it.

    Raises DataError where the file has mistakes, before anything is written.
    """

    def generate_context(self) -> None:
        """Make the pages, so that every other generator's templates can lead to them."""
        file = Path(self.settings["CLAIMS_FILE"])
        shown = Path(os.path.relpath(file))  # as an author would type it
        dataset = loader.load(shown, today=date.today())
        addresses = Addresses(explicit=bool(self.settings["RELATIVE_URLS"]))
        self.pages = tuple(views.build(dataset, addresses))
        # Pelican's generators share one context, so pages from content/ can lead to records too.
        self.context["addresses"] = addresses
        self.context["record_ids"] = _ids(dataset)
        theme = Path(self.settings["THEME"])
        self.context["assets"] = assets.published(theme) if self.settings["PUBLISHED"] else assets.authored(theme)
        # Not from disk: browsers do not agree what a file's own origin is, and one that says "none" loads no style.
        self.context["policy"] = None if self.settings["RELATIVE_URLS"] else _POLICY

    def generate_output(self, writer: Any) -> None:
        """Write each page once, and the files that were made."""
        self._make_sheets()
        for path, content in self.context["assets"].files.items():
            self._write(path, content)
        if self.settings["PUBLISHED"]:
            for path, content in self._for_a_host():
                self._write(path, content)
        for page in self.pages:
            if isinstance(page, views.FiltersSheet):
                continue
            template = self.env.get_template(page.template)
            writer.write_file(
                page.save_as,
                template,
                self.context,
                relative_urls=self.settings["RELATIVE_URLS"],
                view=page,
                override_output=False,
            )

    def _make_sheets(self) -> None:
        """Style sheets made from the file come first: their names can depend on what is in them."""
        for sheet in self.pages:
            if isinstance(sheet, views.FiltersSheet):
                text = self.env.get_template(sheet.template).render(self.context, view=sheet)
                self.context["assets"] = self.context["assets"].with_made(sheet.save_as, text)

    def _for_a_host(self) -> Iterator[tuple[str, bytes]]:
        site = self.settings["SITEURL"]
        files = self.context["assets"]
        own = [page for page in self.pages if isinstance(page, views.Page)]
        entries = [crawlers.Entry(f"{site}/{page.url}", crawlers.last_change(page)) for page in own]
        entries += [crawlers.Entry(f"{site}/{page.url}") for page in self.context["pages"]]
        texts = {
            "sitemap.xml": crawlers.sitemap(entries),
            "robots.txt": crawlers.robots(f"{site}/sitemap.xml"),
            "site.webmanifest": manifest.webmanifest(
                self.settings["SITENAME"], self.settings["DEFAULT_LANG"], files.path
            ),
            "_headers": policy.headers_file(),
            origin.PATH: origin.build_json(Path.cwd(), Path(self.settings["CLAIMS_FILE"]), "data/v1/claims.yaml"),
            security.PATH: self.settings["SECURITY_TXT"],
        }
        yield from ((path, text.encode()) for path, text in texts.items() if text)
        yield "favicon.ico", files.files[files.path("icons/favicon.ico")]  # asked for beside files that are no pages

    def _write(self, path: str, content: bytes) -> None:
        file = Path(self.output_path, path)
        file.parent.mkdir(parents=True, exist_ok=True)
        file.write_bytes(content)


class LinkError(Exception):
    """A page in `content/` links to a record that is not in the file."""


def _ids(dataset: Dataset) -> dict[str, set[str]]:
    ids: dict[str, set[str]] = {kind: set() for kind in links.KINDS}
    for record in dataset.records():
        if record.kind_name in ids:
            ids[record.kind_name].add(record.id)
    return ids


@pass_context
def prose(context: Context, html: str) -> Markup:
    """HTML with its links to records led to their addresses, as seen from the page being printed."""

    def address(kind: str, id: str) -> str:
        if id not in context["record_ids"][kind]:
            raise LinkError(f'{context["output_file"]} links to {kind} "{id}", which is not defined')
        return f"{context['SITEURL']}/{context['addresses'].of(kind, id)}"

    return Markup(links.resolve(html, address))  # noqa: S704 - clean HTML came in, only addresses changed


@pass_context
def asset(context: Context, name: str) -> str:
    """The address of a file of theme/static/, as seen from the page being printed."""
    return f"{context['SITEURL']}/{context['assets'].path(name)}"


@pass_context
def bundle(context: Context, name: str) -> list[str]:
    """The addresses of the files that make up a bundle: all of them while editing, one when published."""
    return [f"{context['SITEURL']}/{path}" for path in context["assets"].bundle(name)]


def add_filter(pelican: Pelican) -> None:
    """Give every template the filter and functions; each generator makes its own environment from the settings."""
    pelican.settings["JINJA_FILTERS"] = {**pelican.settings["JINJA_FILTERS"], "prose": prose}
    functions = {"asset": asset, "bundle": bundle}
    pelican.settings["JINJA_GLOBALS"] = {**pelican.settings["JINJA_GLOBALS"], **functions}


def add_generator(pelican: Pelican) -> type[ClaimsGenerator]:
    """Tell Pelican of the generator."""
    return ClaimsGenerator


def name_pages_explicitly(generators: list[Any]) -> None:
    """Pages made from `content/` get addresses of the same form as those made from the file."""
    addresses = next((g.context["addresses"] for g in generators if isinstance(g, ClaimsGenerator)), None)
    for generator in generators:
        if isinstance(generator, PagesGenerator) and addresses:
            for page in generator.pages:
                page.override_url = addresses.page(page.slug)


def connect() -> None:
    """Listen to Pelican. Receivers are functions of this module: Pelican holds them weakly."""
    signals.initialized.connect(add_filter)
    signals.get_generators.connect(add_generator)
    signals.all_generators_finalized.connect(name_pages_explicitly)
