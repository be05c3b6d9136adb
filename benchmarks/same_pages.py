"""A Pelican plugin that writes the pages which the other builders have too, and nothing beside them."""

from __future__ import annotations

from collections.abc import Iterable

from pelican import Pelican, signals

from claims import pages
from claims.generator import ClaimsGenerator, extend_templates, name_pages_explicitly

SAME = frozenset({"timeline", "topic", "claim", "source"})
"""What they are pages of, as the site names its units."""


class SamePages(ClaimsGenerator):
    """The site's own generator, with fewer pages."""

    def units(self) -> Iterable[pages.Unit]:
        """The pages of claims, topics and sources, and the timeline."""
        return [unit for unit in self.site.units() if unit.what in SAME]


def _generator(pelican: Pelican) -> type[SamePages]:
    return SamePages


def register() -> None:
    """Take the place of the site's own plugin."""
    signals.initialized.connect(extend_templates)
    signals.get_generators.connect(_generator)
    signals.all_generators_finalized.connect(name_pages_explicitly)
