"""Pages and files → the output folder, through Pelican. With build.py and builder.py, all that knows Pelican."""

from __future__ import annotations

import hashlib
import os
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from contextlib import suppress
from dataclasses import replace
from datetime import date
from functools import cache, cached_property, partial
from importlib import metadata
from pathlib import Path
from typing import Any, NamedTuple

from jinja2 import FileSystemBytecodeCache
from markupsafe import Markup
from pelican import Pelican, signals
from pelican.generators import Generator, PagesGenerator

from . import exports, pages, paging, plan, processes
from .data import loader
from .data.diagnostics import listing
from .data.model import Dataset
from .exports import calendar, drawing, feeds, search_index, search_records, share_images
from .filters import FILTERS, FUNCTIONS, PageError
from .once import Once
from .output import Build, Kept, Output, Steps
from .preview import Preview
from .printing import Printer
from .publish import assets, build_info, headers, notices, security, sitemap, webmanifest
from .site import labels
from .site.markdown import Prose
from .site.release import FOLDER, DataFile, File, Release
from .site.urls import Addresses

_POLICY = Markup(headers.CONTENT_SECURITY_POLICY)  # noqa: S704 - a constant, whose quotes stay readable
_CITED = (pages.ClaimPage, pages.TopicPage, pages.DataPage)
_COMPILES = ("once.py", "filters.py")  # a tag, and of each filter what it wants to be passed
_FEW = 500  # pages for which to start another process takes longer than it saves


class Made(NamedTuple):
    """What a portion of the work leaves beside the files it has written."""

    kept: Mapping[str, Kept] = {}
    """Those of its files that have keys, under their paths."""
    entries: tuple[sitemap.Entry, ...] = ()
    records: tuple[search_records.Record, ...] = ()
    drawings: Mapping[str, str] = {}
    """What is to be drawn, as SVG, under the paths of the pictures."""


class ClaimsGenerator(Generator):  # type: ignore[misc]
    """Loads the file in `CLAIMS_FILE` and writes a page for everything in it, and the files that go with them.

    Raises DataError where the file has mistakes, before anything is written. Many pages are made in portions, by as
    many processes as the machine has cores, and none is held in memory after it is written. What is made of all pages
    and of the data is another step: whoever builds decides when, as the pages can be seen without it.
    """

    planned: plan.Plan | None = None
    """Where long lists are split, once all is prepared."""

    def generate_context(self) -> None:
        """Read the file, so that every other generator's templates can lead to what is in it."""
        file = Path(self.settings["CLAIMS_FILE"])
        shown = Path(os.path.relpath(file))  # as an author would type it
        # The builder has loaded it before: settings are the way by which a caller reaches a plugin.
        self.dataset: Dataset = self.settings.get("CLAIMS_DATASET") or loader.load(shown, today=date.today())
        count = len(self.dataset.claims) + len(self.dataset.sources)
        self.processes = processes.available() if count > _FEW else 1
        preview: Preview | None = self.settings.get("CLAIMS_PREVIEW") if count > _FEW else None
        before = preview.before if preview else None
        if preview and before and preview.files:
            with suppress(Exception):  # what is wrong with a page is said when it is built
                self._prepare(before.plan)
                self.printer = self._new_printer()
                if found := dict(self._found(preview.files)):
                    preview.show(found)
        planned = plan.of(self.dataset, paging.Limit(page=self.settings["PAGE_BYTES"]), self.processes, before)
        if preview:
            preview.plan(planned)
        if planned != self.planned:
            self._prepare(planned)
        self.build: Build = self.settings.get("CLAIMS_BUILD") or _alone(Path(self.output_path))
        self.pages = self.build.steps.pages
        for page in filter(None, self.context["generated_content"].values()):  # Pelican has read them, and writes first
            self.build.steps.leave(page.save_as)

    def _prepare(self, planned: plan.Plan) -> None:
        """Make what all pages have in common."""
        self.addresses = Addresses(explicit=bool(self.settings["RELATIVE_URLS"]), places=planned.places)
        self.prose = Prose()
        site = self.settings["SITEURL"]
        self.edition = Release.from_dataset(
            self.dataset, name=self.settings["SITENAME"], site=site, version=self.settings["DATA_VERSION"]
        )
        self.site = pages.Site(self.dataset, self.addresses, self.edition, self.prose, planned)
        # Without an address of its own the site has no feeds: theirs must work wherever they are read.
        self.feeds = tuple(feeds.list_feeds(self.dataset, self.addresses, self.edition.name)) if site else ()
        if site:
            feeds.check_tag(self.settings.get("FEED_TAG", ""))
        theme = Path(self.settings["THEME"])
        # Pelican's generators share one context, so pages from content/ can lead to records too.
        self.context.update(
            addresses=self.addresses,
            record_ids=cache(self.dataset.ids),
            site=site,  # SITEURL is the way to the root where addresses are relative; this is never that
            feeds=self.feeds,
            feeds_at=self._feeds_at,
            picture=share_images.of_others(self.site.home()) if self.settings["SHARE_PICTURES"] else None,
            assets=assets.published(theme) if self.settings["PUBLISHED"] else assets.authored(theme),
            # Not from disk: browsers do not agree what a file's own origin is, and one that says "none" loads no style.
            policy=None if self.settings["RELATIVE_URLS"] else _POLICY,
        )
        self._make_sheet()
        self.planned = planned

    def _new_printer(self) -> Printer:
        """One that sees what is in the context now."""
        options, relative = self.settings["JINJA_ENVIRONMENT"], self.settings["RELATIVE_URLS"]
        return Printer(self.env, options, self.context, relative=relative)

    def _found(self, files: Sequence[str]) -> Iterator[tuple[str, str]]:
        """Those of the files that are pages of records, and what will stand in them."""
        wanted = {file: kind for file in files if (kind := self.addresses.kind(file))}
        for unit in self.units() if wanted else ():
            for draft in unit.drafts() if unit.what in wanted.values() else ():
                if draft.save_as in wanted:
                    page, *_ = self._printed(draft.make())
                    yield page.path, page.content.decode()
                    del wanted[draft.save_as]
            if not wanted:  # to look at the others takes as long
                break

    def generate_output(self, writer: Any) -> None:
        """Write each page, and what goes with single pages."""
        for file in self.context["staticfiles"]:  # Pelican copies them last; by now it is settled where to
            self.build.steps.leave(file.save_as)
        self.printer = self._new_printer()
        topics = [topic.id for topic in self.dataset.topics]
        self.topics = {c.id: sorted(c.topics, key=topics.index) for c in self.dataset.claims}
        jobs: list[Callable[[], Made]] = [partial(self._pages, unit) for unit in self.units()]
        made = processes.share([*jobs, self._moved_and_fed], self.processes)
        for portion in made:
            self.pages.kept.update(portion.kept)
        for path, content in self.context["assets"].files.items():
            self.pages.write(File(path=path, content=content))
        self.build.rest.append(partial(self._finish, [entry for portion in made for entry in portion.entries]))
        if "CLAIMS_BUILD" not in self.settings:  # Pelican alone, which knows one step
            self.build.rest[0](self.pages)

    def _finish(self, entries: Sequence[sitemap.Entry], files: Output) -> None:
        """Write what is made of all pages and of the data; `entries` are those of the pages for a map of the site."""
        if self.settings["DATA_FILES"]:
            self._write_the_data(files)
        made = processes.share([*self._gathering()], self.processes)
        page = self.site.data_page(self.edition)
        for file in (*self._printed(page), *self._files(made, [*entries, *self._entries(page)])):
            _keep(files, file)

    def units(self) -> Iterable[pages.Unit]:
        """The pages to write, but for that of the data."""
        return self.site.units()

    def _pages(self, unit: pages.Unit) -> Made:
        """Make and write the pages of a portion, and what goes with each."""
        files = self.pages.part()
        entries: list[sitemap.Entry] = []
        for draft in unit.drafts():
            key = draft.made_from() if draft.made_from else ""
            paths = (draft.save_as, *draft.beside) if self.settings["DATA_FILES"] else (draft.save_as,)
            if key and all(files.has(path, key) for path in paths):
                continue
            page = draft.make()
            for file in self._printed(page):
                files.write(file, key)
            entries += self._entries(page)
        return Made(files.kept, tuple(entries))

    def _entries(self, page: pages.Page) -> Iterator[sitemap.Entry]:
        """What a map of the site says of a page: only what is published has one, and is built from nothing."""
        if self.settings["PUBLISHED"]:
            yield sitemap.Entry(f"{self.settings['SITEURL']}/{page.url}", sitemap.last_change(page))

    def _gathering(self) -> Iterator[Callable[[], Made]]:
        """Of the pages in portions, what is made of all of them together."""
        if self.settings["SEARCH_INDEX"] or self.settings["SHARE_PICTURES"]:
            yield from (partial(self._gathered, unit) for unit in self.units())

    def _gathered(self, unit: pages.Unit) -> Made:
        records: list[search_records.Record] = []
        drawings: dict[str, str] = {}
        for draft in unit.drafts():
            page = draft.make()
            if self.settings["SEARCH_INDEX"]:
                records += search_records.of(page, self.topics, self.addresses)
            if self.settings["SHARE_PICTURES"] and (picture := share_images.picture(page)):
                drawings[picture.save_as] = self._drawing(picture)
        return Made(records=tuple(records), drawings=drawings)

    def _feeds_at(self, url: str) -> tuple[feeds.Feed, ...]:
        """The feeds that a page names: those of the whole site, and where it is a topic's that one."""
        return self._feeds_of_topics.get(url, self._feeds_of_site)

    @cached_property
    def _feeds_of_site(self) -> tuple[feeds.Feed, ...]:
        return tuple(feed for feed in self.feeds if not feed.of_topic)

    @cached_property
    def _feeds_of_topics(self) -> dict[str, tuple[feeds.Feed, ...]]:
        first, *others = self._feeds_of_site or (None,)
        return {feed.about: (first, feed, *others) for feed in self.feeds if feed.of_topic and first}

    def _printed(self, page: Any) -> Iterator[File]:
        """A page, and the files to cite it by."""
        picture = share_images.picture(page) if self.settings["SHARE_PICTURES"] else None
        text = self.printer.text(page, picture=picture or self.context["picture"])
        yield File(path=page.save_as, content=text.encode())
        if self.settings["DATA_FILES"] and isinstance(page, _CITED):
            yield from page.citation.files

    def _write_the_data(self, files: Output) -> None:
        """Write the data in all its forms; what stands there as it was written is Pelican's to copy."""
        to = replace(self.addresses, explicit=False)  # for whoever reads it, who may be anywhere
        listed = _authored(self.settings)
        for file in exports.data_files(self.dataset, self.edition, to, self.prose, listed):
            _keep(files, file)
            listed.append(file.info)
        self.edition = replace(self.edition, files=tuple(listed))
        if any(self.site.entries()):  # a calendar without entries is none (RFC 5545, 3.6)
            content = calendar.calendar(self.site.entries(), self.dataset.topics, self.edition)
            _keep(files, File(path="timeline.ics", content=content))

    def _moved_and_fed(self) -> Made:
        """Write what stands in the place of pages that have moved, and the feeds."""
        files = self.pages.part()
        for page in self.site.redirects():
            for file in self._printed(page):
                files.write(file)
        if self.feeds:
            template = self.env.get_template("feed_entry.html")
            for file in feeds.atom_files(
                self.feeds,
                self.dataset,
                site=self.edition.site,
                tag=self.settings["FEED_TAG"],
                lang=self.settings["DEFAULT_LANG"],
                claim_page=self.site.claim,
                render=lambda entry: template.render(self.context, view=entry),
            ):
                files.write(file)
        return Made(files.kept)

    @cached_property
    def _look(self) -> dict[str, Any]:
        static = Path(self.theme, "static")
        return {
            "SITENAME": self.settings["SITENAME"],
            "colours": share_images.colours((static / "css" / "tokens.css").read_text(encoding="utf-8")),
            "icon": share_images.shapes((static / "icon.svg").read_text(encoding="utf-8")),
        }

    def _drawing(self, picture: share_images.Picture) -> str:
        return str(self.env.get_template("share.svg").render(picture=picture, **self._look))

    def _make_sheet(self) -> None:
        """A style sheet made from the file comes first: its name can depend on what is in it."""
        sheet = self.site.sheet()
        text = self.env.get_template(sheet.template).render(self.context, view=sheet)
        self.context["assets"] = self.context["assets"].with_made(sheet.save_as, text)

    def _files(self, made: Iterable[Made], entries: list[sitemap.Entry]) -> Iterator[File]:
        """What is made of all pages together."""
        if self.settings["SHARE_PICTURES"]:
            drawings = {path: svg for portion in made for path, svg in portion.drawings.items()}
            drawn = drawing.drawn(drawings.items(), Path(self.settings["SHARE_CACHE"]))
            yield from (File(path=path, content=content) for path, content in drawn)
        if self.settings["SEARCH_INDEX"]:
            records = [record for portion in made for record in portion.records]
            records += [search_records.of_prose(page, self.addresses) for page in self.context["pages"]]
            found = search_index.index(records, Path(self.settings["SEARCH_CACHE"]))
            yield from (File(path=f"pagefind/{path}", content=content) for path, content in found.items())
        if self.settings["PUBLISHED"]:
            yield from (File(path=path, content=content) for path, content in self._for_a_host(entries))

    def _for_a_host(self, entries: list[sitemap.Entry]) -> Iterator[tuple[str, bytes]]:
        site, files = self.settings["SITEURL"], self.context["assets"]
        entries += [sitemap.Entry(f"{site}/{page.url}") for page in self.context["pages"]]
        texts = {
            "sitemap.xml": sitemap.sitemap(entries),
            "robots.txt": sitemap.robots(f"{site}/sitemap.xml"),
            "site.webmanifest": webmanifest.webmanifest(
                self.settings["SITENAME"], self.settings["DEFAULT_LANG"], files.path
            ),
            "_headers": headers.headers_file(),
            build_info.PATH: build_info.build_json(
                Path.cwd(), Path(self.settings["CLAIMS_FILE"]), f"{FOLDER}/claims.yaml"
            ),
            security.PATH: self.settings["SECURITY_TXT"],
            notices.PATH: notices.read(Path.cwd()),
        }
        yield from ((path, text.encode()) for path, text in texts.items() if text)
        yield "favicon.ico", files.files[files.path("icons/favicon.ico")]  # asked for beside files that are no pages


def _alone(root: Path) -> Build:
    """Where Pelican runs by itself: into a folder in which nothing is known."""
    return Build(lambda: Steps(Output(root), Output(root)))


def _keep(files: Output, file: File) -> None:
    """Write a file that is known by what it holds, unless it stands there."""
    if not files.has(file.path, file.info.sha256):
        files.write(file, file.info.sha256)


def _authored(settings: dict[str, Any]) -> list[DataFile]:
    """The files that Pelican copies into the data's folder, by their names there."""
    files = []
    for source in settings["STATIC_PATHS"]:
        path = settings["EXTRA_PATH_METADATA"].get(source, {}).get("path", "")
        file = Path(settings["PATH"], source)
        if path.startswith(f"{FOLDER}/") and file.is_file():
            files.append(File(path=path, content=file.read_bytes()).info)
    return sorted(files, key=lambda file: file.path)


def extend_templates(pelican: Pelican) -> None:
    """Give every template our filters and functions; each generator makes its environment from the settings."""
    pelican.settings["JINJA_FILTERS"] = {**pelican.settings["JINJA_FILTERS"], **FILTERS}
    options = pelican.settings["JINJA_ENVIRONMENT"]
    options = {**options, "extensions": [*options.get("extensions", []), Once]}
    pelican.settings["JINJA_ENVIRONMENT"] = {**options, "bytecode_cache": _compiled(options, pelican.settings)}
    pelican.settings["JINJA_GLOBALS"] = {**pelican.settings["JINJA_GLOBALS"], **FUNCTIONS}


def _compiled(options: Mapping[str, Any], settings: Mapping[str, Any]) -> FileSystemBytecodeCache:
    """Where templates lie compiled: to compile them is a third of a small site's build.

    Jinja knows them by their text; by what else they are compiled depends on the folder's name.
    """
    by = hashlib.sha256(f"{options!r} {metadata.version('jinja2')}".encode())
    for name in _COMPILES:
        by.update(Path(__file__).with_name(name).read_bytes())
    folder = Path(settings["TEMPLATE_CACHE"], by.hexdigest()[:16])
    folder.mkdir(parents=True, exist_ok=True)
    return FileSystemBytecodeCache(str(folder))


def add_generator(pelican: Pelican) -> type[ClaimsGenerator]:
    """Tell Pelican of the generator."""
    return ClaimsGenerator


def name_pages_explicitly(generators: list[Any]) -> None:
    """Pages made from `content/` get addresses of the same form as those made from the file."""
    addresses = next((g.context["addresses"] for g in generators if isinstance(g, ClaimsGenerator)), None)
    for generator in generators:
        if isinstance(generator, PagesGenerator) and addresses:
            _check_prose(generator, addresses)
            for page in generator.pages:
                page.override_url = addresses.at(page.save_as)  # which a page can choose for itself


def _check_prose(generator: Any, addresses: Addresses) -> None:
    """Raise PageError where a page made from `content/` lacks a description, or one is missing to which others lead."""
    for page in (*generator.pages, *generator.hidden_pages):
        if not page.metadata.get("description"):
            shown = os.path.relpath(page.source_path)
            raise PageError(f"{shown}: the page has no description; add a line “Description: …” at its head")
    there = {page.save_as for page in generator.pages}
    if missing := [name for name in labels.PROSE_PAGES if addresses.file(f"{name}/") not in there]:
        folder = os.path.relpath(Path(generator.path, *generator.settings["PAGE_PATHS"][:1]))
        named = listing([f"“{name}”" for name in missing])
        raise PageError(
            f"{folder}: there is no page {named}, and every page leads to it; "
            f"write one with a line “Slug: {missing[0]}” at its head"
        )


def connect() -> None:
    """Listen to Pelican. Receivers are functions of this module: Pelican holds them weakly."""
    signals.initialized.connect(extend_templates)
    signals.get_generators.connect(add_generator)
    signals.all_generators_finalized.connect(name_pages_explicitly)
