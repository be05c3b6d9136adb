"""Features: what a site may leave out. Each is a module or folder here.

A feature is a class, and `CLAIMS_FEATURES` lists those of a site. Features that are not listed are not imported, built
or linked. `load` returns those of a site; other plugins add theirs by the signal `claims.signals.get_features`.
"""

from __future__ import annotations

from collections.abc import Callable, Container, Iterable, Mapping
from dataclasses import dataclass, field
from importlib import import_module
from pathlib import Path
from typing import TYPE_CHECKING, Any, ClassVar

from ..faults import Mistake
from ..source.diagnostics import nearest

if TYPE_CHECKING:
    from ..site.index import Site
    from ..site.views import Page

NAMES: Mapping[str, tuple[str, ...]] = {
    **dict.fromkeys(["pictures", "jsonld", "feeds", "bibliography", "cards"], ()),
    "search": ("search",),
    "data_files": ("data",),
    "host": (),
}
"""The features that come with the plugin, each with its pages, to which prose can lead as in `(page:search)`.

They run in this order: a feature may read what those before it wrote.
"""
FOR_READERS = frozenset(("pictures", "feeds", "host"))
"""The features that only a published site has; other builds do without their libraries."""

PLACES = ("head", "menu", "foot", "use", "follow", "sources", "not-found")
"""Where features can add to pages: the head of each page, its menu and its foot; what can be done with what a page is
about; how changes can be followed, on the page of the data; the list of sources; and the page that is shown where there
is none."""


class FeatureError(Mistake):
    """`CLAIMS_FEATURES` names what is no feature, or one whose libraries are not installed."""


@dataclass(kw_only=True)
class Build:
    """One build, as its features see it."""

    site: Site
    settings: Mapping[str, Any]
    output: Path
    """The folder in which the site's files are."""
    home: Path
    """The folder of the settings, in which that of the content is."""
    file: Path
    """The file of claims."""
    data: Callable[[], bytes]
    """Return what is published of it."""
    theme: Path
    cache: Path
    """A folder for what takes long to make; see claims.cache."""
    write: Callable[[Any], None]
    """Render a page and write it; it does not join `pages`."""
    render: Callable[..., str]
    """Return what a template, named first, makes of some values, for a file, named second."""
    assets: Any = None
    """The theme's files (web/assets.py); None until they are known."""
    prefix: str = ""
    """The folder of a language other than the file's, as `zh/`."""
    headline: str = ""
    """The site's headline in the language of the file."""
    others: list[Build] = field(default_factory=list)
    """The builds in other languages, where this is the one in the file's."""
    pages: list[Any] = field(default_factory=list)
    """The pages made from the file of claims, the site's first page first."""
    prose: list[Any] = field(default_factory=list)
    """The pages made from `content/`."""
    pictures: dict[str, Any] = field(default_factory=dict)
    """The picture for sharing of each page that has one, by the page's file."""
    warnings: list[str] = field(default_factory=list)
    """What whoever publishes is told."""

    @property
    def address(self) -> str:
        """The address of the site, empty while it has none."""
        return self.site.release.site


class Feature:
    """What a site may leave out. Override what your feature adds."""

    for_all: ClassVar[bool] = False
    """Whether it is made once for all languages of the site: files alone, and no pages."""
    places: ClassVar[Mapping[str, str]] = {}
    """The template that stands at one of PLACES."""
    bundles: ClassVar[Mapping[str, tuple[str, ...]]] = {}
    """Files below theme/static/ that it adds to a bundle, such as `site.css` and `site.js`, which every page loads."""

    def __init__(self, build: Build) -> None:
        self.build = build

    def context(self) -> Mapping[str, Any]:
        """Return what its templates see as `features.<name>`: plain values, equal where they show the same."""
        return {}

    def pages(self) -> Iterable[Page]:
        """Yield the pages it makes from the file of claims."""
        return ()

    def begin(self) -> None:
        """Begin what takes long, when all pages are known and none is written."""

    def files(self) -> Iterable[tuple[str, bytes]]:
        """Yield path and content of the files it makes, once all pages are written."""
        return ()


def load(names: Iterable[str], *, published: bool) -> Mapping[str, type[Feature]]:
    """Return the features of these names that a build has, in the order in which they run. Raises FeatureError."""
    wanted = set(names)
    for name in sorted(wanted - NAMES.keys()):
        near = nearest(name, NAMES)
        help = f"did you mean {near!r}?" if near else f"there are {', '.join(NAMES)}"
        raise FeatureError(f"CLAIMS_FEATURES names {name!r}, which is no feature; {help}")
    found, lacking = installed(wanted, published=published)
    if lacking:
        raise FeatureError(f"CLAIMS_FEATURES names {to_install(lacking)}, or leave out what you do not want")
    return found


def installed(names: Container[str], *, published: bool) -> tuple[dict[str, type[Feature]], dict[str, str]]:
    """Return the features of these names that a build can have, and of the others the library that is not installed."""
    found, lacking = dict[str, type[Feature]](), dict[str, str]()
    for name in NAMES:
        if name in names and (published or name not in FOR_READERS):
            try:
                found[name] = import_module(f"{__name__}.{name}").FEATURE
            except ModuleNotFoundError as error:
                if not error.name or error.name.startswith("claims"):
                    raise
                lacking[name] = error.name
    return found, lacking


def to_install(lacking: Mapping[str, str]) -> str:
    """Return what to install for features."""
    needs = ", ".join(f"{name!r}, which needs {library}" for name, library in lacking.items())
    return f'{needs}; type pip install "pelican-claims[{",".join(lacking)}]"'
