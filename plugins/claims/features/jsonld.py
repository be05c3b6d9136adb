"""Describe each page in the vocabulary of schema.org, as a script of JSON-LD in its head."""

from collections.abc import Callable, Mapping
from dataclasses import replace
from typing import ClassVar

from markupsafe import Markup

from ..site.page import Page
from ..site.schema_org import Graph
from ..site.serialize import dump
from . import Feature

# Inside HTML these could end the script or open a comment. The last two end a line in older JavaScript.
_ESCAPES = str.maketrans({"<": r"\u003c", ">": r"\u003e", "&": r"\u0026", "\u2028": r"\u2028", "\u2029": r"\u2029"})


def script(page: Page, graph: Graph, root: str) -> Markup:
    """Return the text of a page's `<script type="application/ld+json">`, empty if the page describes nothing.

    Args:
        page: the page
        graph: what the nodes of all pages have in common
        root: the relative path to the site's root, in front of addresses if the site has no address of its own

    """
    nodes = [*page.schema_org(replace(graph, base=graph.base or root))]
    if not nodes:
        return Markup()
    text = dump({"@context": "https://schema.org", "@graph": nodes})
    return Markup(text.translate(_ESCAPES))  # noqa: S704 - what HTML could read as markup is escaped


class JsonLd(Feature):
    """Descriptions of pages for search engines, in the vocabulary of schema.org."""

    places: ClassVar = {"head": "features/jsonld/head.html"}

    def context(self) -> Mapping[str, Graph | Callable[[Page, Graph, str], Markup]]:
        """Return the function `script` and its argument `graph`."""
        site = self.build.site
        info = site.data.site
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
