"""The file of claims → pages and files in the output folder, as one of Pelican's generators."""

from __future__ import annotations

import hashlib
import os
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field, replace
from datetime import date
from pathlib import Path
from typing import Any
from urllib.parse import urlsplit

from markupsafe import Markup
from pelican.generators import Generator, PagesGenerator

from . import pages, parts
from .checks import editions, loader, promises, prose, publication
from .faults import Mistake
from .model import schema
from .model.markdown import MarkdownRenderer
from .model.records import Series
from .pages.prose import general, navigation, standing_in
from .pages.redirects import redirects
from .pages.timeline import timeline_sheet
from .render import RenderedPage, Renderer, make_environment, speak
from .resources import packaged
from .signals import get_parts
from .site import labels
from .site.index import Site, make_urls
from .site.language import Language, catalogues
from .site.release import DataFile, Release
from .site.views import Link
from .source.diagnostics import DataError
from .source.grouping import by_key
from .web import assets, headers

_POLICY = Markup(headers.CONTENT_SECURITY_POLICY)  # noqa: S704 - a constant, whose quotes stay readable
_SIGN = "claim.html"
"""The template by which a theme is known to be one for claims."""


@dataclass
class WarmState:
    """State kept between rebuilds in the dev server."""

    shared: dict[str, Any] = field(default_factory=dict)
    """What all templates were given."""
    rendered: dict[str, tuple[Any, str]] = field(default_factory=dict)
    """For each file, what its template was given beside that, and the text that it made of it."""
    markdown: MarkdownRenderer = field(default_factory=MarkdownRenderer)
    remarks: str = ""
    """Remarks on the last build, one a line."""
    lines: dict[str, int] = field(default_factory=dict)
    """The line on which each record is written, by the address of where it is shown."""


def is_alone(settings: Mapping[str, Any]) -> bool:
    """Return whether the site is nothing but this: whether its theme is one for claims."""
    return Path(settings["THEME"], "templates", _SIGN).is_file()


class PlaceTakenError(Mistake):
    """Two files have one address: one from `content/` and one that is made from the file of claims."""


class ClaimsGenerator(Generator):  # type: ignore[misc]
    """Load the file in `CLAIMS_FILE`; write a page for everything in it, and what the site's parts add.

    A theme without templates for claims is left to its own pages: then all that is made here stands in `CLAIMS_FOLDER`,
    looks like the theme that comes with the plugin, and shares nothing with the other pages. Whoever builds again and
    again (dev/builder.py) sets `CLAIMS_WARM` to what lives from build to build, and `CLAIMS_PAGES_ONLY` to leave out
    what is made of the data beside pages.
    """

    def __init__(self, *arguments: Any, **named: Any) -> None:
        """Read and check the file and the prose pages, before any generator reads or writes one.

        Raises DataError with every mistake in them, or in what goes with editions: Pelican would not say where it is.
        """
        super().__init__(*arguments, **named)
        self.home = Path(self.path).parent  # settings stand beside the folder of content
        self.file = Path(os.path.relpath(self.home / self.settings["CLAIMS_FILE"]))
        self.cache = self.home / self.settings["CLAIMS_CACHE"]
        self.parts = dict(self._parts())
        self.is_alone = is_alone(self.settings)
        self.used_theme = Path(self.theme) if self.is_alone else packaged("theme")
        today = date.today()
        checked = promises.check(loader.check(self.file, today=today), self.file, today)
        if "CLAIMS_WARM" in self.settings:
            schema.write(self.file, checked.document, checked.names)
        if self.is_alone:
            known = {*labels.PAGES, *(name for part in self.parts for name in parts.NAMES.get(part, ()))}
            checked = prose.check(checked, Path(os.path.relpath(self.path)), known)
        published = self.settings["PUBLISHED"]
        if faults := checked.errors or (checked.unpublishable if published else ()):
            raise DataError(faults)
        assert checked.document  # noqa: S101 - for the type checker: it has no mistakes
        dataset = publication.published(checked.dataset) if published else checked.dataset
        self.summary = replace(checked, dataset=dataset).summary(self.file)
        self.data = publication.published_text(checked.document, dataset).encode()
        self.dataset, self.document = publication.marked(dataset), checked.document
        self.editions = editions.read(self.file.with_name(editions.FOLDER))
        folder = self.settings["CLAIMS_FOLDER"].strip("/")
        self.folder = f"{folder}/" if folder else ""

    def _parts(self) -> Iterator[tuple[str, type[parts.Part]]]:
        """Yield the site's parts under their names: those of others, then those that come with the plugin."""
        for _, given in get_parts.send(self):
            for part in given if isinstance(given, Iterable) else [given] if given else []:
                yield part.__name__.lower(), part
        yield from parts.load(self.settings["CLAIMS_PARTS"], published=self.settings["PUBLISHED"])

    def generate_context(self) -> None:
        """Make the pages and what their templates see."""
        dataset, settings = self.dataset, self.settings
        address = f"{settings['SITEURL']}/{self.folder}".rstrip("/") if settings["SITEURL"] else ""
        urls = make_urls(dataset, explicit=bool(settings["RELATIVE_URLS"]))
        digest = hashlib.sha256(self.data).hexdigest()
        release = Release.from_dataset(dataset, site=address, editions=self.editions, sha256=digest)
        self.warm: WarmState = settings.get("CLAIMS_WARM") or WarmState()
        if self.document:
            self.warm.lines = {
                urls.record(record.kind_name, record.id): self.document.mark_of(record.origin.path()).line
                for record in dataset.records()
                if record.kind_name != Series.kind_name  # which is shown where its topics are
            }
        self.language = Language.load(dataset.site.language, catalogues(self.home))
        site = self.site = Site(dataset, urls, release, self.warm.markdown, self.language)
        self.build = parts.Build(
            site=site,
            settings=settings,
            output=Path(self.output_path, self.folder),
            home=self.home,
            file=self.file,
            data=self.data,
            theme=self.used_theme,
            cache=self.cache,
            write=self._add_page,
            render=self._render,
            pages=[pages.home_page(site), *pages.build(site)],
        )
        self.running = {name: part(self.build) for name, part in self.parts.items()}
        for part in self.running.values():
            self.build.pages += part.pages()
        # Beside other pages, what is the site's own has a folder of its own: another theme has a base.html too.
        own = "" if self.is_alone else "claims"
        overrides = [Path(folder, own) for folder in settings["THEME_TEMPLATES_OVERRIDES"]]
        self.environment = make_environment(
            settings, [*overrides, self.used_theme / "templates"], self.cache, self.language
        )
        self.build.assets = self._assets()
        self.shared = {
            "SITENAME": release.name,
            "AUTHOR": release.author,
            "caution": site.markdown.inline(site.filled(dataset.site.caution or "")),
            "texts": tuple(Link(title=text.name, url=site.texts[text.id].url) for text in dataset.texts),
            "texts_in_words": self.language.listing(text.name for text in dataset.texts),
            "urls": urls,
            "site": address,
            # Pages lead from the root of whatever serves them, also of a mirror.
            "SITEURL": f"{urlsplit(settings['SITEURL']).path}/{self.folder}".rstrip("/"),
            "assets": self.build.assets,
            # Not from disk: browsers do not agree what a file's own origin is, and one that says "none" loads no style.
            "policy": None if settings["RELATIVE_URLS"] else _POLICY,
            "parts": {name: part.context() for name, part in self.running.items()},
            "places": self._places(),
        }
        if self.is_alone:  # pages from content/ have the same templates
            self.context.update(self.shared, general=general(site))

    def _assets(self) -> assets.Assets:
        added = by_key(
            (name, file) for part in self.parts.values() for name, files in part.bundles.items() for file in files
        )
        sources = assets.Sources(
            theme=self.used_theme,
            parts=frozenset(self.parts),
            added=added,
            own=self.home / self.settings["CLAIMS_STYLE"],
        )
        made = assets.published(sources) if self.settings["PUBLISHED"] else assets.authored(sources)
        sheet = self.environment.get_template("timeline.css").render(view=timeline_sheet(self.site))
        return made.with_made("timeline/filters.css", sheet)

    def _places(self) -> dict[str, tuple[str, ...]]:
        """Return for each place on pages the templates that stand there."""
        given = by_key((place, template) for part in self.parts.values() for place, template in part.places.items())
        if unknown := given.keys() - {*parts.PLACES}:
            raise parts.PartError(
                f"a part has a template for the place {min(unknown)!r}; there are {', '.join(parts.PLACES)}"
            )
        return {place: tuple(given.get(place, ())) for place in parts.PLACES}

    def join(self, prose_pages: Iterable[Any], drafts: Iterable[Any]) -> None:
        """Set the URLs of prose pages and collect those for the navigation."""
        self.build.prose = [*prose_pages] if self.is_alone else []
        for page in (*self.build.prose, *drafts) if self.is_alone else ():
            page.override_url = self.site.urls.at(page.save_as)  # which a page can choose for itself
        self.own = [*standing_in(self.site, self.build.prose)]
        self.shared["navigation"] = navigation([*self.build.prose, *self.own])
        if self.is_alone:
            self.context["navigation"] = self.shared["navigation"]
        plain = (bool, float, int, list, str, tuple, type(None))
        settings = {name: value for name, value in self.settings.items() if isinstance(value, plain)}
        self.renderer = Renderer(
            self.environment,
            {**settings, **self.shared, "general": general(self.site)},  # for prose pages, which are not kept
            relative=self.settings["RELATIVE_URLS"],
        )

    def generate_output(self, writer: Any) -> None:
        """Write every page by Pelican's writer, and the files that go with them."""
        self.writer = writer
        self.taken = {os.path.normpath(page.save_as) for page in self.context["generated_content"].values() if page}
        copied = {os.path.normpath(file.save_as): Path(file.source_path) for file in self.context["staticfiles"]}
        self.build.copied = copied if self.is_alone else {}
        self.taken |= copied.keys()
        self._tell()
        for path, content in self.build.assets.files.items():
            self._write_file(path, content)
        if self.warm.shared != self.shared:
            self.warm.shared, self.warm.rendered = self.shared, {}
        for page in (*self.build.pages, *redirects(self.site)):
            self._write_page(page)
        for page in self.own:
            text = self.renderer.render_template(f"{page.template}.html", page.save_as, page=page)
            self._write_text(page.save_as, text, page=page)
        if not self.settings.get("CLAIMS_PAGES_ONLY"):
            self._write_files()

    def _write_files(self) -> None:
        """Write citations, and what the parts make of the pages."""
        for page in self.build.pages:
            self._write_citation(page)
        for part in self.running.values():
            for path, content in part.files():
                self._write_file(path, content)
                self.build.files[path] = DataFile.from_content(path, content)
        for part in self.running.values():
            for page in part.closing():
                self.taken.discard(os.path.normpath(self.folder + page.save_as))
                self._write_page(page, override_output=True)
        for part in self.running.values():
            part.finish()

    def _tell(self) -> None:
        """Print what the file holds, and remarks; dev/server.py shows them instead."""
        summary, *counted = self.summary.splitlines()
        remarks = [*(self._unused() if self.is_alone else ()), *counted]
        remarks += self.settings.get("CLAIMS_REMARKS", [])
        if self.settings["PUBLISHED"] and not self.site.release.date:
            remarks.append(
                f"{self.file}: warning: no book and no zip of the site: nothing has a date, as in `changes:`"
            )
        self.warm.remarks = "\n".join(remarks)
        if self.settings["PUBLISHED"]:
            self.settings["CLAIMS_LAST_WORDS"] = labels.unsaid(self.dataset.site, str(self.file))
        if "CLAIMS_WARM" not in self.settings:
            print(summary, *remarks, sep="\n")

    def _unused(self) -> Iterator[str]:
        """Yield a remark on each file in `content/` of which nothing is made."""
        used = {file.source_path for file in self.context["staticfiles"]}
        for file in sorted(Path(self.path).rglob("*")):
            hidden = any(part.startswith(".") for part in file.relative_to(self.path).parts)
            if file.is_file() and not hidden and file.suffix != ".md" and str(file) not in used:
                name = os.path.relpath(file)
                yield f"{name}: warning: nothing is made of this file: no page links to it, and a page ends in .md"

    def _add_page(self, page: Any, *, listed: bool = True) -> None:
        """Write a page of a part; one that is `listed` is among the site's pages from then on."""
        self._write_page(page)
        if listed:
            self._write_citation(page)
            self.build.pages.append(page)

    def _write_page(self, page: Any, **options: Any) -> None:
        """Write a page, taken over from the build before where its template would see the same."""
        before, text = self.warm.rendered.get(page.save_as, (None, ""))
        if before != page:
            text = self.renderer.render(page)
            self.warm.rendered[page.save_as] = page, text
        self._write_text(page.save_as, text, view=page, **options)

    def _write_citation(self, page: Any) -> None:
        """Write how a page is cited, where it says so."""
        if hasattr(page, "citation") and page.is_first:
            for path, content in page.citation.files.items():
                self._write_file(path, content)

    def _write_text(self, path: str, text: str, **seen: Any) -> None:
        self._reserve(self.folder + path)
        relative = self.settings["RELATIVE_URLS"]
        self.writer.write_file(self.folder + path, RenderedPage(text), self.context, relative_urls=relative, **seen)

    def _write_file(self, path: str, content: bytes) -> None:
        self._reserve(self.folder + path)
        file = self.build.output / path
        file.parent.mkdir(parents=True, exist_ok=True)
        file.write_bytes(content)

    def _render(self, name: str, file: str, **values: Any) -> str:
        return self.renderer.render_template(name, file, **values)

    def _reserve(self, path: str) -> None:
        """Note that a file is written; raises PlaceTakenError where another is, or will be."""
        path = os.path.normpath(path)
        if path in self.taken:
            raise PlaceTakenError(
                f"{path} is written already: give the page in content/ another slug, or the file there another name"
            )
        self.taken.add(path)


def join_pages(generators: list[Any]) -> None:
    """Let pages made from `content/` stand beside those made from the file."""
    ours = next((g for g in generators if isinstance(g, ClaimsGenerator)), None)
    for generator in generators:
        if isinstance(generator, PagesGenerator) and ours:
            if ours.is_alone:
                speak(generator.env, ours.language)
            ours.join(generator.pages, generator.draft_pages)
            if ours.is_alone:
                generator.context["claims"] = ours


def hold_back_drafts(generator: Any, metadata: dict[str, Any]) -> None:
    """Leave out a draft where the site is published, or else mark it in its title."""
    if metadata.get("status") == "draft" and is_alone(generator.settings):
        metadata["title"] = f"Draft: {metadata['title']}"
        if generator.settings["PUBLISHED"]:
            metadata["status"] = "skip"


def give_macros(generator: Any, content: Any) -> None:
    """Give the template of a page from `content/` the macros that the others have, as seen from its folder."""
    if ours := generator.context.get("claims"):
        generator.context["macros"] = ours.renderer.macros(content.save_as)
