"""Features: the optional parts of a site. Each is a module here.

`CLAIMS_FEATURES` lists the features of a site. Features that are not listed are not imported, built or linked. `load`
returns the classes of those that are.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass, field
from importlib import import_module
from pathlib import Path
from typing import TYPE_CHECKING, Any, ClassVar

from ..source.diagnostics import nearest
from ..source.faults import Mistake

if TYPE_CHECKING:
    from ..pages.prose import ProsePage
    from ..site.page import Page
    from ..site.site import Site
    from .assets import Assets

NAMES: Mapping[str, tuple[str, ...]] = {
    "pictures": (),
    "jsonld": (),
    "feeds": (),
    "search": ("search",),
    "data_files": ("data",),
    "host": (),
}
"""The features that come with the plugin, each with the names of its pages; prose links to these as `(page:search)`.

A feature is the `FEATURE` of the module with its name. They run in this order, because a feature may read what the
ones before it wrote.
"""
FOR_READERS = frozenset(("pictures", "feeds", "host"))
"""The features that run only when a site is published."""

PLACES = ("head", "menu", "foot", "use", "follow", "not-found")
"""Where features can add a template to pages.

`head`, `menu` and `foot` are on every page. `use` lists what a reader can do with the subject of a page, `follow` is on
the page of the data and lists ways to follow changes, `not-found` on the page for missing addresses.
"""


class FeatureError(Mistake):
    """`CLAIMS_FEATURES` lists an unknown feature."""


@dataclass(kw_only=True)
class Build:
    """The build of a site in one language, as its features see it. build.py makes it."""

    site: Site
    settings: Mapping[str, Any]
    """Pelican's settings."""
    data: Callable[[], bytes]
    """Return the published text of the file of claims."""
    theme: Path
    cache: Path
    """The folder for results that take long to compute; see `cache.py`."""
    render: Callable[..., str]
    """Render a template: its name, the path of the file that it is for, and its variables as keywords."""
    assets: Assets
    """The theme's files."""
    prefix: str = ""
    """The folder of a translation, such as `zh/`; empty in the language of the file."""
    others: Callable[[], list[Build]] = list
    """Return the builds in the other languages."""
    pages: list[Page] = field(default_factory=list)
    """The pages made from the file of claims, the home page first."""
    prose: list[ProsePage] = field(default_factory=list)
    """The pages from `content/`."""
    features: dict[str, Feature] = field(default_factory=dict)
    warn: Callable[[str], None] = print
    """Note a warning, which is printed at the end of the build."""

    @property
    def address(self) -> str:
        """The address of the site, or "" if it has none."""
        return self.site.release.site


class Feature:
    """An optional part of a site. Subclasses override the methods that they need.

    There is one instance per language. `pages`, `context`, `begin` and `files` are called in this order.
    """

    for_all: ClassVar[bool] = False
    """Whether there is one instance for all languages instead, which makes files and no pages."""
    places: ClassVar[Mapping[str, str]] = {}
    """The template to show at one or more of PLACES."""
    bundles: ClassVar[Mapping[str, tuple[str, ...]]] = {}
    """Files of theme/static/ to add to a bundle. Every page loads the bundles `site.css` and `site.js`."""

    def __init__(self, build: Build) -> None:
        self.build = build

    def context(self) -> Mapping[str, Any]:
        """Return what templates see as `features.<name>`."""
        return {}

    def pages(self) -> Iterable[Page]:
        """Yield the pages that the feature makes from the file of claims."""
        return ()

    def begin(self) -> None:
        """Start slow work early: every page is known, none is written yet."""

    def files(self) -> Iterable[tuple[str, bytes]]:
        """Yield path and content of each file, once all pages are written."""
        return ()


def load(names: Iterable[str], *, published: bool) -> Mapping[str, type[Feature]]:
    """Return the classes of the features with these names, in the order in which they run.

    Args:
        names: the names in `CLAIMS_FEATURES`
        published: whether the site is being published; if not, the features in FOR_READERS are left out

    Raises:
        FeatureError: if a name is unknown

    """
    listed = set(names)
    for name in sorted(listed - NAMES.keys()):
        suggestion = nearest(name, NAMES)
        help = f"did you mean {suggestion!r}?" if suggestion else f"there are {', '.join(NAMES)}"
        raise FeatureError(f"CLAIMS_FEATURES names {name!r}, which is no feature; {help}")
    classes: dict[str, type[Feature]] = {}
    for name in NAMES:
        if name in listed and (published or name not in FOR_READERS):
            classes[name] = import_module(f"{__name__}.{name}").FEATURE
    return classes
