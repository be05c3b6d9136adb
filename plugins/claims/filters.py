"""What templates can call besides macros: each sees the page being printed through Jinja's context."""

from __future__ import annotations

from typing import Any

from jinja2 import pass_context
from jinja2.runtime import Context
from markupsafe import Markup

from . import jsonld, links, views, words
from .prose import for_elsewhere


class LinkError(Exception):
    """A page in `content/` links to a record that is not in the file, or to a page that the site does not have."""


class PageError(Exception):
    """A page in `content/` does not say of itself what every page must."""


@pass_context
def prose(context: Context, html: str) -> Markup:
    """HTML with its links to records led to their addresses, as seen from the page being printed."""

    def address(kind: str, id: str) -> str:
        if id not in (words.PAGES if kind == links.PAGE else context["record_ids"](kind)):
            raise LinkError(f'{context["output_file"]} links to {kind} "{id}", which is not defined')
        return f"{context['SITEURL']}/{context['addresses'].of(kind, id)}"

    return Markup(links.resolve(html, address))  # noqa: S704 - clean HTML came in, only addresses changed


@pass_context
def json_ld(context: Context, page: views.Page) -> Markup:
    """What a page says, for machines."""
    return jsonld.script(page, base=context["SITEURL"], name=context["SITENAME"], addresses=context["addresses"])


@pass_context
def asset(context: Context, name: str) -> str:
    """The address of a file of theme/static/, as seen from the page being printed."""
    return f"{context['SITEURL']}/{context['assets'].path(name)}"


@pass_context
def bundle(context: Context, name: str) -> list[str]:
    """The addresses of the files that make up a bundle: all of them while editing, one when published."""
    return [f"{context['SITEURL']}/{path}" for path in context["assets"].bundle(name)]


FILTERS: dict[str, Any] = {"prose": prose, "json_ld": json_ld, "elsewhere": for_elsewhere}
FUNCTIONS: dict[str, Any] = {"asset": asset, "bundle": bundle}
