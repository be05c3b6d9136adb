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

from . import drawing, indexing, links, loader, search, share, views
from .addresses import Addresses
from .model import Dataset


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
        self.pictures = share.pictures(self.pages)
        # Pelican's generators share one context, so pages from content/ can lead to records too, and have a picture.
        self.context["picture"] = self.pictures[addresses.file(addresses.page("home"))]
        self.context["addresses"] = addresses
        self.context["record_ids"] = _ids(dataset)

    def generate_output(self, writer: Any) -> None:
        """Write each page once, the pictures for sharing, and what a search reads."""
        for page in self.pages:
            template = self.env.get_template(page.template)
            writer.write_file(
                page.save_as,
                template,
                self.context,
                relative_urls=self.settings["RELATIVE_URLS"],
                view=page,
                picture=self.pictures.get(page.save_as, self.context["picture"]),
                override_output=False,
            )
        for path, content in drawing.draw(self._drawings(), Path(self.settings["SHARE_CACHE"])).items():
            self._write(path, content)
        for path, content in indexing.index(search.records(self.pages, self.context["addresses"])).items():
            self._write(f"pagefind/{path}", content)

    def _drawings(self) -> dict[str, str]:
        template = self.env.get_template("share.svg")
        static = Path(self.theme, "static")
        look = {
            "SITENAME": self.settings["SITENAME"],
            "colours": share.colours((static / "css" / "tokens.css").read_text(encoding="utf-8")),
            "icon": share.shapes((static / "icon.svg").read_text(encoding="utf-8")),
        }
        return {picture.save_as: template.render(picture=picture, **look) for picture in self.pictures.values()}

    def _write(self, save_as: str, content: bytes) -> None:
        file = Path(self.output_path, save_as)
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


def add_filter(pelican: Pelican) -> None:
    """Give every template the filter; each generator makes its own environment from the settings."""
    pelican.settings["JINJA_FILTERS"] = {**pelican.settings["JINJA_FILTERS"], "prose": prose}


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
