"""The file of claims → pages and files in the output folder, as one of Pelican's generators."""

from __future__ import annotations

import hashlib
import os
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field, replace
from datetime import date
from functools import partial
from pathlib import Path
from typing import Any
from urllib.parse import urlsplit

from markupsafe import Markup
from pelican.generators import Generator, PagesGenerator

from . import pages
from .cache import Cache
from .checks import editions, loader
from .checks import prose as prose_pages
from .model.markdown import MarkdownRenderer
from .pages.claims import OneClaimPage, WithdrawnPage, cards
from .pages.prose import general, navigation
from .pages.redirects import redirects
from .pages.timeline import filters_sheet
from .parts import cards as oembed
from .parts import data_files as exports
from .parts import feeds
from .parts import pictures as share_images
from .parts.book import book
from .parts.box import site_zip
from .parts.calendar import calendar
from .parts.data_files.page import DataPage, FileView, data_page, to_take_away
from .parts.host import build_info, sitemap
from .parts.search import index as search_index
from .parts.search.pages import search_pages
from .render import RenderedPage, Renderer
from .site import labels
from .site.index import Site, make_urls
from .site.release import FOLDER, DataFile, Release
from .source.diagnostics import DataError, listing
from .web import assets, contacts, headers

_POLICY = Markup(headers.CONTENT_SECURITY_POLICY)  # noqa: S704 - a constant, whose quotes stay readable


@dataclass
class WarmState:
    """What a process that builds again and again keeps from build to build, and what it is told."""

    rendered: dict[str, tuple[Any, str]] = field(default_factory=dict)
    """Under each file what its template saw, and the text that it made of it."""
    markdown: MarkdownRenderer = field(default_factory=MarkdownRenderer)
    remarks: str = ""
    """What could be better, a line each."""


class PlaceTakenError(Exception):
    """Two files have one address: one from `content/` and one that is made from the file of claims."""


class ClaimsGenerator(Generator):  # type: ignore[misc]
    """Loads the file in `CLAIMS_FILE` and writes a page for everything in it, and the files that go with them.

    Whoever builds again and again (dev/builder.py) sets `CLAIMS_WARM` to what lives from build to build, and
    `CLAIMS_PAGES_ONLY` to leave out what is made of the data beside pages.
    """

    def __init__(self, *arguments: Any, **named: Any) -> None:
        """Read the file and check it and the prose pages, before any generator reads or writes one.

        Raises DataError with every mistake in them, or in what goes with editions: Pelican would not say where it is.
        """
        super().__init__(*arguments, **named)
        file, content = (Path(os.path.relpath(path)) for path in (self.settings["CLAIMS_FILE"], self.path))  # as typed
        checked = prose_pages.check(loader.check(file, today=date.today()), content, labels.PAGES)
        if checked.errors:
            raise DataError(checked.errors)
        self.releases = file.with_name(editions.FOLDER)
        self.editions = editions.read(self.releases)
        self.sha256 = hashlib.sha256(file.read_bytes()).hexdigest()
        self.summary = checked.summary(file)
        self.dataset = checked.dataset

    def generate_context(self) -> None:
        """Tell every other generator's templates what is in the file, so that they can lead to it."""
        dataset = self.dataset
        address = self.settings["SITEURL"]
        self.urls = make_urls(dataset, explicit=bool(self.settings["RELATIVE_URLS"]))
        release = Release.from_dataset(dataset, site=address, editions=self.editions, sha256=self.sha256)
        self.warm: WarmState = self.settings.get("CLAIMS_WARM") or WarmState()
        self.site = Site(dataset, self.urls, release, self.warm.markdown)
        home = pages.home_page(self.site)
        self.pages = [home, *pages.build(self.site), *search_pages(self.site)]
        # Without an address of its own the site has no feeds: theirs must work wherever they are read.
        self.feeds = tuple(feeds.list_feeds(self.site)) if address else ()
        if address:
            feeds.check_tag(self.settings.get("FEED_TAG", ""))
        theme, published = Path(self.settings["THEME"]), self.settings["PUBLISHED"]
        # Pelican's generators share one context, so pages from content/ can lead to records too.
        self.context.update(
            SITENAME=release.name,
            AUTHOR=release.author,
            caution=self.site.markdown.inline(self.site.filled(dataset.site.caution or "")),
            texts=tuple(self.site.texts.values()),
            texts_in_words=listing([text.name for text in dataset.texts], last="and"),
            urls=self.urls,
            general=general(self.site),
            site=address,
            SITEURL=urlsplit(address).path,  # pages lead from the root of whatever serves them, also of a mirror
            feeds=self.feeds,
            feeds_at=self._feeds_at,
            picture=share_images.default_picture(home) if published else None,
            assets=assets.published(theme) if published else assets.authored(theme),
            # Not from disk: browsers do not agree what a file's own origin is, and one that says "none" loads no style.
            policy=None if self.settings["RELATIVE_URLS"] else _POLICY,
        )
        sheet = filters_sheet(self.site)  # first: its name can depend on what is in it
        text = self.env.get_template(sheet.template).render(self.context, view=sheet)
        self.context["assets"] = self.context["assets"].with_made(sheet.save_as, text)

    def join(self, pages: Iterable[Any]) -> None:
        """Give pages made from `content/` addresses of the same form as the others have, and places beside them."""
        for page in pages:
            page.override_url = self.urls.at(page.save_as)  # which a page can choose for itself
        self.context["navigation"] = navigation(pages)
        self.renderer = Renderer(self.env, self.context, relative=self.settings["RELATIVE_URLS"])

    def generate_output(self, writer: Any) -> None:
        """Write every page by Pelican's writer, and the files that go with them."""
        self.writer = writer
        self.taken = {os.path.normpath(page.save_as) for page in self.context["generated_content"].values() if page}
        self.taken |= {os.path.normpath(file.save_as) for file in self.context["staticfiles"]}  # Pelican copies them
        summary, *counted = self.summary.splitlines()
        remarks = [*assets.remarks(Path(self.settings["THEME"])), *self._unused(), *counted]
        if self.settings["PUBLISHED"] and not self.site.release.date:
            name = os.path.relpath(self.settings["CLAIMS_FILE"])
            remarks.append(f"{name}: warning: no book and no zip of the site: nothing has a date, as in `changes:`")
        self.warm.remarks = "\n".join(remarks)
        if "CLAIMS_WARM" not in self.settings:  # devserver shows them
            print(summary, *remarks, sep="\n")
        self.pictures = dict(self._pictures()) if self.settings["PUBLISHED"] else {}
        self._write_files(self.context["assets"].files.items())
        data = None if self.settings.get("CLAIMS_PAGES_ONLY") else data_page(self.site, self._write_data())
        if data:
            self.pages.append(data)
            self._write_files(self._files())
        for page in (*self.pages, *cards(self.pages), *redirects(self.site)):
            if page is not data:
                self._write_page(page)
        if data:  # last: it says how large the book and the zip are, which are made of all other pages
            self._write_page(replace(data, to_take_away=tuple(self._to_take_away(data))))

    def _to_take_away(self, data: DataPage) -> Iterator[FileView]:
        """Write the book and the zip of a site that is published and has a date; yield how each is listed.

        All other pages are written; the page of the data is at first without these, as the zip has it.
        """
        release, folder = self.site.release, Path(self.output_path)
        if not (self.settings["PUBLISHED"] and release.date):
            return
        (folder / data.save_as).write_text(self.renderer.render(data, picture=self.context["picture"]), "utf-8")
        files = {file.relative_to(folder).as_posix(): file for file in folder.rglob("*") if file.is_file()}
        files |= {file.save_as: Path(file.source_path) for file in self.context["staticfiles"]}
        epub = book(
            self.site,
            [*self.pages, *self.context["pages"]],
            folder,
            cite=replace(data.citation, title=release.name, genre="book", url=release.url("")),
            id=f"tag:{self.settings['FEED_TAG']}:book",
            render=partial(self.renderer.render_template, file=data.save_as),
        )
        zipped = site_zip(release, self.urls, files, release.date)
        made = {f"{release.key}.epub": epub, f"{release.key}-site.zip": zipped}
        for name, content in made.items():
            self._write_files([(f"data/{name}", content)])
            yield to_take_away(name, content)

    def _unused(self) -> Iterator[str]:
        """Yield what is said of a file in `content/` of which nothing is made."""
        used = {file.source_path for file in self.context["staticfiles"]}
        for file in sorted(Path(self.path).rglob("*")):
            hidden = any(part.startswith(".") for part in file.relative_to(self.path).parts)
            if file.is_file() and not hidden and file.suffix != ".md" and str(file) not in used:
                name = os.path.relpath(file)
                yield f"{name}: warning: nothing is made of this file: no page links to it, and a page ends in .md"

    def _write_page(self, page: Any) -> None:
        """Write a page; where its template saw the same in the build before, with the text that it made then."""
        picture = self.pictures.get(page.save_as, self.context["picture"])
        named = [(text.name, text.url) for text in self.context["texts"]]  # in the menu
        around = [self.context[name] for name in ("SITENAME", "AUTHOR", "caution", "navigation")]
        seen = page, picture, self.urls, named, around
        before, text = self.warm.rendered.get(page.save_as, (None, ""))
        if before != seen:
            text = self.renderer.render(page, picture=picture)
            self.warm.rendered[page.save_as] = seen, text
        self._reserve(page.save_as)
        relative = self.settings["RELATIVE_URLS"]
        self.writer.write_file(page.save_as, RenderedPage(text), self.context, relative_urls=relative, view=page)

    def _write_files(self, files: Iterable[tuple[str, bytes]]) -> None:
        for path, content in files:
            self._reserve(path)
            file = Path(self.output_path, path)
            file.parent.mkdir(parents=True, exist_ok=True)
            file.write_bytes(content)

    def _reserve(self, path: str) -> None:
        """Note that a file is written; raises PlaceTakenError where another is, or will be."""
        if path in self.taken:
            raise PlaceTakenError(
                f"{path} is written already: give the page in content/ another slug, or the file there another name"
            )
        self.taken.add(path)

    def _feeds_at(self, url: str) -> tuple[feeds.Feed, ...]:
        """Return the feeds that a page names: those of the whole site, and a topic's or a text's own."""
        whole = [feed for feed in self.feeds if not feed.is_part]
        own = [feed for feed in self.feeds if feed.is_part and feed.about == url]
        return (*whole[:1], *own, *whole[1:])

    def _write_data(self) -> Release:
        """Write the data in all its forms; what stands there as it was written is Pelican's to copy."""
        listed = [*_authored(self.settings)]
        for file, content in exports.data_files(self.site, tuple(listed)):
            self._write_files([(f"{FOLDER}/{file.name}", content)])
            listed.append(file)
        return replace(self.site.release, files=tuple(listed))

    def _files(self) -> Iterator[tuple[str, bytes]]:
        """Yield the files that are made of pages, each by itself or all together."""
        citations = (page.citation for page in self.pages if hasattr(page, "citation") and page.is_first)
        for citation in citations:
            yield from citation.files.items()
        for edition in self.editions:
            yield edition.path, (self.releases / edition.name).read_bytes()
        if self.editions:
            yield f"data/{editions.FOLDER}/{editions.SUMS}", (self.releases / editions.SUMS).read_bytes()
        yield from self._feed_files()
        yield from oembed.files(self.pages, self.pictures, self.site.release.author)
        if self.site.events:
            yield "timeline.ics", calendar(self.site)
        records = [*search_index.records(self.pages, self.site.data, self.urls)]
        for page in self.context["pages"]:
            html = self.renderer.render_template(f"{page.template}.html", page.save_as, page=page, picture=None)
            records.append(search_index.prose_record(page, html, self.urls))
        found = search_index.index(records, Cache(Path(self.settings["CLAIMS_CACHE"], "search")))
        yield from ((f"pagefind/{path}", content) for path, content in found.items())
        yield "search/words.json", search_index.words(records, self.site.data.glossary)
        if self.settings["PUBLISHED"]:
            yield from self._drawn()
            yield from self._for_a_host()

    def _feed_files(self) -> Iterator[tuple[str, bytes]]:
        return feeds.atom_files(
            self.feeds,
            [page for page in self.pages if isinstance(page, OneClaimPage)],
            site=self.settings["SITEURL"],
            author=self.site.release.author,
            tag=self.settings.get("FEED_TAG", ""),
            lang=self.settings["DEFAULT_LANG"],
            render=lambda entry: self.renderer.render_template("feed_entry.html", "", view=entry),
        )

    def _pictures(self) -> Iterator[tuple[str, share_images.Picture]]:
        """Yield the pictures for sharing, under the files of the pages that they are of."""
        for page in self.pages:
            if page.is_first and (picture := share_images.picture(page)):
                yield page.save_as, picture

    def _drawn(self) -> Iterator[tuple[str, bytes]]:
        style = share_images.style(Path(self.theme, "static"))
        drawings = {
            picture.save_as: self.renderer.render_template("share.svg", picture.save_as, picture=picture, **style)
            for picture in self.pictures.values()
        }
        yield from share_images.draw(drawings, Cache(Path(self.settings["CLAIMS_CACHE"], "share"))).items()

    def _for_a_host(self) -> Iterator[tuple[str, bytes]]:
        """Yield what a host or a browser asks for beside pages."""
        site, files, claims = self.settings["SITEURL"], self.context["assets"], Path(self.settings["CLAIMS_FILE"])
        shown = (page for page in self.pages if not isinstance(page, WithdrawnPage))
        changed = {f"{site}/{page.url}": sitemap.last_change(page) for page in shown}
        changed |= {f"{site}/{page.url}": None for page in self.context["pages"]}
        texts = {
            "sitemap.xml": sitemap.sitemap(changed),
            "robots.txt": sitemap.robots(f"{site}/sitemap.xml"),
            "site.webmanifest": assets.webmanifest(self.site.release.name, self.settings["DEFAULT_LANG"], files),
            "_headers": headers.headers_file(),
            "build.json": build_info.build_json(Path.cwd(), claims, f"{FOLDER}/claims.yaml"),
            contacts.SECURITY_TXT: self.settings["SECURITY_TXT"],
            "third-party.txt": build_info.notices(Path.cwd()),
        }
        yield from ((path, text.encode()) for path, text in texts.items() if text)
        yield "favicon.ico", files.files[files.path("icons/favicon.ico")]  # asked for beside files that are no pages


def _authored(settings: dict[str, Any]) -> Iterator[DataFile]:
    """Yield the files that Pelican copies into the data's folder."""
    for source in sorted(settings["STATIC_PATHS"]):
        path = settings["EXTRA_PATH_METADATA"].get(source, {}).get("path", "")
        file = Path(settings["PATH"], source)
        if path.startswith(f"{FOLDER}/") and file.is_file():
            yield DataFile.from_content(path.removeprefix(f"{FOLDER}/"), file.read_bytes())


def join_pages(generators: list[Any]) -> None:
    """Let pages made from `content/` stand beside those made from the file."""
    ours = next((g for g in generators if isinstance(g, ClaimsGenerator)), None)
    for generator in generators:
        if isinstance(generator, PagesGenerator) and ours:
            ours.join(generator.pages)
            generator.context["renderer"] = ours.renderer


def give_macros(generator: Any, content: Any) -> None:
    """Give the template of a page from `content/` the macros that the others have, as seen from its folder."""
    generator.context["macros"] = generator.context["renderer"].macros(content.save_as)
