"""The file of claims and the prose pages → the files of a site. Nothing here knows of Pelican.

`load` reads and checks the file, and `build` yields every file of the site. An Edition is the site in one language.
"""

from __future__ import annotations

import os
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, field, replace
from datetime import date
from functools import cached_property
from pathlib import Path
from typing import NamedTuple, TypeAlias
from urllib.parse import urlsplit

from . import features, pages
from .checks import drawings
from .checks.check import check
from .checks.languages import catalogues
from .checks.loader import Checked
from .checks.settings import Settings
from .checks.translations import Translation
from .features import assets
from .model import schema
from .model.markdown import MarkdownRenderer
from .pages.corrections import redirects
from .pages.prose import General, ProsePage, navigation, standing_in
from .render import Renderer, TemplateContext, make_environment
from .site import labels
from .site.citations import Release
from .site.language import Language
from .site.page import Page
from .site.site import Site, make_urls
from .site.urls import Urls
from .site.views import Link
from .source import yaml_writer
from .source.diagnostics import DataError
from .source.faults import Mistake

File: TypeAlias = tuple[str, bytes]
"""The path of a file below the output folder, and its content."""


class Project:
    """A site to be built: its settings, and the folders and files that they name."""

    def __init__(self, settings: Settings, markdown: MarkdownRenderer | None = None) -> None:
        """Take Pelican's settings, and for the dev server a renderer that keeps texts from one build to the next."""
        self.settings = settings
        self.is_published: bool = settings["PUBLISHED"]
        self.content = Path(settings["PATH"])
        self.home = self.content.parent
        self.file = Path(os.path.relpath(self.home / settings["CLAIMS_FILE"]))
        self.cache = self.home / settings["CLAIMS_CACHE"]
        self.theme = Path(settings["THEME"])
        self.features = features.load(settings["CLAIMS_FEATURES"], published=self.is_published)
        self.markdown = markdown or MarkdownRenderer()


@dataclass(frozen=True)
class Loaded:
    """The file of claims, checked, with its translations. Made by `load`."""

    project: Project
    checked: Checked
    translations: Sequence[Translation]

    @cached_property
    def published_text(self) -> bytes:
        """The file of claims as it is published."""
        assert self.checked.document  # noqa: S101 - for the type checker: it has no mistakes
        return yaml_writer.write(self.checked.document.data).encode()

    @cached_property
    def unsigned(self) -> dict[str, str]:
        """What a published site should state about who answers for it and does not, by the field for each."""
        if not self.project.is_published:
            return {}
        return labels.unsaid(self.checked.dataset.site, self.project.settings["CORRECTIONS_CONTACT"])

    @cached_property
    def urls(self) -> Urls:
        """The addresses of pages, below the folder of each language."""
        return make_urls(self.checked.dataset, explicit=self.project.settings["RELATIVE_URLS"])

    def report(self) -> Iterator[str]:
        """Yield what the file holds, then the warnings; if the site is published, about what it does not say, too."""
        yield from self.checked.summary(self.project.file).splitlines()
        if not self.project.is_published:
            return
        if not self.checked.dataset.site.made_with:
            yield f"{self.project.file}: warning: site has no `made_with`: how it was made, and who reviewed it"
        for translation in self.translations:
            if translation.status:
                yield f"{translation.catalogue.file}: warning: {translation.status}"
        if self.unsigned:
            yield f"publish: warning: published unsigned: this site has no {' and no '.join(self.unsigned)}"


def load(project: Project, today: date, *, editing: bool = False) -> Loaded:
    """Read and check the file of claims, its translations, its drawings and the prose.

    Args:
        project: the site.
        today: the day after which a date in the file lies in the future.
        editing: whether an editor is open, which reads the schema of the file.

    Raises:
        DataError: if there are mistakes, or warnings that block publishing.
        Mistake: if a site to be published does not say who answers for it.

    """
    page_names = {*labels.PAGES}.union(*(features.NAMES.get(name, ()) for name in project.features))
    content = Path(os.path.relpath(project.content))
    checked, translations = check(
        project.file, today=today, content=content, page_names=page_names, markdown=project.markdown
    )
    if editing:
        schema.write(project.file, checked.document, checked.names)
    if checked.errors:
        raise DataError(checked.errors)
    if project.is_published and checked.unpublishable:
        raise DataError(checked.unpublishable)
    loaded = Loaded(project, checked, translations)
    if loaded.unsigned and not project.settings["CLAIMS_UNSIGNED"]:
        missing = "".join(f"\n  {what}: {name}" for name, what in loaded.unsigned.items())
        help = 'or set CLAIMS_UNSIGNED = True in publishconf.py, and its pages say "published unsigned"'
        raise Mistake(f"publish: this site does not say{missing}\n  help: say it, {help}")
    return loaded


@dataclass(frozen=True)
class Work:
    """What goes into a build, and the editions that come of it."""

    loaded: Loaded
    prose: Sequence[ProsePage] = ()
    """The pages from `content/`."""
    warnings: list[str] = field(default_factory=list)
    """Warnings of the features."""

    @cached_property
    def editions(self) -> list[Edition]:
        """The site in each language, that of the file first."""
        return [Edition(self, translation) for translation in (None, *self.loaded.translations)]

    @cached_property
    def theme_files(self) -> assets.Assets:
        """The style sheets, scripts and pictures, which all editions share."""
        project = self.loaded.project
        bundles = {name: feature.bundles for name, feature in project.features.items()}
        return assets.load(project.theme, bundles, project.home / project.settings["CLAIMS_STYLE"])


def build(work: Work) -> Iterator[File]:
    """Yield every file of the site."""
    for edition in work.editions:
        for feature in edition.build.features.values():
            feature.begin()
    yield from work.theme_files.files.items()
    for edition in work.editions:
        for path in edition.pages:
            yield path, edition.text(path).encode()
    for edition in reversed(work.editions):  # the first has the files that are made from all languages
        for feature in edition.build.features.values():
            for path, content in feature.files():
                yield edition.prefix + path, content


def preview(work: Work, paths: Iterable[str]) -> dict[str, str]:
    """Return the texts of the pages among these files. No edition is made that has none of them."""
    texts = {}
    for path in paths:
        within = [edition for edition in work.editions if path.startswith(edition.prefix)]
        edition = max(within, key=lambda edition: len(edition.prefix))
        if path in edition.pages:
            texts[path] = edition.text(path)
    return texts


class LanguageLink(NamedTuple):
    """An edition, as the pages of each edition link to it."""

    language: Language
    prefix: str
    site: str
    """The web address; empty while the site has none."""
    here: bool
    """Whether it is the edition of the page."""
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


class Edition:
    """The site in one language: everything is made when it is first asked for.

    Most sites have one edition. Every further one is in a folder of its own: it shows the same records at the same
    addresses below that folder, and shares the scripts, styles and site-wide files of the first.
    """

    def __init__(self, work: Work, translation: Translation | None) -> None:
        """Take what all editions share, and the translation; None for the edition in the language of the file."""
        self.work = work
        self.project = work.loaded.project
        self.translation = translation
        tag = translation.tag if translation else work.loaded.checked.dataset.site.language
        self.language = Language.load(tag, catalogues(self.project.home))
        self.prefix = f"{self.language.locale.language}/" if translation else ""
        """The folder of its pages, such as `zh/`."""
        root = self.project.settings["SITEURL"]
        self.address = f"{root}/{self.prefix}".rstrip("/") if root else ""
        """The web address; empty while the site has none."""

    @cached_property
    def site(self) -> Site:
        """The records in this language."""
        dataset = self.work.loaded.checked.dataset
        if self.translation:
            dataset = self.translation.of(dataset)
        author = dataset.site.author or self.language.gettext("%(site)s contributors", site=dataset.site.title)
        release = Release.from_dataset(dataset, site=self.address, author=author)
        return Site(dataset, self.work.loaded.urls, release, self.project.markdown, self.language)

    # Its pages

    @cached_property
    def prose(self) -> list[ProsePage]:
        """The pages from `content/` in this language; the first edition has those of languages without an edition."""
        prefixes = {edition.prefix for edition in self.work.editions}
        found = []
        for page in self.work.prose:
            folder = f"{page.lang}/"
            if self.prefix == (folder if folder in prefixes else ""):
                found.append(replace(page, url=page.url.removeprefix(self.prefix)))
        return found

    @cached_property
    def listed(self) -> list[ProsePage]:
        """The prose pages that others lead to."""
        return [page for page in self.prose if page.status == "published"]

    @cached_property
    def stand_ins(self) -> list[ProsePage]:
        """A page for each page that every site has and that is not in `content/`."""
        return [*standing_in(self.work.loaded.urls, self.language, self.listed)]

    @cached_property
    def pages(self) -> dict[str, Page | ProsePage]:
        """Every page by its path below the output folder."""
        found: dict[str, Page | ProsePage] = {}
        made: list[Page | ProsePage] = [*self.build.pages, *redirects(self.site), *self.stand_ins]
        for page in made:
            found[self.prefix + page.save_as] = page
        for page in self.prose:
            found[page.save_as] = page
        return found

    def text(self, path: str) -> str:
        """Return the text of a page."""
        page = self.pages[path]
        file = path.removeprefix(self.prefix)
        if isinstance(page, ProsePage):
            return self.render(f"{page.template}.html", file, page=page)
        return self.render(page.template, file, view=page)

    def render(self, template: str, file: str, **values: object) -> str:
        """Render a template for a file below the folder of this edition."""
        return self.renderer.render_template(template, file, **values)

    @cached_property
    def build(self) -> features.Build:
        """The edition as its features see it, with the features, which add their pages to the others."""
        project, site = self.project, self.site
        is_first = not self.translation
        picture = drawings.read(site.data.site.picture, project.content, self.language.tag, is_first=is_first)
        build = features.Build(
            site=site,
            settings=project.settings,
            data=lambda: self.work.loaded.published_text,
            theme=project.theme,
            cache=project.cache,
            prefix=self.prefix,
            render=self.render,
            assets=self.work.theme_files,
            pages=[pages.HomePage(site, picture), *pages.build(site)],
            prose=self.listed,
            others=lambda: [edition.build for edition in self.work.editions if edition is not self],
            warn=lambda warning: self.work.warnings.append(f"{project.file}: {warning}"),
        )
        for name, feature in project.features.items():
            if is_first or not feature.for_all:
                build.features[name] = feature(build)
        for instance in build.features.values():
            build.pages += instance.pages()
        return build

    # What its templates see

    @cached_property
    def renderer(self) -> Renderer:
        """The renderer of its templates, which see the plain settings of the site too."""
        settings = self.project.settings
        folders = [*map(Path, settings["THEME_TEMPLATES_OVERRIDES"]), self.project.theme / "templates"]
        environment = make_environment(settings, folders, self.project.cache, self.language)
        kinds = (bool, float, int, list, str, tuple, type(None))
        plain = {name: value for name, value in settings.items() if isinstance(value, kinds)}
        context = {**plain, **self._of_site(), **self._of_build()}
        return Renderer(environment, context, relative=settings["RELATIVE_URLS"], neighbours=self.site.neighbours)

    def _of_site(self) -> TemplateContext:
        """Return what every page sees of the records."""
        site, language, texts = self.site, self.language, self.site.data.texts
        untranslated = self.translation.untranslated + language.untranslated if self.translation else 0
        return {
            "SITENAME": str(site.release.name),
            "caution": site.markdown.inline(site.filled(site.data.site.caution or "")),
            "texts": tuple(Link(title=text.name, url=site.texts[text.id].url) for text in texts),
            "texts_in_words": language.listing(text.name for text in texts),
            "has_events": bool(site.data.events),
            "general": General(site),
            "exercises": [site.claims[id] for id in site.data.site.exercises],
            "urls": site.urls,
            "language": language,
            "translation": {"untranslated": untranslated} if self.translation else None,
        }

    def _of_build(self) -> TemplateContext:
        """Return what every page sees of the theme, the features, the other pages and the other editions."""
        path = f"{urlsplit(self.project.settings['SITEURL']).path}/"
        unsigned = self.work.loaded.unsigned.values()
        return {
            "site": self.address,
            # Pages link from the root of whatever serves them, also of a mirror.
            "SITEURL": f"{path}{self.prefix}".rstrip("/"),
            "ROOT": path.rstrip("/"),
            "assets": self.work.theme_files,
            "features": {name: feature.context() for name, feature in self.build.features.items()},
            "places": self._feature_templates(),
            "navigation": navigation([*self.listed, *self.stand_ins], self.build.pages),
            "unsaid": self.language.listing(self.language.gettext(what) for what in unsigned),
            "language_sites": self._language_links(),
        }

    def _feature_templates(self) -> dict[str, tuple[str, ...]]:
        """Return the templates that features add to each place on pages."""
        templates: dict[str, tuple[str, ...]] = dict.fromkeys(features.PLACES, ())
        for feature in self.build.features.values():
            for place, template in feature.places.items():
                templates[place] += (template,)
        return templates

    def _language_links(self) -> list[LanguageLink]:
        """Return the addresses that the site has in each language; nothing if it has only one language."""
        editions = self.work.editions
        if len(editions) == 1:
            return []
        page_urls = {page.url for page in self.build.pages}
        links = []
        for edition in editions:
            urls = page_urls.union(page.url for page in (*edition.listed, *edition.stand_ins))
            is_here = edition is self
            links.append(LanguageLink(edition.language, edition.prefix, edition.address, is_here, frozenset(urls)))
        return links
