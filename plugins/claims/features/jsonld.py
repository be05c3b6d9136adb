"""What pages say in schema.org's words → a script of JSON-LD in the head of each."""

from collections.abc import Mapping
from dataclasses import replace
from typing import Any, ClassVar

from markupsafe import Markup

from ..site.schema_org import Graph
from ..site.serialize import dump
from ..site.views import Page
from . import Feature

# JSON inside HTML: these could end the script or open a comment in it.
_ESCAPES = str.maketrans({character: f"\\u{ord(character):04x}" for character in "<>&\u2028\u2029"})


def script(page: Page, graph: Graph, root: str) -> Markup:
    """Return the text of a page's `<script type="application/ld+json">`; empty where there is nothing to say.

    `root` is the way to the site's root, from which addresses begin where the site has none.
    """
    nodes = [*page.schema_org(replace(graph, base=graph.base or root))]
    if not nodes:
        return Markup()
    text = dump({"@context": "https://schema.org", "@graph": nodes})
    return Markup(text.translate(_ESCAPES))  # noqa: S704 - nothing is left in it that HTML would see


class JsonLd(Feature):
    """What pages say to search engines, in schema.org's words."""

    places: ClassVar = {"head": "features/jsonld/head.html"}

    def context(self) -> Mapping[str, Any]:
        """Return what makes the text of a page's script."""
        site, info = self.build.site, self.build.site.data.site
        graph = Graph(
            base=site.release.site,
            name=site.release.name,
            urls=site.urls,
            organization=info.responsible or site.release.author,
            made_with=site.markdown.plain(info.made_with or ""),
            language=site.language,
        )
        return {"graph": graph, "script": script}


FEATURE = JsonLd
