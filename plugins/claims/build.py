"""Pelican, made to replace its output folder whole. pelicanconf.py names it as PELICAN_CLASS."""

from __future__ import annotations

import logging
import os
from collections.abc import Callable
from functools import partial
from pathlib import Path
from typing import Any

from pelican import Pelican

from . import atomic, output, recipe, settings
from .data import prose_pages
from .data.diagnostics import DataError
from .exports.feeds import TagError
from .filters import PageError
from .publish import compress
from .publish.assets import AssetError

# Not the code's: their words are enough.
_MISTAKES = (
    *(AssetError, DataError, PageError, TagError),
    *(settings.OptionError, output.PlaceTakenError, atomic.ForeignFolderError),
)


class WholeSite(Pelican):  # type: ignore[misc]
    """A Pelican whose every run builds into a fresh folder, which takes the old one's place when it is complete.

    Whoever cannot wait so long sets `CLAIMS_SEEN` to what is to be called when the pages are in their place: what is
    made of them and of the data is then made there, afterwards.
    """

    def __init__(self, settings: dict[str, Any]) -> None:
        super().__init__(settings)
        logging.getLogger("pelican").addFilter(_spare_the_traceback)

    output_path: str

    def run(self) -> None:
        """Build the site; whatever is raised leaves the old output as it was."""
        settings.check(self.settings)
        target = Path(self.output_path).resolve()  # what is beside a folder is beside what a link leads to
        # What begins with a dot is an editor's or the system's; pelicanconf.py has Pelican leave it too.
        written = (page for page in sorted(Path(self.path).rglob("*.md")) if not page.name.startswith("."))
        pages = (Path(os.path.relpath(page)) for page in written)
        if faults := [*prose_pages.faults(pages)]:  # Pelican would not say where
            raise DataError(faults)
        self._replace(target)

    def _replace(self, target: Path) -> None:
        seen: Callable[[], None] | None = self.settings.get("CLAIMS_SEEN")

        def then() -> None:
            if seen:
                seen()
                here = build.steps.at(target)
                _finish(build, here)
                here.write_list(atomic.list_of(target))
                atomic.make_ready(target)

        try:
            keep = not self.settings["PUBLISHED"]  # what is published is built from nothing
            with atomic.replacing(target, made_by_us="data/v1/claims.yaml", keep=keep, then=then) as fresh:
                self.output_path = str(fresh)
                build = output.Build(partial(self._opened, fresh, keep=keep))
                self.settings["CLAIMS_BUILD"] = build
                super().run()
                build.steps.pages.close()
                if not seen:
                    _finish(build, build.steps)
                if keep:
                    build.steps.write_list(atomic.list_of(fresh))
                if self.settings["PUBLISHED"]:
                    compress.folder(fresh)
        finally:
            self.output_path = str(target)
            self.settings.pop("CLAIMS_BUILD", None)

    def _opened(self, folder: Path, *, keep: bool) -> output.Steps:
        made_by = recipe.made_by(self.settings, Path(self.theme)) if keep else ""
        return output.reopen(folder, atomic.list_of(folder), made_by)


def _finish(build: output.Build, steps: output.Steps) -> None:
    for make in build.rest:
        make(steps.rest)
    steps.rest.close()


def _spare_the_traceback(record: logging.LogRecord) -> bool:
    """Pelican prints where in the code a build failed; of a mistake that is not the code's, the words are enough."""
    if record.exc_info and isinstance(record.exc_info[1], _MISTAKES):
        record.exc_info = None
    return True
