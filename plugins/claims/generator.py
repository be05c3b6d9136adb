"""The file of claims → pages and files in the output folder, as one of Pelican's generators.

Most sites have one language. Every further language is a LanguageSite in a folder of its own: it shows the same records
at the same addresses below that folder, and shares the scripts, styles and site-wide files of the first.
"""

from __future__ import annotations

import os
import re
from collections.abc import Callable, Collection, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace
from datetime import date
from functools import cached_property
from itertools import chain
from pathlib import Path
from typing import Any
from urllib.parse import urlsplit

from markupsafe import Markup
from pelican.generators import Generator, PagesGenerator

from . import features, pages
from .checks import drawings, loader, prose, publication, translations
from .checks.translations import Translation
from .faults import Mistake
from .model import schema
from .model.markdown import MarkdownRenderer
from .model.translation import leaves
from .output import stays
from .pages.prose import exercises, general, navigation, standing_in
from .pages.redirects import redirects
from .render import Renderer, as_template, make_environment
from .resources import packaged
from .signals import get_features
from .site import labels
from .site.index import Site, make_urls
from .site.language import Language, UnknownLanguageError, catalogues
from .site.release import Release
from .site.views import Link, View
from .source.diagnostics import DataError, Diagnostic, Mark, nearest, without_make
from .source.grouping import by_key
from .web import assets, headers

_LEFT_OUT = "claims: warning: drafts are left out; pelican -lr shows them, and so does CLAIMS_DRAFTS = True"
_SIGN = "claim.html"
"""The template by which a theme is known to be one for claims."""


def owns_site(settings: Mapping[str, Any]) -> bool:
    """Return whether the whole site is ours: its theme has templates for claims."""
    return Path(settings["THEME"], "templates", _SIGN).is_file()


@dataclass
class WarmState:
    """State kept between rebuilds in the dev server."""

    language_sites: dict[str, tuple[dict[str, Any], dict[str, tuple[Any, str]]]] = field(default_factory=dict)
    """By the folder of each language: what all its templates were given; and by file, what its own template was given
    beside that, with the text that came of it."""
    markdown: MarkdownRenderer = field(default_factory=MarkdownRenderer)
    warnings: str = ""
    """Warnings on the last build, one a line."""
    named: dict[str, Any] = field(default_factory=dict)
    """What the schema for editors offers to be named by an id."""
    looked_at: frozenset[str] = frozenset()
    """The files of the pages that somebody has open; they are made first."""
    show: Callable[[dict[str, str]], None] = lambda texts: None
    """Called with their texts, before anything is written."""
    go_on: Callable[[], None] = lambda: None
    """Called before each file is made; what it raises ends the build."""


class PlaceTakenError(Mistake):
    """Two files have one address: one from `content/` and one that is made from the file of claims."""


class ClaimsGenerator(Generator):  # type: ignore[misc]
    """Load the file in `CLAIMS_FILE`; write a page for everything in it, and what the site's features add.

    A theme without templates for claims is left to its own pages: then all that is made here stands in `CLAIMS_FOLDER`,
    looks like the theme that comes with the plugin, and shares nothing with the other pages. Whoever builds again and
    again (dev/builder.py) sets `CLAIMS_WARM` to what lives from build to build.
    """

    def __init__(self, *arguments: Any, **named: Any) -> None:
        """Read and check the file and the prose pages, before any generator reads or writes one.

        Raises DataError with every mistake in them: Pelican would not say where it is.
        """
        super().__init__(*arguments, **named)
        self.home = Path(self.path).parent  # settings stand beside the folder of content
        self.file = Path(os.path.relpath(self.home / self.settings["CLAIMS_FILE"]))
        self.cache = self.home / self.settings["CLAIMS_CACHE"]
        self.features = dict(self._features())
        self.owns_site = owns_site(self.settings)
        self.used_theme = Path(self.theme) if self.owns_site else packaged("theme")
        self.warm: WarmState = self.settings.get("CLAIMS_WARM") or WarmState()
        today = date.today()
        published = self.settings["PUBLISHED"]
        checked = loader.check(self.file, today=today, markdown=self.warm.markdown)
        checked, translated = translations.check(checked, self.file)
        if "CLAIMS_WARM" in self.settings and checked.document and checked.names:
            before, self.warm.named = self.warm.named, schema.choices(checked.document, checked.names)
            if before != self.warm.named:  # making it takes a tenth of the time of the check
                schema.write(self.file, checked.document, checked.names)
        if self.owns_site:
            known = {*labels.PAGES, *(name for feature in self.features for name in features.NAMES.get(feature, ()))}
            checked = prose.check(checked, Path(os.path.relpath(self.path)), known, (one.tag for one in translated))
        checked = drawings.check(checked, self.file, Path(os.path.relpath(self.path)))
        hides_drafts = published or not (self.owns_site or self.settings["CLAIMS_DRAFTS"])
        blocking = checked.unpublishable if published else checked.leads_to_drafts if hides_drafts else ()
        if faults := checked.errors or blocking:
            raise DataError(replace(fault, help=self._as_typed(fault.help)) for fault in faults)
        site, contact = checked.dataset.site, self.settings["CORRECTIONS_CONTACT"]
        self.unsaid = labels.unsaid(site, contact) if published and self.owns_site else {}
        if self.unsaid and not self.settings["CLAIMS_UNSIGNED"]:
            missing = "".join(f"\n  {what}: {field}" for field, what in self.unsaid.items())
            help = 'or set CLAIMS_UNSIGNED = True in publishconf.py, and its pages say "published unsigned"'
            raise Mistake(f"publish: this site does not say{missing}\n  help: say it, {help}")
        assert checked.document  # noqa: S101 - for the type checker: it has no mistakes
        dataset = publication.published(checked.dataset) if hides_drafts else checked.dataset
        if dataset != checked.dataset and not published:
            self.settings["CLAIMS_WARNINGS"].append(_LEFT_OUT)
        self.checked, self.document = replace(checked, dataset=dataset), checked.document
        self.dataset = publication.marked(dataset)
        folder = self.settings["CLAIMS_FOLDER"].strip("/")
        self.folder = f"{folder}/" if folder else ""
        self.urls = make_urls(self.dataset, explicit=bool(self.settings["RELATIVE_URLS"]))
        self.assets: assets.Assets | None = None
        self.first = self._language_site()
        self.language_sites = [self.first, *map(self._language_site, translated)]
        if self.owns_site:  # of pages that do not name theirs
            self.settings["DEFAULT_LANG"] = self.first.language.locale.language

    def _features(self) -> Iterator[tuple[str, type[features.Feature]]]:
        """Yield the site's features under their names: those of others, then those that come with the plugin."""
        for _, given in get_features.send(self):
            for feature in given if isinstance(given, Iterable) else [given] if given else []:
                yield feature.__name__.lower(), feature
        yield from features.load(self.settings["CLAIMS_FEATURES"], published=self.settings["PUBLISHED"]).items()

    def _language_site(self, found: Translation | None = None) -> LanguageSite:
        """Return the site in the language of a translation, or of the file; raises DataError where nobody knows it."""
        try:
            return LanguageSite(self, found)
        except UnknownLanguageError as error:
            message, _, help = str(error).partition("; ")
            mark = Mark(1, 1) if found else self.document.mark_of(("site", "language"))
            file = found.catalogue.file if found else self.file
            line = loader.text_of(file).split("\n")[mark.line - 1]
            raise DataError([Diagnostic(str(file), mark, message, help, line)]) from error

    def make_pages(self, prose_pages: Sequence[Any], drafts: Sequence[Any]) -> None:
        """Make the pages that stand beside those made from `content/`, first in the languages that are looked at."""
        for language_site in self.language_sites:
            language_site.join(*(filter(language_site.has, found) for found in (prose_pages, drafts)))
        folders = [one.folder for one in self.language_sites]
        first = {max(filter(file.startswith, folders), default="") for file in self.warm.looked_at}
        for is_first in (True, False):
            language_sites = [one for one in self.language_sites if (one.folder in first) is is_first]
            for language_site in language_sites:
                language_site.make_pages()
            if pages := dict(chain.from_iterable(one.texts(self.warm.looked_at) for one in language_sites)):
                self.warm.show(pages)
        self.first.build.others += (language_site.build for language_site in self.language_sites[1:])

    def generate_output(self, writer: Any) -> None:
        """Write every page by Pelican's writer, and the files that go with them."""
        self.writer = writer
        self.taken = {os.path.normpath(page.save_as) for page in self.context["generated_content"].values() if page}
        self.taken |= {os.path.normpath(file.save_as) for file in self.context["staticfiles"]}
        for feature in chain.from_iterable(one.running.values() for one in self.language_sites):
            feature.begin()
        self._tell()
        for language_site in self.language_sites:
            language_site.write()
        for language_site in reversed(self.language_sites):  # the first has what is made of all
            language_site.write_files()

    def _tell(self) -> None:
        """Print what the file holds, and warnings; dev/server.py shows them instead."""
        summary, *counted = self._as_typed(self.checked.summary(self.file)).splitlines()
        warnings = [*(self._unused() if self.owns_site else ()), *self._unnamed(), *counted]
        warnings += self.settings.get("CLAIMS_WARNINGS", [])
        warnings += (f"{self.file}: {warning}" for one in self.language_sites for warning in one.build.warnings)
        if self.settings["PUBLISHED"]:
            warnings += self._lacking()
        if self.unsaid:
            warnings.append(f"publish: warning: published unsigned: this site has no {' and no '.join(self.unsaid)}")
        self.warm.warnings = "\n".join(warnings)
        if "CLAIMS_WARM" not in self.settings:
            print(summary, *warnings, sep="\n")

    def _lacking(self) -> Iterator[str]:
        """Yield what whoever publishes is told: what the file does not say, and texts that nobody has translated."""
        if not self.dataset.site.made_with:
            yield f"{self.file}: warning: site has no `made_with`: how it was made, and who reviewed it"
        needed = {leaf.place for leaf in leaves(self.checked.dataset) if leaf.is_needed}
        for found in filter(None, (one.translation for one in self.language_sites)):
            if count := len(needed & found.waiting.keys()):
                said = f"{count} of {len(needed)} texts stand in the original"
                yield f"{found.catalogue.file}: warning: {said}; make translations names them"

    def _unused(self) -> Iterator[str]:
        """Yield a warning on each file in `content/` of which nothing is made."""
        used = {file.source_path for file in self.context["staticfiles"]}
        used |= {str(file) for file in drawings.files(self.dataset.site.picture, Path(self.path))}
        for file in sorted(Path(self.path).rglob("*")):
            hidden = any(part.startswith(".") for part in file.relative_to(self.path).parts)
            if file.is_file() and not hidden and file.suffix != ".md" and str(file) not in used:
                name = os.path.relpath(file)
                yield f"{name}: warning: nothing is made of this file: no page links to it, and a page ends in .md"

    def _unnamed(self) -> Iterator[str]:
        """Yield a warning about each template of the site that neither the theme has nor another template names."""
        folders, theme = self.first.overrides, self.used_theme / "templates"
        files = {file.relative_to(folder).as_posix(): file for folder in folders for file in folder.rglob("*.html")}
        named = {f"{page.template}.html" for one in self.language_sites for page in one.prose}
        named.update(*self.first.shared["places"].values(), (page.template for page in self.first.build.pages))
        named.update(*(re.findall(r"""["'](.+?\.html)["']""", file.read_text("utf-8")) for file in files.values()))
        known = {file.relative_to(theme).as_posix() for file in theme.rglob("*.html")}
        for name in sorted(files.keys() - named - known):
            near = nearest(name, known) or next((one for one in known if one.endswith(f"/{name}")), "")
            help = f"; did you mean {near}?" if near else ""
            yield f"{os.path.relpath(files[name])}: warning: no template of the theme has this name{help}"

    @cached_property
    def data(self) -> bytes:
        """What is published of the file of claims; features that ask for it come after the pages."""
        return publication.published_text(self.document, self.checked.dataset).encode()

    def _as_typed(self, words: str) -> str:
        return words if self.owns_site else without_make(words, self.file)


class LanguageSite:
    """The site in one language: its pages and files, made from a dataset in it."""

    def __init__(self, generator: ClaimsGenerator, translation: Translation | None = None) -> None:
        self.generator = generator
        self.translation = translation
        tag = translation.tag if translation else generator.dataset.site.language
        self.language = Language.load(tag, catalogues(generator.home))
        self.prefix = f"{self.language.locale.language}/" if translation else ""
        self.folder = generator.folder + self.prefix
        self.address = f"{address}/{self.folder}".rstrip("/") if (address := generator.settings["SITEURL"]) else ""
        self.features = {
            name: feature for name, feature in generator.features.items() if not (translation and feature.for_all)
        }

    def join(self, prose_pages: Iterable[Any], drafts: Iterable[Any]) -> None:
        """Set the URLs of pages from `content/`, and add those that every site has."""
        self.prose = [*prose_pages]
        for page in (*self.prose, *drafts):  # the file is theirs to choose, and the address follows it
            page.override_url = self.generator.urls.at(page.save_as.removeprefix(self.prefix))
        self.own = [*standing_in(self.generator.urls, self.language, self.prose)]

    def make_pages(self) -> None:
        """Make the pages and what their templates see."""
        generator, found, settings = self.generator, self.translation, self.generator.settings
        dataset = found.of(generator.dataset) if found else generator.dataset
        urls = make_urls(dataset, explicit=bool(settings["RELATIVE_URLS"])) if found else generator.urls
        author = dataset.site.author or self.language.gettext("%(site)s contributors", site=dataset.site.title)
        release = Release.from_dataset(dataset, site=self.address, author=author)
        site = self.site = Site(dataset, urls, release, generator.warm.markdown, self.language)
        content = Path(generator.path)
        drawn = drawings.read(dataset.site.picture, content, self.language.tag, is_first=not found)
        self.build = features.Build(
            site=site,
            settings=settings,
            output=Path(generator.output_path, self.folder),
            home=generator.home,
            file=generator.file,
            data=lambda: generator.data,
            theme=generator.used_theme,
            cache=generator.cache,
            prefix=self.prefix,
            headline=str(site.filled(generator.dataset.site.headline)),
            write=self._write_page,
            render=self._render,
            pages=[pages.home_page(site, drawn), *pages.build(site)],
            prose=self.prose,
        )
        self.running = {name: feature(self.build) for name, feature in self.features.items()}
        self.build.pages += [page for feature in self.running.values() for page in feature.pages()]
        # Beside other pages, what is the site's own has a folder of its own: another theme has a base.html too.
        own = "" if generator.owns_site else "claims"
        self.overrides = [Path(folder, own) for folder in settings["THEME_TEMPLATES_OVERRIDES"]]
        folders = [*self.overrides, generator.used_theme / "templates"]
        environment = make_environment(settings, folders, generator.cache, self.language)
        self.build.assets = generator.assets = generator.assets or self._assets()
        path = f"{urlsplit(settings['SITEURL']).path}/"
        policy = Markup(headers.CONTENT_SECURITY_POLICY)  # noqa: S704 - a constant, whose quotes stay readable
        self.shared = {
            "SITENAME": str(release.name),
            "AUTHOR": str(release.author),
            "caution": site.markdown.inline(site.filled(dataset.site.caution or "")),
            "texts": tuple(Link(title=text.name, url=site.presenter.texts[text.id].url) for text in dataset.texts),
            "texts_in_words": self.language.listing(text.name for text in dataset.texts),
            "urls": urls,
            "site": self.address,
            # Pages lead from the root of whatever serves them, also of a mirror.
            "SITEURL": f"{path}{self.folder}".rstrip("/"),
            "ROOT": f"{path}{generator.folder}".rstrip("/"),
            "assets": self.build.assets,
            # Not from disk: browsers do not agree what a file's own origin is, and one that says "none" loads no style.
            "policy": None if settings["RELATIVE_URLS"] else policy,
            "features": {name: feature.context() for name, feature in self.running.items()},
            "places": self._places(),
            "navigation": navigation([*self.prose, *self.own], self.build.pages),
            "unsaid": self.language.listing(self.language.gettext(what) for what in generator.unsaid.values()),
            "language_sites": self._in_each_language(),
            "language": self.language,  # in whose words a page that is taken over was rendered
            "translation": found and {"stale": sum(leaf is not None for _, leaf in found.outdated)},
        }
        kinds = (bool, float, int, list, str, tuple, type(None))
        plain = {name: value for name, value in settings.items() if isinstance(value, kinds)}
        # The last two are for prose pages, which are not kept.
        of_prose = {"general": general(site), "exercises": exercises(site, self.build.pages)}
        seen = {**plain, **self.shared, **of_prose}
        self.renderer = Renderer(environment, seen, relative=settings["RELATIVE_URLS"])
        shared, rendered = generator.warm.language_sites.setdefault(self.prefix, ({}, {}))
        self.rendered = rendered if shared == self.shared else {}
        generator.warm.language_sites[self.prefix] = self.shared, self.rendered

    def _assets(self) -> assets.Assets:
        """Return the theme's files, which are the same in each language."""
        every = self.generator.features
        bundles = (bundle for feature in every.values() for bundle in feature.bundles.items())
        added = by_key((name, file) for name, files in bundles for file in files)
        sources = assets.Sources(
            theme=self.generator.used_theme,
            features=frozenset(every),
            added=added,
            own=self.generator.home / self.generator.settings["CLAIMS_STYLE"],
        )
        return assets.published(sources) if self.generator.settings["PUBLISHED"] else assets.authored(sources)

    def _places(self) -> dict[str, tuple[str, ...]]:
        """Return for each place on pages the templates that stand there."""
        given = by_key(
            (place, template) for feature in self.features.values() for place, template in feature.places.items()
        )
        if unknown := given.keys() - {*features.PLACES}:
            there = ", ".join(features.PLACES)
            raise features.FeatureError(f"a feature has a template for the place {min(unknown)!r}; there are {there}")
        return {place: tuple(given.get(place, ())) for place in features.PLACES}

    def _in_each_language(self) -> tuple[View, ...]:
        """Return the site in each language, with the addresses that it has: of pages from `content/` its own."""
        made_last = (
            self.generator.urls.page(name) for feature in self.features for name in features.NAMES.get(feature, ())
        )
        made = {page.url for page in self.build.pages}.union(made_last)
        return tuple(
            View(
                language=one.language,
                prefix=one.prefix,
                site=one.address,
                here=one is self,
                urls=frozenset(made.union(page.url for page in (*one.prose, *one.own))),
            )
            for one in (self.generator.language_sites if len(self.generator.language_sites) > 1 else ())
        )

    def has(self, page: Any) -> bool:
        """Return whether a page from `content/` is in this language; the first has all that name none of the others."""
        folders = {other.prefix.rstrip("/") for other in self.generator.language_sites}
        return self.prefix.rstrip("/") == (page.lang if page.lang in folders else "")

    def render(self, page: Any) -> str:
        """Return the text of a page from `content/`, as seen from its folder."""
        file = page.save_as.removeprefix(self.prefix)
        if self.generator.settings["RELATIVE_URLS"]:  # by which Pelican leads to files beside the page
            self.generator.context["localsiteurl"] = self.renderer.root(file)
        return self._render(f"{page.template}.html", file, page=page)

    def texts(self, files: Collection[str]) -> Iterator[tuple[str, str]]:
        """Yield each of these files that is a page's, with its text."""
        made = ((self.folder + page.save_as, page) for page in self.build.pages)
        yield from ((file, self._text(page)) for file, page in made if file in files)
        yield from ((page.save_as, self.render(page)) for page in self.prose if page.save_as in files)

    def write(self) -> None:
        """Write every page by Pelican's writer; beside the first language, the theme's files."""
        if not self.translation:
            for path, content in self.build.assets.files.items():
                self._write_file(path, content)
        for page in (*self.build.pages, *redirects(self.site)):
            self._write_page(page)
        for page in self.own:
            self._write_text(page.save_as, self.render(page), view=page)

    def write_files(self) -> None:
        """Write what the features make of the pages."""
        for feature in self.running.values():
            for path, content in feature.files():
                self._write_file(path, content)

    def _write_page(self, page: Any) -> None:
        """Write a page made of the file of claims."""
        self._write_text(page.save_as, self._text(page), view=page)

    def _text(self, page: Any) -> str:
        """Return the text of a page, of the build before where its template would see the same."""
        before, text = self.rendered.get(page.save_as, (None, ""))
        if before != page:
            text = self.renderer.render(page)
            self.rendered[page.save_as] = page, text
        return text

    def _write_text(self, path: str, text: str, **more: Any) -> None:
        """Write a page's text by Pelican's writer, unless a folder that is used again has it already."""
        self._reserve(self.folder + path)
        if not stays(self.build.output / path, text.encode()):
            options = {"relative_urls": self.generator.settings["RELATIVE_URLS"], **more}
            writer, context = self.generator.writer, self.generator.context
            writer.write_file(self.folder + path, as_template(text), context, **options)

    def _write_file(self, path: str, content: bytes) -> None:
        self._reserve(self.folder + path)
        file = self.build.output / path
        if not stays(file, content):
            file.parent.mkdir(parents=True, exist_ok=True)
            file.write_bytes(content)

    def _render(self, name: str, file: str, **values: Any) -> str:
        return self.renderer.render_template(name, file, **values)

    def _reserve(self, path: str) -> None:
        """Note that a file is made; raises PlaceTakenError where another is, or will be."""
        self.generator.warm.go_on()
        path = os.path.normpath(path)
        if path in self.generator.taken:
            help = "give the page in content/ another slug, or the file there another name"
            raise PlaceTakenError(f"{path} is written already: {help}")
        self.generator.taken.add(path)


def join_pages(generators: list[Any]) -> None:
    """Let pages made from `content/` stand beside those made from the file."""
    ours = next((g for g in generators if isinstance(g, ClaimsGenerator)), None)
    for generator in generators:
        if isinstance(generator, PagesGenerator) and ours:
            shown = [*generator.pages, *generator.translations] if ours.owns_site else []
            ours.make_pages(shown, [*generator.draft_pages, *generator.draft_translations] if ours.owns_site else [])
            if ours.owns_site:
                generator.context["claims"] = ours


def hold_back_drafts(generator: Any, metadata: dict[str, Any]) -> None:
    """Leave out a draft where the site is published, or else mark it in its title."""
    if metadata.get("status") == "draft" and owns_site(generator.settings):
        metadata["title"] = f"Draft: {metadata['title']}"
        if generator.settings["PUBLISHED"]:
            metadata["status"] = "skip"


def render(generator: Any, content: Any) -> None:
    """Let Pelican write a page from `content/` as our templates render it, in the language that it is in."""
    if ours := generator.context.get("claims"):
        language_site = next(site for site in ours.language_sites if site.has(content))
        text = language_site.render(content)
        generator.get_template = lambda name: as_template(text)
