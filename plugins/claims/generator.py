"""The file of claims → pages and files in the output folder, as one of Pelican's generators."""

from __future__ import annotations

import os
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import replace
from datetime import date
from pathlib import Path
from typing import Any

from pelican.generators import Generator, PagesGenerator

from . import parts
from .checks import editions, loader, promises, prose, publication, translations
from .model import schema
from .model.records import Series
from .rendition import Rendition, WarmState
from .resources import packaged
from .signals import get_parts
from .site import labels
from .source.diagnostics import DataError

_SIGN = "claim.html"
"""The template by which a theme is known to be one for claims."""


def is_alone(settings: Mapping[str, Any]) -> bool:
    """Return whether the site is nothing but this: whether its theme is one for claims."""
    return Path(settings["THEME"], "templates", _SIGN).is_file()


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
        checked, translated = translations.check(checked, self.file)
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
        self.warm: WarmState = self.settings.get("CLAIMS_WARM") or WarmState()
        self.renditions = [Rendition(self, self.dataset)]
        self.renditions += (Rendition(self, found.of(self.dataset), found) for found in translated)

    def _parts(self) -> Iterator[tuple[str, type[parts.Part]]]:
        """Yield the site's parts under their names: those of others, then those that come with the plugin."""
        for _, given in get_parts.send(self):
            for part in given if isinstance(given, Iterable) else [given] if given else []:
                yield part.__name__.lower(), part
        yield from parts.load(self.settings["CLAIMS_PARTS"], published=self.settings["PUBLISHED"])

    @property
    def first(self) -> Rendition:
        """The rendition in the language of the file."""
        return self.renditions[0]

    def generate_context(self) -> None:
        """Make the pages and what their templates see."""
        for rendition in self.renditions:
            rendition.generate_context()
        self.first.build.others += (rendition.build for rendition in self.renditions[1:])
        if self.document:
            self.warm.lines = {
                self.first.urls.record(record.kind_name, record.id): self.document.mark_of(record.origin.path()).line
                for record in self.dataset.records()
                if record.kind_name != Series.kind_name  # which is shown where its topics are
            }

    def join(self, prose_pages: Sequence[Any], drafts: Sequence[Any]) -> None:
        """Let pages made from `content/` stand beside those made from the file, each in its language."""
        for rendition in self.renditions:
            rendition.join(*(filter(rendition.has, found) for found in (prose_pages, drafts)))
        for rendition in self.renditions:
            rendition.open()

    def generate_output(self, writer: Any) -> None:
        """Write every page by Pelican's writer, and the files that go with them."""
        self.writer = writer
        self.taken = {os.path.normpath(page.save_as) for page in self.context["generated_content"].values() if page}
        copied = {os.path.normpath(file.save_as): Path(file.source_path) for file in self.context["staticfiles"]}
        self.first.build.copied = copied if self.is_alone else {}
        self.taken |= copied.keys()
        self._tell()
        for rendition in self.renditions:
            rendition.write()
        if not self.settings.get("CLAIMS_PAGES_ONLY"):
            for rendition in reversed(self.renditions):  # the first has what is made of all
                rendition.write_files()
            for rendition in self.renditions:
                rendition.finish()

    def _tell(self) -> None:
        """Print what the file holds, and remarks; dev/server.py shows them instead."""
        summary, *counted = self.summary.splitlines()
        remarks = [*(self._unused() if self.is_alone else ()), *counted]
        remarks += self.settings.get("CLAIMS_REMARKS", [])
        remarks += (f"{self.file}: {remark}" for one in self.renditions for remark in one.build.remarks)
        if self.settings["PUBLISHED"] and not self.first.site.release.date:
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


def join_pages(generators: list[Any]) -> None:
    """Let pages made from `content/` stand beside those made from the file."""
    ours = next((g for g in generators if isinstance(g, ClaimsGenerator)), None)
    for generator in generators:
        if isinstance(generator, PagesGenerator) and ours:
            shown = [*generator.pages, *generator.translations] if ours.is_alone else []
            ours.join(shown, [*generator.draft_pages, *generator.draft_translations] if ours.is_alone else [])
            if ours.is_alone:
                generator.context["claims"] = ours


def hold_back_drafts(generator: Any, metadata: dict[str, Any]) -> None:
    """Leave out a draft where the site is published, or else mark it in its title."""
    if metadata.get("status") == "draft" and is_alone(generator.settings):
        metadata["title"] = f"Draft: {metadata['title']}"
        if generator.settings["PUBLISHED"]:
            metadata["status"] = "skip"


def render(generator: Any, content: Any) -> None:
    """Let Pelican write a page from `content/` as its rendition has it, in place of what its template would make."""
    if ours := generator.context.get("claims"):
        rendered = next(rendition for rendition in ours.renditions if rendition.has(content)).render(content)
        generator.get_template = lambda name: rendered
