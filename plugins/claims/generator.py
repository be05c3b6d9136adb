"""The file of claims → pages and files in the output folder, as one of Pelican's generators.

Most sites have one language. Every further language is a LanguageSite in a folder of its own: it shows the same records
at the same addresses below that folder, and shares the scripts, styles and site-wide files of the first.

`ClaimsGenerator` lists the steps of a build in order.
"""

from __future__ import annotations

import os
from collections.abc import Callable, Collection, Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace
from datetime import date
from functools import cached_property
from pathlib import Path
from types import SimpleNamespace
from typing import TypeAlias
from urllib.parse import urlsplit

from jinja2 import FunctionLoader
from markupsafe import Markup
from pelican.contents import Page as PelicanPage
from pelican.generators import Generator, PagesGenerator
from pelican.writers import Writer

from . import assets, features, pages
from .checks import drawings
from .checks.check import check
from .checks.languages import catalogues
from .checks.loader import Checked
from .checks.translations import Translation
from .faults import Mistake
from .model import schema
from .model.markdown import MarkdownRenderer
from .model.records import Dataset
from .pages.corrections import redirects
from .pages.prose import General, navigation, standing_in
from .render import Renderer, Settings, TemplateContext, as_template, make_environment
from .site import labels
from .site.citations import Release
from .site.language import Language
from .site.page import Page
from .site.site import Site, make_urls
from .site.views import Link
from .source import yaml_writer
from .source.diagnostics import DataError, Diagnostic
from .source.yaml_reader import Document

ProsePage: TypeAlias = PelicanPage | SimpleNamespace
"""A page that Pelican made from `content/`, or the stand-in for a standard page that nobody wrote."""


@dataclass
class DevBuild:
    """What the dev server asks of its builds, and learns from the last one."""

    looked_at: Sequence[str] = ()
    """The files of the pages that somebody has open; they are made first."""
    show: Callable[[dict[str, str]], None] = lambda texts: None
    """Called with the texts of these pages, before anything is written."""
    warnings: str = ""
    """The warnings, one per line."""
    markdown: MarkdownRenderer = field(default_factory=MarkdownRenderer)
    """Keeps texts rendered from one build to the next."""


class PlaceTakenError(Mistake):
    """Two files have one address: one from `content/`, and one made from the file of claims."""


@dataclass(frozen=True, kw_only=True)
class Project:
    """A site's folders and files, its settings and its features. Made by `ClaimsGenerator`."""

    settings: Settings
    home: Path
    """The folder of the settings, and of the folder of content."""
    content: Path
    file: Path
    """The file of claims, relative to the working directory."""
    cache: Path
    theme: Path
    output: Path
    features: Mapping[str, type[features.Feature]]
    markdown: MarkdownRenderer
    dev: DevBuild | None
    """None unless the dev server builds."""


@dataclass(frozen=True, kw_only=True)
class LoadedFile:
    """The file of claims, checked, with the records that the site shows. Made by `load`."""

    checked: Checked
    document: Document
    dataset: Dataset
    translations: Sequence[Translation]
    unsigned: Mapping[str, str]
    """The facts that a published site should state about itself and does not, by the field for each."""

    @cached_property
    def published_text(self) -> bytes:
        """The file of claims as it is published."""
        return yaml_writer.write(self.document.data).encode()


@dataclass(frozen=True, kw_only=True)
class LanguageFolder:
    """A language of the site, the folder of its pages, and its prose pages. Made by `make_language_folder`."""

    language: Language
    translation: Translation | None
    """None for the language of the file."""
    prefix: str
    """The folder of its pages, such as `zh/`; empty for the language of the file."""
    address: str
    """The web address; empty while the site has none."""
    prose: tuple[ProsePage, ...] = ()
    """The pages from `content/`; empty until Pelican has read them."""
    stand_ins: tuple[ProsePage, ...] = ()
    """A page for each standard page that is not in `content/`."""


@dataclass(frozen=True)
class LanguageLink:
    """A language of the site, as the pages of each language link to it."""

    language: Language
    prefix: str
    site: str
    """The web address; empty while the site has none."""
    here: bool
    """Whether it is the language of the page."""
    urls: frozenset[str]
    """The addresses of its pages, without the prefix."""

    @property
    def no_page(self) -> str:
        """What the page for missing addresses says. There is one such page for all languages."""
        return self.language.gettext("There is no page at this address.")

    @property
    def to_home(self) -> str:
        """The words of its link to the home page."""
        return self.language.gettext("Go to the home page")


class ClaimsGenerator(Generator):  # type: ignore[misc]
    """Load the file in `CLAIMS_FILE`; write a page for everything in it, and what the site's features add.

    The steps of a build, which Pelican calls one after the other:

    1. `__init__` loads and checks the file, its translations and the prose, before anything else is read.
    2. Pelican's own generators read the pages in `content/`.
    3. `join_pages` hands these to `make_pages`, which makes a `LanguageSite` for each language.
    4. `generate_output` writes all pages by Pelican's writer, and then the files of the features.

    Pelican's generator writes the pages from `content/` itself; `render_prose` makes it use our templates.

    The dev server (dev/builder.py) sets `CLAIMS_DEV` to a DevBuild.
    """

    def __init__(self, *arguments: object, **options: object) -> None:
        """Read and check the file and the prose pages, before any generator reads or writes one.

        Raises:
            DataError: with every mistake in them: Pelican would not say where it is.

        """
        super().__init__(*arguments, **options)
        dev: DevBuild | None = self.settings.get("CLAIMS_DEV")
        home = Path(self.path).parent  # settings stand beside the folder of content
        self.project = Project(
            settings=self.settings,
            home=home,
            content=Path(self.path),
            file=Path(os.path.relpath(home / self.settings["CLAIMS_FILE"])),
            cache=home / self.settings["CLAIMS_CACHE"],
            theme=Path(self.theme),
            output=Path(self.output_path),
            features=features.load(self.settings["CLAIMS_FEATURES"], published=self.settings["PUBLISHED"]),
            markdown=dev.markdown if dev else MarkdownRenderer(),
            dev=dev,
        )
        self.loaded = load(self.project, date.today())
        self.urls = make_urls(self.loaded.dataset, explicit=bool(self.settings["RELATIVE_URLS"]))
        languages = (None, *self.loaded.translations)
        self.folders = [make_language_folder(self.project, self.loaded, language) for language in languages]
        self.language_sites: list[LanguageSite] = []
        # The language of pages that do not name theirs.
        self.settings["DEFAULT_LANG"] = self.folders[0].language.locale.language

    def make_pages(self, prose_pages: Sequence[PelicanPage]) -> None:
        """Make the site in each language; the languages of pages that are open in a browser come first."""
        for page in prose_pages:  # their authors choose the file, and the address follows it
            prefix = self.folders[self._language_of(page)].prefix
            page.override_url = self.urls.at(page.save_as.removeprefix(prefix))
        self.folders = [self._with_prose(folder, prose_pages) for folder in self.folders]
        project = self.project
        bundles = {name: feature.bundles for name, feature in project.features.items()}
        theme_files = assets.load(project.theme, bundles, project.home / project.settings["CLAIMS_STYLE"])
        dev = project.dev or DevBuild()
        looked_at = {_innermost(self.folders, file).prefix for file in dev.looked_at}
        sites: dict[str, LanguageSite] = {}
        for folder in sorted(self.folders, key=lambda folder: folder.prefix not in looked_at):
            site = LanguageSite(self, folder, theme_files)
            sites[folder.prefix] = site
            texts = site.texts(dev.looked_at)
            if texts:
                dev.show(texts)
        self.language_sites = [sites[folder.prefix] for folder in self.folders]
        first, *translated = self.language_sites
        first.build.others += [site.build for site in translated]

    def _with_prose(self, folder: LanguageFolder, prose_pages: Sequence[PelicanPage]) -> LanguageFolder:
        """Return the folder of a language with the prose pages in that language, and stand-ins for missing ones."""
        in_language = tuple(page for page in prose_pages if self.folders[self._language_of(page)] is folder)
        stand_ins = tuple(standing_in(self.urls, folder.language, in_language))
        return replace(folder, prose=in_language, stand_ins=stand_ins)

    def _language_of(self, page: ProsePage) -> int:
        """Return the position of a prose page's language: 0 for languages that have no translation, too."""
        tags = [folder.prefix.rstrip("/") for folder in self.folders]
        return tags.index(page.lang) if page.lang in tags else 0

    def prose_html(self, page: PelicanPage) -> Markup:
        """Render a page from `content/` by our templates; `render_prose` has Pelican call it."""
        return Markup(self.language_sites[self._language_of(page)].render_prose(page))  # noqa: S704 - a whole page

    def generate_output(self, writer: Writer) -> None:
        """Write every page by Pelican's writer, and the files that go with them."""
        output = Output(self.project, writer, self.context)
        for site in self.language_sites:
            for feature in site.features.values():
                feature.begin()
        self._report()
        first = self.language_sites[0]
        for path, content in first.build.assets.files.items():
            output.write_file(path, content)
        for site in self.language_sites:
            site.write_pages(output)
        for site in reversed(self.language_sites):  # the first has the files that are made from all languages
            site.write_files(output)

    def _report(self) -> None:
        """Print a summary and the warnings; the dev server shows them instead."""
        project = self.project
        summary, *counted = self.loaded.checked.summary(project.file).splitlines()
        warnings = [*counted, *self.settings["CLAIMS_WARNINGS"]]
        for site in self.language_sites:
            warnings += [f"{project.file}: {warning}" for warning in site.build.warnings]
        if self.settings["PUBLISHED"]:
            warnings += publishing_warnings(project, self.loaded)
        if self.loaded.unsigned:
            missing = " and no ".join(self.loaded.unsigned)
            warnings.append(f"publish: warning: published unsigned: this site has no {missing}")
        if project.dev:
            project.dev.warnings = "\n".join(warnings)
        else:
            print("\n".join([summary, *warnings]))


# Step 1: load and check


def load(project: Project, today: date) -> LoadedFile:
    """Read and check the file of claims, its translations, its drawings and the prose.

    Raises:
        DataError: if there are mistakes, or warnings that block publishing.
        Mistake: if a site to be published does not say who answers for it.

    """
    published = project.settings["PUBLISHED"]
    checked, translations = _check(project, today)
    problems: Sequence[Diagnostic] = checked.errors
    if not problems and published:
        problems = checked.unpublishable
    if problems:
        raise DataError(problems)
    unsigned = _check_signature(project, checked.dataset) if published else {}
    assert checked.document  # noqa: S101 - for the type checker: it has no mistakes
    return LoadedFile(
        checked=checked,
        document=checked.document,
        dataset=checked.dataset,
        translations=translations,
        unsigned=unsigned,
    )


def _check(project: Project, today: date) -> tuple[Checked, list[Translation]]:
    """Check everything that the site is made from; return the result, and the translations."""
    page_names = {*labels.PAGES}.union(*(features.NAMES.get(name, ()) for name in project.features))
    content = Path(os.path.relpath(project.content))
    checked, translations = check(
        project.file, today=today, content=content, page_names=page_names, markdown=project.markdown
    )
    if project.dev:  # an editor is open
        schema.write(project.file, checked.document, checked.names)
    return checked, translations


def _check_signature(project: Project, dataset: Dataset) -> dict[str, str]:
    """Return the missing facts about who answers for the site; raise Mistake unless the settings allow that."""
    unsigned = labels.unsaid(dataset.site, project.settings["CORRECTIONS_CONTACT"])
    if unsigned and not project.settings["CLAIMS_UNSIGNED"]:
        missing = "".join(f"\n  {what}: {field}" for field, what in unsigned.items())
        help = 'or set CLAIMS_UNSIGNED = True in publishconf.py, and its pages say "published unsigned"'
        raise Mistake(f"publish: this site does not say{missing}\n  help: say it, {help}")
    return unsigned


def make_language_folder(project: Project, loaded: LoadedFile, translation: Translation | None) -> LanguageFolder:
    """Return the folder of a translation, or of the file's own language."""
    tag = translation.tag if translation else loaded.dataset.site.language
    language = Language.load(tag, catalogues(project.home))
    prefix = f"{language.locale.language}/" if translation else ""
    root = project.settings["SITEURL"]
    address = f"{root}/{prefix}".rstrip("/") if root else ""
    return LanguageFolder(language=language, translation=translation, prefix=prefix, address=address)


# Step 3: make the pages


def _innermost(folders: Sequence[LanguageFolder], file: str) -> LanguageFolder:
    """Return the folder that a file is in; the first one for a file in none of them."""
    return max(folders, key=lambda folder: len(folder.prefix) if file.startswith(folder.prefix) else -1)


class LanguageSite:
    """The site in one language: its pages, its features, and the renderer of its templates.

    Made by `ClaimsGenerator.make_pages`. All pages are made with it; none is rendered before it is asked for.
    """

    def __init__(self, generator: ClaimsGenerator, folder: LanguageFolder, theme_files: assets.Assets) -> None:
        """Make the pages of a language.

        Args:
            generator: the generator, with the loaded file and the folders of all languages.
            folder: the folder of this language, with its prose.
            theme_files: the files of the theme.

        """
        self.generator = generator
        self.project = generator.project
        self.folder = folder
        self.site = self._make_site()
        self.build = self._make_build(theme_files)
        self.features: dict[str, features.Feature] = {}
        for name, feature in self.project.features.items():
            if not (folder.translation and feature.for_all):
                self.features[name] = feature(self.build)
        for instance in self.features.values():
            self.build.pages += [*instance.pages()]
        self.renderer = self._make_renderer()

    def _make_site(self) -> Site:
        """Return the records in this language, joined and addressed."""
        dataset = self.generator.loaded.dataset
        urls = self.generator.urls
        translation, language = self.folder.translation, self.folder.language
        if translation:
            dataset = translation.of(dataset)
            urls = make_urls(dataset, explicit=urls.explicit)
        author = dataset.site.author or language.gettext("%(site)s contributors", site=dataset.site.title)
        release = Release.from_dataset(dataset, site=self.folder.address, author=author)
        return Site(dataset, urls, release, self.project.markdown, language)

    def _make_build(self, theme_files: assets.Assets) -> features.Build:
        """Return the build as features see it, with all pages but those that features add."""
        project, loaded, site = self.project, self.generator.loaded, self.site
        is_first = not self.folder.translation
        picture = drawings.read(site.data.site.picture, project.content, self.folder.language.tag, is_first=is_first)
        return features.Build(
            site=site,
            settings=project.settings,
            data=lambda: loaded.published_text,
            theme=project.theme,
            cache=project.cache,
            prefix=self.folder.prefix,
            render=self._render_template,
            assets=theme_files,
            pages=[pages.HomePage(site, picture), *pages.build(site)],
            prose=[*self.folder.prose],
        )

    def _context(self) -> TemplateContext:
        """Return what every page of this language sees beside its own view."""
        settings, loaded, site = self.project.settings, self.generator.loaded, self.site
        language, translation = self.folder.language, self.folder.translation
        texts = site.data.texts
        path = f"{urlsplit(settings['SITEURL']).path}/"
        prose_pages = [*self.folder.prose, *self.folder.stand_ins]
        untranslated = translation.untranslated + language.untranslated if translation else 0
        return {
            "SITENAME": str(site.release.name),
            "caution": site.markdown.inline(site.filled(site.data.site.caution or "")),
            "texts": tuple(Link(title=text.name, url=site.texts[text.id].url) for text in texts),
            "has_events": bool(site.data.events),
            "texts_in_words": language.listing(text.name for text in texts),
            "urls": site.urls,
            "site": self.folder.address,
            # Pages link from the root of whatever serves them, also of a mirror.
            "SITEURL": f"{path}{self.folder.prefix}".rstrip("/"),
            "ROOT": path.rstrip("/"),
            "assets": self.build.assets,
            "features": {name: feature.context() for name, feature in self.features.items()},
            "places": self._feature_templates(),
            "navigation": navigation(prose_pages, self.build.pages),
            "unsaid": language.listing(language.gettext(what) for what in loaded.unsigned.values()),
            "language_sites": self._language_links(),
            "language": language,
            "translation": {"untranslated": untranslated} if translation else None,
        }

    def _feature_templates(self) -> dict[str, tuple[str, ...]]:
        """Return the templates that features add to each place on pages."""
        templates: dict[str, tuple[str, ...]] = dict.fromkeys(features.PLACES, ())
        for feature in self.features.values():
            for place, template in feature.places.items():
                templates[place] += (template,)
        return templates

    def _language_links(self) -> tuple[LanguageLink, ...]:
        """Return the addresses that the site has in each language; nothing if it has only one language."""
        folders = self.generator.folders
        if len(folders) == 1:
            return ()
        page_urls = {page.url for page in self.build.pages}
        links = []
        for folder in folders:
            urls = page_urls.union(page.url for page in (*folder.prose, *folder.stand_ins))
            is_here = folder is self.folder
            links.append(LanguageLink(folder.language, folder.prefix, folder.address, is_here, frozenset(urls)))
        return tuple(links)

    def _make_renderer(self) -> Renderer:
        """Return the renderer of this language's templates, which see the plain settings of the site too."""
        project, settings = self.project, self.project.settings
        folders = [*map(Path, settings["THEME_TEMPLATES_OVERRIDES"]), project.theme / "templates"]
        environment = make_environment(settings, folders, project.cache, self.folder.language)
        kinds = (bool, float, int, list, str, tuple, type(None))
        plain = {name: value for name, value in settings.items() if isinstance(value, kinds)}
        exercises = [self.site.claims[id] for id in self.site.data.site.exercises]
        for_prose = {"general": General(self.site), "exercises": exercises}
        context = {**plain, **self._context(), **for_prose}
        return Renderer(environment, context, relative=settings["RELATIVE_URLS"], neighbours=self.site.neighbours)

    def _render_template(self, name: str, file: str, **values: object) -> str:
        return self.renderer.render_template(name, file, **values)

    def render_prose(self, page: ProsePage) -> str:
        """Return the text of a prose page, as seen from its folder."""
        file = page.save_as.removeprefix(self.folder.prefix)
        if self.project.settings["RELATIVE_URLS"]:  # Pelican makes links to files beside the page from this
            self.generator.context["localsiteurl"] = self.renderer.root(file)
        return self._render_template(f"{page.template}.html", file, page=page)

    def render_page(self, page: Page) -> str:
        """Return the text of a page."""
        return self._render_template(page.template, page.save_as, view=page)

    def texts(self, files: Collection[str]) -> dict[str, str]:
        """Return the texts of the pages among these files."""
        texts = {}
        for page in self.build.pages:
            file = self.folder.prefix + page.save_as
            if file in files:
                texts[file] = self.render_page(page)
        for prose_page in self.folder.prose:
            if prose_page.save_as in files:
                texts[prose_page.save_as] = self.render_prose(prose_page)
        return texts

    def write_pages(self, output: Output) -> None:
        """Write all pages but those that Pelican's generator writes."""
        for page in (*self.build.pages, *redirects(self.site)):
            output.write_page(self.folder.prefix + page.save_as, self.render_page(page), page)
        for stand_in in self.folder.stand_ins:
            output.write_page(self.folder.prefix + stand_in.save_as, self.render_prose(stand_in), stand_in)

    def write_files(self, output: Output) -> None:
        """Write what the features make once all pages are written, one feature after the other."""
        for feature in self.features.values():
            for path, content in feature.files():
                output.write_file(self.folder.prefix + path, content)


# Step 4: write, and report


class Output:
    """The output folder while a build writes it; makes sure that no file is written twice."""

    def __init__(self, project: Project, writer: Writer, context: TemplateContext) -> None:
        """Begin with the files that Pelican's other generators write, which are in their common context."""
        self.project = project
        self.writer = writer
        self.context = context
        self.taken: set[str] = set()
        for content in (*context["generated_content"].values(), *context["staticfiles"]):
            if content:
                self.taken.add(os.path.normpath(content.save_as))

    def write_page(self, path: str, text: str, page: Page | ProsePage) -> None:
        """Write a page by Pelican's writer."""
        self._reserve(path)
        relative = self.project.settings["RELATIVE_URLS"]
        self.writer.write_file(path, as_template(text), self.context, relative_urls=relative, view=page)

    def write_file(self, path: str, content: bytes) -> None:
        """Write a file that is not a page."""
        self._reserve(path)
        file = self.project.output / path
        file.parent.mkdir(parents=True, exist_ok=True)
        file.write_bytes(content)

    def _reserve(self, path: str) -> None:
        """Take the place of a file; raise PlaceTakenError if there is another one."""
        path = os.path.normpath(path)
        if path in self.taken:
            help = "give the page in content/ another slug, or the file there another name"
            raise PlaceTakenError(f"{path} is written already: {help}")
        self.taken.add(path)


def publishing_warnings(project: Project, loaded: LoadedFile) -> Iterator[str]:
    """Warn whoever publishes if the site does not say how it was made, and if texts are not translated."""
    if not loaded.dataset.site.made_with:
        yield f"{project.file}: warning: site has no `made_with`: how it was made, and who reviewed it"
    for translation in loaded.translations:
        if translation.status:
            yield f"{translation.catalogue.file}: warning: {translation.status}"


# Receivers of Pelican's signals, in the order in which they are called; plugin.py connects them


def render_prose(generator: PagesGenerator) -> None:
    """Make Pelican's generator of pages use our templates.

    Whatever template it loads is the one below.
    """
    generator.env.loader = FunctionLoader(lambda name: "{{ claims.prose_html(page) }}")


def join_pages(generators: list[Generator]) -> None:
    """Give our generator the pages that Pelican's has made from `content/`."""
    ours = next(generator for generator in generators if isinstance(generator, ClaimsGenerator))
    theirs = next(generator for generator in generators if isinstance(generator, PagesGenerator))
    ours.make_pages([*theirs.pages, *theirs.translations])
    theirs.context["claims"] = ours
