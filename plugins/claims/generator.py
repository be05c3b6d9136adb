"""Pages → files, through Pelican. With register() in __init__.py, all that knows Pelican."""

from __future__ import annotations

import os
from datetime import date
from pathlib import Path
from typing import Any

from jinja2 import pass_context
from jinja2.runtime import Context
from markupsafe import Markup
from pelican import Pelican, signals
from pelican.generators import Generator, PagesGenerator

from . import exports, feeds, ics, jsonld, links, loader, views
from .addresses import Addresses
from .edition import FOLDER, File
from .model import Dataset
from .prose import Prose, for_elsewhere


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
        site, prose = self.settings["SITEURL"], Prose()
        edition = exports.build(
            dataset,
            name=self.settings["SITENAME"],
            site=site,
            version=self.settings["DATA_VERSION"],
            authored=_authored(self.settings),
            prose=prose,
        )
        self.pages = tuple(views.build(dataset, addresses, edition, prose))
        timeline = next(page for page in self.pages if isinstance(page, views.TimelinePage))
        citations = (page.citation for page in self.pages if isinstance(page, _CITED))
        self.files = (
            *(file for file in edition.files if not file.authored),
            *(file for citation in citations for file in citation.files),
            # A calendar without entries is none (RFC 5545, 3.6).
            *([File(path="timeline.ics", content=ics.calendar(timeline, edition))] if timeline.count else []),
        )
        # Without an address of its own the site has no feeds: theirs must work wherever they are read.
        self.feeds = tuple(
            feeds.build(self.pages, addresses, name=edition.name, tag=self.settings.get("FEED_TAG", "")) if site else ()
        )
        # Pelican's generators share one context, so pages from content/ can lead to records too.
        self.context["addresses"] = addresses
        self.context["record_ids"] = _ids(dataset)
        self.context["site"] = site  # SITEURL is the way to the root where addresses are relative; this is never that
        self.context["feeds"] = self.feeds

    def generate_output(self, writer: Any) -> None:
        """Write each page and each file once."""
        for file in self.files:
            path = Path(self.output_path, file.path)
            path.parent.mkdir(parents=True, exist_ok=True)
            path.write_bytes(file.content)
        for page in (*self.pages, *self.feeds):
            template = self.env.get_template(page.template)
            writer.write_file(
                page.save_as,
                template,
                self.context,
                relative_urls=self.settings["RELATIVE_URLS"],
                view=page,
                override_output=False,
            )


_CITED = (views.ClaimPage, views.TopicPage, views.DataPage)


def _authored(settings: dict[str, Any]) -> dict[str, bytes]:
    """The files that Pelican copies into the data's folder, under their names there."""
    files = {}
    for source in settings["STATIC_PATHS"]:
        path = settings["EXTRA_PATH_METADATA"].get(source, {}).get("path", "")
        file = Path(settings["PATH"], source)
        if path.startswith(f"{FOLDER}/") and file.is_file():
            files[path.removeprefix(f"{FOLDER}/")] = file.read_bytes()
    return files


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
def json_ld(context: Context, page: views.Page) -> Markup:
    """What a page says, for machines."""
    return jsonld.script(page, base=context["SITEURL"], name=context["SITENAME"], addresses=context["addresses"])


def add_filters(pelican: Pelican) -> None:
    """Give every template the filters; each generator makes its own environment from the settings."""
    filters = {"prose": prose, "json_ld": json_ld, "elsewhere": for_elsewhere, "xml": feeds.xml}
    pelican.settings["JINJA_FILTERS"] = {**pelican.settings["JINJA_FILTERS"], **filters}


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
    signals.initialized.connect(add_filters)
    signals.get_generators.connect(add_generator)
    signals.all_generators_finalized.connect(name_pages_explicitly)
