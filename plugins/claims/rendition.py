"""The site in one language: its pages and files, made from a dataset in that language.

Most sites have one. Each other stands in a folder of its own, shows the same records at the same addresses below it,
and takes scripts, styles and what belongs to the whole site from the first.
"""

from __future__ import annotations

import hashlib
import os
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any, Protocol
from urllib.parse import urlsplit

from markupsafe import Markup

from . import pages, parts
from .checks.editions import Edition
from .checks.translations import Translation
from .faults import Mistake
from .model.markdown import MarkdownRenderer
from .model.records import Dataset
from .pages.prose import general, navigation, standing_in
from .pages.redirects import redirects
from .pages.timeline import timeline_sheet
from .render import RenderedPage, Renderer, make_environment
from .site.index import Site, make_urls
from .site.language import Language, catalogues
from .site.release import DataFile, Release
from .site.views import Link
from .source.grouping import by_key
from .web import assets, headers


@dataclass(frozen=True, kw_only=True)
class InLanguage:
    """The site in one of its languages, as pages lead there."""

    tag: str
    name: str
    """How the language calls itself."""
    prefix: str
    """Its folder."""
    site: str
    """Its address; empty while it has none."""
    here: bool
    urls: frozenset[str]
    """The addresses of its pages."""


_POLICY = Markup(headers.CONTENT_SECURITY_POLICY)  # noqa: S704 - a constant, whose quotes stay readable


@dataclass
class WarmState:
    """State kept between rebuilds in the dev server."""

    renditions: dict[str, tuple[dict[str, Any], dict[str, tuple[Any, str]]]] = field(default_factory=dict)
    """Under the folder of each language what all its templates were given; and for each file what its template was
    given beside that, and the text that it made of it."""
    markdown: MarkdownRenderer = field(default_factory=MarkdownRenderer)
    remarks: str = ""
    """Remarks on the last build, one a line."""
    lines: dict[str, int] = field(default_factory=dict)
    """The line on which each record is written, by the address of where it is shown."""


class Owner(Protocol):
    """What the renditions of a site share: the generator, and what it read."""

    home: Path
    file: Path
    data: bytes
    cache: Path
    folder: str
    """Where all that is made stands on the site."""
    settings: Mapping[str, Any]
    context: dict[str, Any]
    output_path: str
    used_theme: Path
    is_alone: bool
    parts: dict[str, type[parts.Part]]
    editions: tuple[Edition, ...]
    warm: WarmState
    writer: Any
    taken: set[str]
    """The files that are written, or will be."""
    renditions: list[Rendition]


class PlaceTakenError(Mistake):
    """Two files have one address: one from `content/` and one that is made from the file of claims."""


class Rendition:
    """One language of the site. `of` is the generator, `first` the rendition in the language of the file."""

    def __init__(self, of: Owner, dataset: Dataset, translation: Translation | None = None) -> None:
        self.of = of
        self.dataset = dataset
        self.translation = translation
        self.language = Language.load(translation.tag if translation else dataset.site.language, catalogues(of.home))
        self.prefix = f"{self.language.locale.language}/" if translation else ""
        self.folder = of.folder + self.prefix
        self.parts = {name: part for name, part in of.parts.items() if not (translation and part.for_all)}

    def generate_context(self) -> None:
        """Make the pages and what their templates see."""
        of, dataset, settings, found = self.of, self.dataset, self.of.settings, self.translation
        address = f"{settings['SITEURL']}/{self.folder}".rstrip("/") if settings["SITEURL"] else ""
        urls = self.urls = make_urls(dataset, explicit=bool(settings["RELATIVE_URLS"]))
        digest, editions = hashlib.sha256(of.data).hexdigest(), () if self.translation else of.editions
        contributors = self.language.gettext("%(site)s contributors", site=dataset.site.title)
        author = dataset.site.author or contributors
        release = Release.from_dataset(dataset, site=address, editions=editions, sha256=digest, author=author)
        site = self.site = Site(dataset, urls, release, of.warm.markdown, self.language)
        self.build = parts.Build(
            site=site,
            settings=settings,
            output=Path(of.output_path, self.folder),
            home=of.home,
            file=of.file,
            data=of.data,
            theme=of.used_theme,
            cache=of.cache,
            prefix=self.prefix,
            write=self._add_page,
            render=self._render,
            pages=[pages.home_page(site), *pages.build(site)],
        )
        self.running = {name: part(self.build) for name, part in self.parts.items()}
        for part in self.running.values():
            self.build.pages += part.pages()
        # Beside other pages, what is the site's own has a folder of its own: another theme has a base.html too.
        own = "" if of.is_alone else "claims"
        overrides = [Path(folder, own) for folder in settings["THEME_TEMPLATES_OVERRIDES"]]
        folders = [*overrides, of.used_theme / "templates"]
        self.environment = make_environment(settings, folders, of.cache, self.language)
        self.build.assets = self._assets()
        path = f"{urlsplit(settings['SITEURL']).path}/"
        self.shared = {
            "SITENAME": str(release.name),
            "AUTHOR": str(release.author),
            "caution": site.markdown.inline(site.filled(dataset.site.caution or "")),
            "texts": tuple(Link(title=text.name, url=site.texts[text.id].url) for text in dataset.texts),
            "texts_in_words": self.language.listing(text.name for text in dataset.texts),
            "urls": urls,
            "site": address,
            # Pages lead from the root of whatever serves them, also of a mirror.
            "SITEURL": f"{path}{self.folder}".rstrip("/"),
            "ROOT": f"{path}{of.folder}".rstrip("/"),
            "assets": self.build.assets,
            # Not from disk: browsers do not agree what a file's own origin is, and one that says "none" loads no style.
            "policy": None if settings["RELATIVE_URLS"] else _POLICY,
            "parts": {name: part.context() for name, part in self.running.items()},
            "places": self._places(),
            "language": self.language,  # in whose words a page that is taken over was rendered
            "translation": found and {"stale": len(found.stale), "unread": found.unread},
        }

    def _assets(self) -> assets.Assets:
        if self.translation:
            made: assets.Assets = self.of.renditions[0].build.assets
            return made
        added = by_key(
            (name, file) for part in self.parts.values() for name, files in part.bundles.items() for file in files
        )
        sources = assets.Sources(
            theme=self.of.used_theme,
            parts=frozenset(self.parts),
            added=added,
            own=self.of.home / self.of.settings["CLAIMS_STYLE"],
        )
        made = assets.published(sources) if self.of.settings["PUBLISHED"] else assets.authored(sources)
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
        self.build.prose = [*prose_pages]
        for page in (*self.build.prose, *drafts):  # which a page can choose for itself
            page.override_url = self.urls.at(page.save_as.removeprefix(self.prefix))
        self.own = [*standing_in(self.site, self.build.prose)]
        self.shared["navigation"] = navigation([*self.build.prose, *self.own])

    def open(self) -> None:
        """Make ready to write, when all pages of all languages are known."""
        self.shared["renditions"] = tuple(self._in_languages())
        plain = (bool, float, int, list, str, tuple, type(None))
        settings = {name: value for name, value in self.of.settings.items() if isinstance(value, plain)}
        self.renderer = Renderer(
            self.environment,
            {**settings, **self.shared, "general": general(self.site)},  # for prose pages, which are not kept
            relative=self.of.settings["RELATIVE_URLS"],
        )

    def _in_languages(self) -> Iterator[InLanguage]:
        """Yield the site in each of its languages, as pages of this one lead there; none where there is one."""
        for rendition in self.of.renditions if len(self.of.renditions) > 1 else ():
            yield InLanguage(
                tag=rendition.language.tag,
                name=rendition.language.name,
                prefix=rendition.prefix,
                site=rendition.shared["site"],
                here=rendition is self,
                urls=frozenset(rendition.addresses),
            )

    def has(self, page: Any) -> bool:
        """Return whether a page from `content/` is in this language: all that name none are in the first."""
        folder = page.lang if any(page.lang == other.prefix.rstrip("/") for other in self.of.renditions) else ""
        return self.prefix.rstrip("/") == folder

    @property
    def addresses(self) -> set[str]:
        """The addresses of its pages, below its folder."""
        made_last = {self.urls.page(name) for part in self.parts for name in parts.NAMES.get(part, ())}
        return {page.url for page in (*self.build.pages, *self.build.prose, *self.own)} | made_last

    def render(self, page: Any) -> RenderedPage:
        """Return a page from `content/`, as seen from its folder."""
        file = page.save_as.removeprefix(self.prefix)
        if self.of.settings["RELATIVE_URLS"]:  # by which Pelican leads to files beside the page
            self.of.context["localsiteurl"] = self.renderer.root(file)
        return RenderedPage(self._render(f"{page.template}.html", file, page=page))

    def write(self) -> None:
        """Write every page by Pelican's writer."""
        if not self.translation:
            for path, content in self.build.assets.files.items():
                self._write_file(path, content)
        shared, rendered = self.of.warm.renditions.setdefault(self.prefix, ({}, {}))
        self.rendered = rendered if shared == self.shared else {}
        self.of.warm.renditions[self.prefix] = self.shared, self.rendered
        for page in (*self.build.pages, *redirects(self.site)):
            self._write_page(page)
        for page in self.own:
            text = self.renderer.render_template(f"{page.template}.html", page.save_as, page=page)
            self._write_text(page.save_as, text, page=page)

    def write_files(self) -> None:
        """Write citations, and what the parts make of the pages."""
        for page in self.build.pages:
            self._write_citation(page)
        for part in self.running.values():
            for path, content in part.files():
                self._write_file(path, content)
                self.build.files[path] = DataFile.from_content(path, content)
        for part in self.running.values():
            for page in part.closing():
                self.of.taken.discard(os.path.normpath(self.folder + page.save_as))
                self._write_page(page, override_output=True)

    def finish(self) -> None:
        """Let the parts do what needs the whole site on disk."""
        for part in self.running.values():
            part.finish()

    def _add_page(self, page: Any, *, listed: bool = True) -> None:
        """Write a page of a part; one that is `listed` is among the site's pages from then on."""
        self._write_page(page)
        if listed:
            self._write_citation(page)
            self.build.pages.append(page)

    def _write_page(self, page: Any, **options: Any) -> None:
        """Write a page, taken over from the build before where its template would see the same."""
        before, text = self.rendered.get(page.save_as, (None, ""))
        if before != page:
            text = self.renderer.render(page)
            self.rendered[page.save_as] = page, text
        self._write_text(page.save_as, text, view=page, **options)

    def _write_citation(self, page: Any) -> None:
        """Write how a page is cited, where it says so."""
        if hasattr(page, "citation") and page.is_first:
            for path, content in page.citation.files.items():
                self._write_file(path, content)

    def _write_text(self, path: str, text: str, **seen: Any) -> None:
        self._reserve(self.folder + path)
        relative, written = self.of.settings["RELATIVE_URLS"], RenderedPage(text)
        self.of.writer.write_file(self.folder + path, written, self.of.context, relative_urls=relative, **seen)

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
        if path in self.of.taken:
            raise PlaceTakenError(
                f"{path} is written already: give the page in content/ another slug, or the file there another name"
            )
        self.of.taken.add(path)
